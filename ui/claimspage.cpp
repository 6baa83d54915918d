#include "ui/claimspage.h"

#include "ui/clockcard.h"
#include "ui/format.h"
#include "ui/lanesbutton.h"
#include "ui/panel.h"
#include "ui/retranslate.h"
#include "ui/theme.h"
#include "ui/wirepanel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace feedscope {

namespace {

constexpr Ns textsEvery = 250 * millisecond;
constexpr int sideWidth = 356;

QString stateWord(ClaimState state)
{
    switch (state) {
    case ClaimState::Holds:
        return ClaimsPage::tr("holds");
    case ClaimState::Fails:
        return ClaimsPage::tr("does not hold");
    case ClaimState::NotSeen:
        break;
    }
    return ClaimsPage::tr("not yet seen");
}

Text::Role roleOf(ClaimState state)
{
    return state == ClaimState::Holds   ? Text::Role::Good
           : state == ClaimState::Fails ? Text::Role::Bad
                                        : Text::Role::Muted;
}

} // namespace

ClaimRow::ClaimRow(QWidget *parent)
    : QWidget(parent)
    , m_claim(new Text(Text::Role::Content))
    , m_word(new Text(Text::Role::Muted))
    , m_measured(new Text(Text::Role::Muted))
    , m_show(new QPushButton)
{
    m_claim->setWordWrap(true);
    m_measured->setWordWrap(true);
    m_show->setFlat(true);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(14, 5, 0, 6);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(1);
    grid->addWidget(m_claim, 0, 0);
    grid->addWidget(m_measured, 1, 0);
    grid->addWidget(m_word, 0, 1, 2, 1, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(m_show, 0, 2, 2, 1, Qt::AlignVCenter);
    grid->setColumnStretch(0, 1);
    connect(m_show, &QPushButton::clicked, this, &ClaimRow::showMe);
    retranslated(this, [this] {
        m_show->setText(tr("Show me"));
        m_word->reserve(stateWord(ClaimState::Fails));
    });
}

void ClaimRow::show(const Claim &claim, bool possible)
{
    m_claim->showText(claim.condition.isEmpty() ? claim.claim
                                                : tr("%1 – %2").arg(claim.claim, claim.condition));
    m_claim->setToolTip(toolTipText(claim.meaning));
    m_measured->showText(claim.measured.isEmpty() ? dash() : claim.measured);
    m_word->setRole(roleOf(claim.state));
    m_word->showText(stateWord(claim.state));
    m_show->setEnabled(possible);
    m_show->setToolTip(toolTipText(possible ? tr("Sets up the lanes that show it.")
                                            : tr("This feed has no address for the lanes that would show it.")));
    setAccessibleName(claim.claim + QStringLiteral(": ") + stateWord(claim.state));
    if (m_state != claim.state) {
        m_state = claim.state;
        update();
    }
}

/// A bar in the state's colour, and a thin line under the row.
void ClaimRow::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(palette());
    QPainter painter(this);
    const QColor color = m_state == ClaimState::Holds   ? colors.up
                         : m_state == ClaimState::Fails ? colors.down
                                                        : colors.line;
    painter.fillRect(0, 6, 3, height() - 12, color);
    painter.fillRect(0, height() - 1, width(), 1, colors.line);
}

ClaimsPage::ClaimsPage(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : Page(parent)
    , m_data(live)
    , m_commands(commands)
    , m_panel(new Panel)
    , m_column(new QVBoxLayout)
    , m_clock(new ClockPanel(live, commands))
    , m_wire(new WirePanel(live, commands))
{
    auto *list = new QWidget;
    list->setLayout(m_column);
    m_column->setContentsMargins(0, 0, 6, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_panel->header()->addWidget(new LanesButton(live, commands));
    m_panel->body()->addWidget(scroll);
    auto *side = new QVBoxLayout;
    side->setSpacing(10);
    side->addWidget(m_clock);
    side->addWidget(m_wire, 1);
    m_clock->setFixedWidth(sideWidth);
    m_wire->setFixedWidth(sideWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_panel, 1);
    row->addLayout(side);
    retranslated(this, [this] {
        m_panel->header()->title()->setText(tr("What is said of these transports, measured here and now"));
        m_slow = noTime;
    });
}

void ClaimsPage::refresh(Ns now)
{
    if (m_slow != noTime && now - m_slow < textsEvery)
        return;
    m_slow = now;
    m_clock->refresh();
    m_wire->refresh();
    m_claims = claimsOf(m_data);
    while (m_rows.size() < m_claims.size()) {
        auto *row = new ClaimRow;
        connect(row, &ClaimRow::showMe, this, [this, number = m_rows.size()] { showMe(number); });
        m_column->insertWidget(static_cast<int>(m_rows.size()), row);
        m_rows.push_back(row);
    }
    const QStringList available = m_commands.availableLanes();
    std::size_t holding = 0;
    for (std::size_t i = 0; i < m_claims.size(); ++i) {
        const QStringList &lanes = m_claims[i].setup.lanes;
        const bool possible = std::all_of(lanes.begin(), lanes.end(),
                                          [&](const QString &lane) { return available.contains(lane); });
        m_rows[i]->show(m_claims[i], possible && (!lanes.isEmpty() || m_claims[i].setup.cut));
        holding += m_claims[i].state == ClaimState::Holds ? 1 : 0;
    }
    m_panel->header()->note()->showText(
        tr("%1 of %2 hold").arg(formatCount(static_cast<std::int64_t>(holding)),
                                formatCount(static_cast<std::int64_t>(m_claims.size()))));
}

void ClaimsPage::showMe(std::size_t row)
{
    if (row >= m_claims.size())
        return;
    const ClaimSetup setup = m_claims[row].setup;
    if (!setup.lanes.isEmpty())
        m_commands.setLanes(setup.lanes);
    if (setup.cut)
        m_commands.cutConnections();
}

} // namespace feedscope
