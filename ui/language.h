#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace feedscope {

/// The program's own texts. The sentences of core are asked for by the name of the program, but filed by the
/// class or namespace in which they stand in the source: they are looked for there, too. Owned by its
/// Language.
class OwnTexts : public QTranslator
{
public:
    QString translate(const char *context, const char *text, const char *comment, int number) const override;
};

/// The language of the window: "en" or "ru". Loads the program's and Qt's own texts and sets the default
/// QLocale, by which numbers are written. Switching is live: Qt then sends LanguageChange to every widget.
/// One per window.
class Language : public QObject
{
    Q_OBJECT
public:
    explicit Language(QObject *parent = nullptr);
    ~Language() override;

    /// Empty: what the desktop asks for, English if that is not there.
    void set(const QString &code);
    const QString &code() const { return m_code; }
    static QStringList available();

private:
    OwnTexts m_texts;
    QTranslator m_qtTexts;
    QString m_code;
};

} // namespace feedscope
