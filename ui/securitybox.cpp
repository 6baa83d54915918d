#include "ui/securitybox.h"

#include "core/decode/certificatepins.h"
#include "core/decode/proxyaddress.h"
#include "ui/format.h"
#include "ui/retranslate.h"
#include "ui/text.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

enum ProxyKind
{
    NoProxy,
    SystemProxy,
    GivenProxy
};

} // namespace

SecurityBox::SecurityBox(QWidget *parent)
    : QWidget(parent)
    , m_fold(new QPushButton)
    , m_inside(new QWidget)
    , m_proxyKind(new QComboBox)
    , m_proxy(new QLineEdit)
    , m_pin(new QLineEdit)
{
    build();
    connect(m_fold, &QPushButton::clicked, this, [this] { unfold(m_inside->isHidden()); });
    connect(m_proxyKind, &QComboBox::currentIndexChanged, this, &SecurityBox::renew);
    for (QLineEdit *line : {m_ca, m_cert, m_key, m_proxy, m_pin})
        connect(line, &QLineEdit::textChanged, this, &SecurityBox::renew);
    retranslated(this, [this] { retranslate(); });
}

void SecurityBox::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(7);
    m_fold->setFlat(true);
    m_fold->setAutoDefault(false);
    column->addWidget(m_fold, 0, Qt::AlignLeft);
    column->addWidget(m_inside);
    m_rows = new QFormLayout(m_inside);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(7);
    m_rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_ca = addFile();
    m_cert = addFile();
    m_key = addFile();
    addRow(m_pin, m_pin);
    auto *proxy = new QWidget;
    auto *row = new QHBoxLayout(proxy);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_proxyKind);
    row->addWidget(m_proxy, 1);
    addRow(proxy, m_proxyKind);
    m_proxyKind->addItems(QStringList(GivenProxy + 1));
    m_pin->setClearButtonEnabled(true);
    m_pin->setMaxLength(4096);
    m_proxy->setMaxLength(4096);
    m_inside->hide();
    setFocusProxy(m_fold);
}

void SecurityBox::addRow(QWidget *field, QWidget *buddy)
{
    m_labels.append(new Text(Text::Role::Muted));
    m_labels.last()->setBuddy(buddy);
    m_rows->addRow(m_labels.last(), field);
}

QLineEdit *SecurityBox::addFile()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto *line = new QLineEdit;
    line->setMaxLength(4096);
    m_browse.append(new QPushButton);
    m_browse.last()->setAutoDefault(false);
    connect(m_browse.last(), &QPushButton::clicked, this, [this, line] { browse(line); });
    row->addWidget(line, 1);
    row->addWidget(m_browse.last());
    addRow(box, line);
    return line;
}

void SecurityBox::browse(QLineEdit *line)
{
    auto *dialog = new QFileDialog(this, tr("Which file?"), line->text(), tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, line, &QLineEdit::setText);
    dialog->open();
}

void SecurityBox::retranslate()
{
    const QString names[] = {tr("Authorities"), tr("Your certificate"), tr("Its key"), tr("Pinned"), tr("Proxy")};
    for (qsizetype i = 0; i < m_labels.size(); ++i)
        m_labels[i]->setText(names[i]);
    m_ca->setPlaceholderText(tr("a PEM file; the system's if empty"));
    m_cert->setPlaceholderText(tr("a PEM file, for servers that ask"));
    m_key->setPlaceholderText(tr("a PEM file; in the same if empty"));
    m_pin->setPlaceholderText(tr("SHA-256 of the one certificate to accept"));
    m_pin->setToolTip(toolTipText(tr("For one server alone: host:port=SHA-256. Empty it, and the authorities decide again.")));
    for (QPushButton *button : m_browse)
        button->setText(tr("File…"));
    for (QLineEdit *line : {m_ca, m_cert, m_key})
        line->setAccessibleName(m_labels[line == m_ca ? 0 : line == m_cert ? 1 : 2]->text());
    m_pin->setAccessibleName(tr("Pinned"));
    m_proxyKind->setItemText(NoProxy, tr("none"));
    m_proxyKind->setItemText(SystemProxy, tr("the system's"));
    m_proxyKind->setItemText(GivenProxy, tr("this one:"));
    m_proxyKind->setAccessibleName(tr("Proxy"));
    m_proxy->setPlaceholderText(u"socks5://host:1080"_s);
    m_proxy->setAccessibleName(tr("Address of the proxy"));
    renew();
}

/// The folded line says what is not as usual, so that nothing is in force unseen.
void SecurityBox::renew()
{
    m_proxy->setEnabled(m_proxyKind->currentIndex() == GivenProxy);
    const SecurityWish set = wish();
    QStringList said;
    if (!set.pin.isEmpty())
        said.append(tr("pinned certificate"));
    if (!set.ca.isEmpty())
        said.append(tr("own authorities"));
    if (!set.clientCert.isEmpty())
        said.append(tr("client certificate"));
    if (!set.proxy.isEmpty())
        said.append(tr("proxy"));
    const QString shown = said.isEmpty() ? tr("as usual") : said.join(u", "_s);
    m_fold->setText((m_inside->isHidden() ? u"▸ "_s : u"▾ "_s) + tr("Security: %1").arg(shown));
    emit changed();
}

void SecurityBox::unfold(bool open)
{
    m_inside->setVisible(open);
    renew();
    if (open)
        m_ca->setFocus(Qt::OtherFocusReason);
}

SecurityWish SecurityBox::wish() const
{
    const int kind = m_proxyKind->currentIndex();
    return {m_ca->text().trimmed(), m_cert->text().trimmed(), m_key->text().trimmed(), m_pin->text().trimmed(),
            kind == SystemProxy  ? u"system"_s
            : kind == GivenProxy ? m_proxy->text().trimmed()
                                 : QString()};
}

void SecurityBox::setWish(const SecurityWish &wish)
{
    m_ca->setText(wish.ca);
    m_cert->setText(wish.clientCert);
    m_key->setText(wish.clientKey);
    m_pin->setText(wish.pin);
    const bool none = wish.proxy.isEmpty() || wish.proxy == "none"_L1, system = wish.proxy == "system"_L1;
    m_proxyKind->setCurrentIndex(none ? NoProxy : system ? SystemProxy : GivenProxy);
    m_proxy->setText(none || system ? QString() : wish.proxy);
}

QString SecurityBox::problem() const
{
    const SecurityWish set = wish();
    if (!set.clientKey.isEmpty() && set.clientCert.isEmpty())
        return tr("The key is of no use without its certificate: name that, too.");
    if (!set.pin.isEmpty() && !parsePins(set.pin))
        return tr("A pinned certificate is given by its SHA-256, 64 hexadecimal digits.");
    if (m_proxyKind->currentIndex() == GivenProxy && set.proxy.isEmpty())
        return tr("Type the address of the proxy, for example socks5://host:1080.");
    return proxyProblem(set.proxy);
}

} // namespace feedscope
