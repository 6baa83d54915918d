#include "ui/connectdialog.h"

#include "ui/format.h"
#include "ui/retranslate.h"
#include "ui/securitybox.h"
#include "ui/text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

ConnectDialog::ConnectDialog(QWidget *parent)
    : QDialog(parent)
    , m_recent(new QComboBox)
    , m_url(new QLineEdit)
    , m_problem(new Text(Text::Role::Label))
    , m_headers(new QTableWidget(0, 2))
    , m_addHeader(new QPushButton)
    , m_removeHeader(new QPushButton)
    , m_subprotocols(new QLineEdit)
    , m_messages(new QPlainTextEdit)
    , m_pollUrl(new QLineEdit)
    , m_interval(new QSpinBox)
    , m_name(new QLineEdit)
    , m_security(new SecurityBox)
    , m_feeds(new QPushButton)
    , m_feedMenu(new QMenu(m_feeds))
    , m_proposal(new QPushButton)
    , m_connect(new QPushButton)
    , m_save(new QPushButton)
    , m_cancel(new QPushButton)
{
    build();
    connect(m_url, &QLineEdit::textChanged, this, &ConnectDialog::validate);
    connect(m_pollUrl, &QLineEdit::textChanged, this, &ConnectDialog::validate);
    connect(m_subprotocols, &QLineEdit::textChanged, this, &ConnectDialog::validate);
    connect(m_security, &SecurityBox::changed, this, &ConnectDialog::validate);
    connect(m_headers, &QTableWidget::itemChanged, this, &ConnectDialog::validate);
    connect(m_addHeader, &QPushButton::clicked, this, [this] { addHeader({}, {}); });
    connect(m_removeHeader, &QPushButton::clicked, this,
            [this] { m_headers->removeRow(m_headers->currentRow()); });
    connect(m_recent, &QComboBox::activated, this, [this](int index) {
        if (index > 0)
            setRequest(m_recentRequests[index - 1]);
    });
    connect(m_connect, &QPushButton::clicked, this, [this] {
        emit connectRequested(request());
        accept();
    });
    connect(m_save, &QPushButton::clicked, this, [this] { emit saveProfileRequested(request()); });
    connect(m_proposal, &QPushButton::clicked, this, [this] {
        emit proposalWanted();
        accept();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    retranslated(this, [this] { retranslate(); });
    setRecent({});
}

void ConnectDialog::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(14);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(9);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto *address = new QVBoxLayout;
    address->setSpacing(3);
    address->addWidget(m_url);
    address->addWidget(m_problem);
    const auto add = [&](QWidget *field) {
        m_labels.append(new Text(Text::Role::Muted));
        m_labels.last()->setBuddy(field);
        form->addRow(m_labels.last(), field);
    };
    add(m_recent);
    m_labels.append(new Text(Text::Role::Muted));
    m_labels.last()->setBuddy(m_url);
    form->addRow(m_labels.last(), address);
    add(m_name);
    add(buildHeaders());
    add(m_subprotocols);
    add(m_messages);
    add(m_pollUrl);
    add(m_interval);
    column->addLayout(form);
    column->addWidget(m_security);
    column->addWidget(buildButtons());
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(2 * m_problem->fontMetrics().lineSpacing() + 2);
    m_messages->setFixedHeight(m_messages->fontMetrics().lineSpacing() * 3 + 14);
    m_messages->setTabChangesFocus(true);
    m_interval->setRange(50, 60'000);
    m_interval->setSingleStep(50);
    m_interval->setValue(1000);
    m_url->setMinimumWidth(420);
}

QWidget *ConnectDialog::buildHeaders()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(m_addHeader);
    buttons->addWidget(m_removeHeader);
    buttons->addStretch(1);
    row->addWidget(m_headers, 1);
    row->addLayout(buttons);
    m_headers->verticalHeader()->hide();
    m_headers->verticalHeader()->setDefaultSectionSize(m_headers->fontMetrics().height() + 9);
    m_headers->horizontalHeader()->setStretchLastSection(true);
    m_headers->horizontalHeader()->setDefaultSectionSize(150);
    m_headers->setTabKeyNavigation(false);
    m_headers->setFixedHeight(92);
    m_headers->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    box->setFocusProxy(m_headers);
    return box;
}

QWidget *ConnectDialog::buildButtons()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_feeds);
    row->addWidget(m_save);
    row->addWidget(m_proposal);
    m_proposal->setVisible(false);
    m_proposal->setAutoDefault(false);
    m_feeds->setMenu(m_feedMenu);
    m_feeds->setAutoDefault(false);
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_connect);
    m_connect->setDefault(true);
    m_cancel->setAutoDefault(false);
    m_save->setAutoDefault(false);
    m_addHeader->setAutoDefault(false);
    m_removeHeader->setAutoDefault(false);
    return box;
}

void ConnectDialog::setProposalAvailable(bool available)
{
    m_proposal->setVisible(available);
}

void ConnectDialog::addHeader(const QString &name, const QString &value)
{
    const int row = m_headers->rowCount();
    m_headers->insertRow(row);
    m_headers->setItem(row, 0, new QTableWidgetItem(name));
    m_headers->setItem(row, 1, new QTableWidgetItem(value));
    m_headers->setCurrentCell(row, 0);
}

void ConnectDialog::retranslate()
{
    setWindowTitle(tr("Connect to a feed"));
    const QString names[] = {tr("Recent"),       tr("Address"),         tr("Name"),         tr("Headers"),
                             tr("Subprotocols"), tr("Send on connect"), tr("Polling twin"), tr("Poll every")};
    for (qsizetype i = 0; i < m_labels.size(); ++i)
        m_labels[i]->setText(names[i]);
    m_url->setPlaceholderText(u"wss://host/path"_s);
    m_pollUrl->setPlaceholderText(tr("https://… the same data over HTTP; may stay empty"));
    m_name->setPlaceholderText(tr("the host's name"));
    m_subprotocols->setPlaceholderText(tr("separated by commas; may stay empty"));
    m_messages->setPlaceholderText(tr("One message a line, for example a subscription"));
    m_interval->setSuffix(QChar(0x2009) + tr("ms", "milliseconds"));
    m_headers->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    m_addHeader->setText(tr("Add"));
    m_removeHeader->setText(tr("Remove"));
    m_feeds->setText(tr("Open a feed…"));
    setFeeds(m_feedNames);
    m_connect->setText(tr("Connect"));
    m_save->setText(tr("Save as profile…"));
    m_proposal->setText(tr("What this feed says…"));
    m_cancel->setText(tr("Cancel"));
    if (m_recent->count() > 0)
        m_recent->setItemText(0, tr("– none chosen –"));
    validate();
}

void ConnectDialog::setRecent(const QList<ConnectRequest> &recent)
{
    m_recentRequests = recent.first(std::min<qsizetype>(recent.size(), 10));
    m_recent->clear();
    m_recent->addItem(tr("– none chosen –"));
    for (const ConnectRequest &request : m_recentRequests)
        m_recent->addItem(
            oneLine(request.name.isEmpty() ? request.url : request.name + u" – "_s + request.url, 60));
    m_recent->setEnabled(!m_recentRequests.isEmpty());
}

void ConnectDialog::setFeeds(const QStringList &names)
{
    m_feedNames = names;
    m_feedMenu->clear();
    m_feedMenu->addAction(tr("Demo feed (built in)"), this, [this] { openFeed(u"demo"_s); });
    m_feedMenu->addAction(tr("Gallery: ready feeds…"), this, [this] {
        emit galleryWanted();
        accept();
    });
    if (!names.isEmpty())
        m_feedMenu->addSeparator();
    for (const QString &name : names) {
        QString shown = oneLine(name, 60);
        m_feedMenu->addAction(shown.replace(u'&', "&&"_L1), this, [this, name] { openFeed(name); });
    }
}

void ConnectDialog::openFeed(const QString &name)
{
    emit feedRequested(name);
    accept();
}

void ConnectDialog::open()
{
    validate();
    show();
    raise();
    activateWindow();
    m_url->setFocus(Qt::OtherFocusReason);
    m_url->selectAll();
}

void ConnectDialog::say(const QString &sentence)
{
    m_problem->setRole(Text::Role::Content);
    m_problem->showText(sentence);
}

QString ConnectDialog::problem() const
{
    if (const QString wrong = urlProblem(m_url->text(), false); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = m_pollUrl->text().isEmpty() ? QString() : urlProblem(m_pollUrl->text(), true);
        !wrong.isEmpty())
        return tr("Polling twin: %1").arg(wrong);
    for (const QString &name : request().subprotocols)
        if (const QString wrong = subprotocolProblem(name); !wrong.isEmpty())
            return wrong;
    for (const auto &[name, value] : request().headers)
        if (const QString wrong = headerProblem(name, value); !wrong.isEmpty())
            return wrong;
    return m_security->problem();
}

void ConnectDialog::validate()
{
    const QString wrong = problem();
    m_problem->setRole(wrong.isEmpty() || m_url->text().isEmpty() ? Text::Role::Label : Text::Role::Bad);
    m_problem->showText(wrong);
    m_connect->setEnabled(wrong.isEmpty());
    m_save->setEnabled(wrong.isEmpty());
}

ConnectRequest ConnectDialog::request() const
{
    ConnectRequest out;
    out.name = m_name->text().trimmed();
    out.url = m_url->text().trimmed();
    for (int row = 0; row < m_headers->rowCount(); ++row) {
        const QTableWidgetItem *name = m_headers->item(row, 0), *value = m_headers->item(row, 1);
        if (name && !name->text().trimmed().isEmpty())
            out.headers.append({name->text().trimmed(), value ? value->text() : QString()});
    }
    for (const QString &part : m_subprotocols->text().split(u',', Qt::SkipEmptyParts))
        out.subprotocols.append(part.trimmed());
    out.messages = m_messages->toPlainText().split(u'\n', Qt::SkipEmptyParts);
    out.pollUrl = m_pollUrl->text().trimmed();
    out.pollIntervalMs = m_interval->value();
    out.security = m_security->wish();
    return out;
}

void ConnectDialog::setRequest(const ConnectRequest &request)
{
    m_name->setText(request.name);
    m_url->setText(request.url);
    m_headers->setRowCount(0);
    for (const auto &[name, value] : request.headers)
        addHeader(name, value);
    m_subprotocols->setText(request.subprotocols.join(u", "_s));
    m_messages->setPlainText(request.messages.join(u'\n'));
    m_pollUrl->setText(request.pollUrl);
    m_interval->setValue(request.pollIntervalMs);
    m_security->setWish(request.security);
    validate();
}

} // namespace feedscope
