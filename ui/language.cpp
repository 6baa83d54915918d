#include "ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace feedscope {

using namespace Qt::StringLiterals;

QString OwnTexts::translate(const char *context, const char *text, const char *comment, int number) const
{
    static constexpr const char *places[] = {"feedscope::ProfileBuilder", "feedscope::ProfileReader",
                                             "feedscope::RuleCompiler",   "feedscope::Filler",
                                             "feedscope::sentences",      "feedscope::eiofaults",
                                             "feedscope::mqtt",           "feedscope::mqtt::ObjectWriter",
                                             "feedscope::RuleDoubts",     "feedscope::server::LogFile",
                                             "feedscope::Table",          "Text"};
    QString found = QTranslator::translate(context, text, comment, number);
    if (!found.isNull() || qstrcmp(context, "feedscope") != 0)
        return found;
    for (const char *place : places)
        if (found = QTranslator::translate(place, text, comment, number); !found.isNull())
            break;
    return found;
}

Language::Language(QObject *parent)
    : QObject(parent)
{}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_texts);
    QCoreApplication::removeTranslator(&m_qtTexts);
}

QStringList Language::available()
{
    return {u"en"_s, u"ru"_s};
}

void Language::set(const QString &code)
{
    const QString wanted = code.isEmpty() ? QLocale::system().name().left(2) : code;
    const QString chosen = available().contains(wanted) ? wanted : u"en"_s;
    if (chosen == m_code)
        return;
    m_code = chosen;
    QLocale::setDefault(QLocale(m_code == "ru"_L1 ? QLocale::Russian : QLocale::English));
    QCoreApplication::removeTranslator(&m_texts);
    QCoreApplication::removeTranslator(&m_qtTexts);
    if (m_qtTexts.load(u"qtbase_"_s + m_code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTexts);
    if (m_texts.load(u":/i18n/feedscope_"_s + m_code + u".qm"_s))
        QCoreApplication::installTranslator(&m_texts);
}

} // namespace feedscope
