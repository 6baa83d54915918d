#include "ui/proposaldialog.h"

#include "ui/format.h"
#include "ui/membermodel.h"
#include "ui/retranslate.h"
#include "ui/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

ProposalDialog::ProposalDialog(QWidget *parent)
    : QDialog(parent)
    , m_members(new MemberModel(this))
    , m_summary(new Text)
    , m_kindLabel(new Text(Text::Role::Muted))
    , m_kinds(new QComboBox)
    , m_kindReason(new Text(Text::Role::Label))
    , m_table(new QTableView)
    , m_updatesLabel(new Text(Text::Role::Label))
    , m_remarksLabel(new Text(Text::Role::Label))
    , m_updates(new QPlainTextEdit)
    , m_remarks(new QPlainTextEdit)
    , m_said(new Text(Text::Role::Content))
    , m_forget(new QPushButton)
    , m_save(new QPushButton)
    , m_apply(new QPushButton)
    , m_close(new QPushButton)
{
    build();
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ProposalDialog::showRule);
    connect(m_members, &MemberModel::roleChosen, this, [this](const QString &path, infer::Role role) {
        setApplied(false);
        emit roleChosen(m_kinds->currentData().toString(), path, role);
    });
    connect(m_forget, &QPushButton::clicked, this, &ProposalDialog::choicesForgotten);
    connect(m_save, &QPushButton::clicked, this, &ProposalDialog::saveWanted);
    connect(m_apply, &QPushButton::clicked, this, &ProposalDialog::applyWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslated(this, [this] { retranslate(); });
    resize(1020, 660);
}

void ProposalDialog::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(9);
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    auto *kind = new QHBoxLayout;
    kind->addWidget(m_kindLabel);
    kind->addWidget(m_kinds, 1);
    column->addLayout(kind);
    column->addWidget(m_kindReason);
    m_kindReason->setElided(true);
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_table->setModel(m_members);
    m_table->setItemDelegate(new MemberDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 13);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    connect(m_table, &QTableView::clicked, m_table, [this](const QModelIndex &index) {
        if (index.column() == MemberModel::RoleColumn)
            m_table->edit(index);
    });
    const int widths[] = {255, 130, 180, 90, 90, 120};
    for (int i = 0; i < int(std::size(widths)); ++i)
        m_table->setColumnWidth(i, widths[i]);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    column->addWidget(m_table, 1);
    auto *below = new QHBoxLayout;
    for (const auto &[label, text] :
         {std::pair(m_updatesLabel, m_updates), std::pair(m_remarksLabel, m_remarks)}) {
        auto *half = new QVBoxLayout;
        half->setSpacing(3);
        half->addWidget(label);
        half->addWidget(text);
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        text->setMaximumBlockCount(200);
        text->setLineWrapMode(text == m_updates ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
        text->setFixedHeight(text->fontMetrics().lineSpacing() * 6 + 14);
        below->addLayout(half, 1);
    }
    column->addLayout(below);
    m_said->setWordWrap(true);
    column->addWidget(m_said);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_forget);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_apply);
    for (QPushButton *button : {m_forget, m_save, m_close, m_apply})
        button->setAutoDefault(false);
    column->addLayout(buttons);
}

void ProposalDialog::retranslate()
{
    setWindowTitle(m_host.isEmpty() ? tr("What this feed says")
                                    : tr("What this feed says: %1").arg(oneLine(m_host, 80)));
    m_kindLabel->setText(tr("Kind of message"));
    m_updatesLabel->setText(tr("READ LIKE THIS, NEWEST LAST"));
    m_remarksLabel->setText(tr("LEFT OPEN, AND OTHER REMARKS"));
    m_kinds->setAccessibleName(m_kindLabel->text());
    m_updates->setAccessibleName(m_updatesLabel->text());
    m_remarks->setAccessibleName(m_remarksLabel->text());
    m_table->setAccessibleName(tr("Members of the messages and their roles"));
    m_forget->setText(tr("Forget my choices"));
    m_save->setText(tr("Save as profile…"));
    m_close->setText(tr("Close"));
    m_members->retranslate();
    setApplied(m_applied);
    setProposal(m_proposal, m_host);
}

void ProposalDialog::setProposal(const infer::Proposal &proposal, const QString &host)
{
    m_proposal = proposal;
    if (std::exchange(m_host, host) != host)
        retranslate();
    m_summary->showText(
        proposal.messages == 0
            ? tr("No message yet. If the server waits for a subscription, give it under “Send on connect”.")
            : tr("%1 messages watched. %2").arg(formatCount(proposal.messages), proposal.frames.reason));
    const QString chosen = m_kinds->currentData().toString();
    const infer::RuleGuess *main = proposal.main();
    const QSignalBlocker quiet(m_kinds);
    int current = -1;
    for (int i = 0; i < int(proposal.rules.size()); ++i) {
        const infer::RuleGuess &rule = proposal.rules[std::size_t(i)];
        const QString title =
            tr("%1 (messages: %2)").arg(oneLine(rule.title(), 90), formatCount(rule.messages));
        const QString id = QString::fromStdString(rule.id);
        if (i == m_kinds->count())
            m_kinds->addItem(title, id);
        m_kinds->setItemText(i, title);
        m_kinds->setItemData(i, id);
        if (id == chosen || (current < 0 && (chosen.isEmpty() || !m_kinds->isEnabled()) && &rule == main))
            current = i;
    }
    while (m_kinds->count() > int(proposal.rules.size()))
        m_kinds->removeItem(m_kinds->count() - 1);
    if (current < 0 && main != nullptr)
        current = static_cast<int>(main - proposal.rules.data());
    m_kinds->setCurrentIndex(current < 0 && m_kinds->count() > 0 ? 0 : current);
    m_kinds->setEnabled(m_kinds->count() > 0);
    m_save->setEnabled(proposal.stands());
    m_apply->setEnabled(proposal.stands() && !m_applied);
    showRule();
    showRemarks();
}

void ProposalDialog::showRule()
{
    const int index = m_kinds->currentIndex();
    if (index < 0 || index >= int(m_proposal.rules.size())) {
        m_kindReason->showText({});
        return m_members->setMembers({});
    }
    const infer::RuleGuess &rule = m_proposal.rules[std::size_t(index)];
    m_kindReason->showText(
        rule.ignored ? tr("Nothing in it could be told; its messages are counted as unknown.")
                     : tr("%1 (%2): %3").arg(rule.kind, formatConfidence(rule.confidence), rule.reason));
    m_members->setMembers(rule.members);
}

void ProposalDialog::showRemarks()
{
    QStringList lines = m_proposal.remarks;
    if (!m_proposal.sequenceReason.isEmpty())
        lines.prepend(tr("Sequence: %1.").arg(m_proposal.sequenceReason));
    for (QString &line : lines)
        line = oneLine(line, 300);
    const QString text = lines.join(u'\n');
    if (m_remarks->toPlainText() != text)
        m_remarks->setPlainText(text);
}

void ProposalDialog::setUpdates(const QStringList &lines)
{
    QStringList plain;
    for (const QString &line : lines)
        plain.append(oneLine(line, 200));
    const QString text = plain.join(u'\n');
    if (m_updates->toPlainText() != text)
        m_updates->setPlainText(text);
}

void ProposalDialog::setApplied(bool applied)
{
    m_applied = applied;
    m_apply->setText(applied ? tr("Applied") : tr("Apply"));
    m_apply->setEnabled(!applied && m_proposal.stands());
}

void ProposalDialog::say(const QString &sentence)
{
    m_said->showText(sentence);
}

void ProposalDialog::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    if (!event->spontaneous())
        emit closed();
}

} // namespace feedscope
