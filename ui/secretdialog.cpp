#include "ui/secretdialog.h"

#include "ui/format.h"
#include "ui/text.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace feedscope {

namespace {

constexpr int longestName = 60;
constexpr int longestSecret = 64 * 1024;

} // namespace

SecretDialog::SecretDialog(const QString &feed, const QList<Wanted> &wanted, bool keychain,
                           QWidget *parent)
    : QDialog(parent)
    , m_keep(new QCheckBox(tr("Keep in the system keychain")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Secrets of this feed"));
    auto *what = new Text(Text::Role::Content,
                          tr("“%1” needs what only you know. It goes to this feed's server and nowhere else.")
                              .arg(oneLine(feed, longestName)));
    what->setWordWrap(true);
    auto *form = new QFormLayout;
    auto *buttons = new QDialogButtonBox; // its standard buttons would change their texts by themselves
    QPushButton *connectNow = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    connectNow->setEnabled(false);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    for (const auto &[name, title] : wanted) {
        auto *field = new QLineEdit;
        field->setEchoMode(QLineEdit::Password);
        field->setMaxLength(longestSecret);
        auto *label = new Text(Text::Role::Muted, title);
        label->setBuddy(field);
        field->setAccessibleName(label->text());
        form->addRow(label, field);
        m_names.append(name);
        m_fields.append(field);
        connect(field, &QLineEdit::textChanged, this, [this, connectNow] {
            connectNow->setEnabled(
                std::ranges::none_of(m_fields, [](const QLineEdit *f) { return f->text().isEmpty(); }));
        });
    }
    m_keep->setChecked(keychain);
    m_keep->setVisible(keychain);
    connect(buttons, &QDialogButtonBox::accepted, this, &SecretDialog::hand);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(14);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(m_keep);
    column->addWidget(buttons);
}

void SecretDialog::hand()
{
    QMap<QString, QString> secrets;
    for (qsizetype i = 0; i < m_names.size(); ++i)
        secrets.insert(m_names[i], m_fields[i]->text());
    for (QLineEdit *field : m_fields)
        field->clear();
    emit given(secrets, m_keep->isChecked());
    accept();
}

} // namespace feedscope
