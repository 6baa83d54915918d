#include "core/decode/excerpt.h"

#include <QCoreApplication>

namespace feedscope {

namespace {
constexpr qsizetype characters = 200;
}

QString excerpt(std::string_view bytes)
{
    using namespace Qt::StringLiterals;
    const QString text =
        QString::fromUtf8(bytes.data(), std::min<qsizetype>(qsizetype(bytes.size()), 4 * characters));
    QString result;
    for (const QChar c : text.left(characters)) {
        // C0, C1 and the controls that turn the writing direction: a log line must stay one line and say what
        // it says.
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            result += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            result += c;
    }
    return result;
}

QString unreadableSentence(const ReadError &error)
{
    return QCoreApplication::translate("feedscope", "The message could not be read: %1 (byte %2).")
        .arg(QCoreApplication::translate("feedscope", error.problem))
        .arg(error.position + 1);
}

} // namespace feedscope
