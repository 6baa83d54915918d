#pragma once

#include <QDialog>
#include <QList>
#include <QMap>
#include <QPair>

class QCheckBox;
class QLineEdit;

namespace feedscope {

/// Asks for secrets that a feed needs and nobody has given: once, for all of them. What is typed is never
/// shown, and is handed out once, when it is accepted. Deletes itself when it is closed.
class SecretDialog : public QDialog
{
    Q_OBJECT
public:
    /// A secret's name, and what people call it.
    using Wanted = QPair<QString, QString>;

    /// `keychain`: there is one to keep them in.
    SecretDialog(const QString &feed, const QList<Wanted> &wanted, bool keychain, QWidget *parent = nullptr);

signals:
    /// By name; `keep`: in the system keychain as well.
    void given(const QMap<QString, QString> &secrets, bool keep);

private:
    void hand();

    QStringList m_names;
    QList<QLineEdit *> m_fields;
    QCheckBox *m_keep;
};

} // namespace feedscope
