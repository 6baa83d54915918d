#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace feedscope {

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
    QTranslator m_texts;
    QTranslator m_qtTexts;
    QString m_code;
};

} // namespace feedscope
