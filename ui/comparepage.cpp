#include "ui/comparepage.h"

#include "ui/agechart.h"
#include "ui/boarddelegate.h"
#include "ui/boardmodel.h"
#include "ui/boardview.h"
#include "ui/conditionspanel.h"
#include "ui/figuregrid.h"
#include "ui/format.h"
#include "ui/headline.h"
#include "ui/lanepicker.h"
#include "ui/motionview.h"
#include "ui/panel.h"
#include "ui/retranslate.h"
#include "ui/theme.h"
#include "ui/verdictbox.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 10;
constexpr Ns textsEvery = 250 * millisecond;

/// Hides from a scroll area that its child wraps text: asked for a height for a width, a grid names the
/// preferred one, and the page would scroll although it fits.
class Fitted : public QWidget
{
public:
    explicit Fitted(QWidget *content)
        : m_content(content)
    {
        content->setParent(this);
    }
    QSize minimumSizeHint() const override { return m_content->minimumSizeHint(); }
    QSize sizeHint() const override { return m_content->sizeHint(); }

protected:
    void resizeEvent(QResizeEvent *) override { m_content->resize(size()); }

private:
    QWidget *m_content;
};

QHBoxLayout *rowOf(QWidget *left, QWidget *right, std::pair<int, int> stretch)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(gap);
    row->addWidget(left, stretch.first);
    row->addWidget(right, stretch.second);
    return row;
}

} // namespace

ComparePage::ComparePage(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : Page(parent)
    , m_data(live)
    , m_commands(commands)
    , m_headline(new Headline)
    , m_push(makeLane(true))
    , m_poll(makeLane(false))
    , m_conditions(new ConditionsPanel(live, commands))
    , m_age(new AgeChart(live))
    , m_agePanel(new Panel)
    , m_motion(new MotionView(live))
    , m_motionToggle(new QPushButton)
    , m_motionNote(new Text(Text::Role::Muted))
    , m_updatesPanel(new Panel)
    , m_verdict(new VerdictBox)
    , m_ledgerPanel(new Panel)
    , m_export(new QPushButton)
{
    build();
    connect(m_export, &QPushButton::clicked, this, &ComparePage::exportWanted);
    // Both tables show the same series side by side: they scroll as one.
    connect(m_push.view->verticalScrollBar(), &QScrollBar::valueChanged, m_poll.view->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(m_poll.view->verticalScrollBar(), &QScrollBar::valueChanged, m_push.view->verticalScrollBar(),
            &QScrollBar::setValue);
    retranslated(this, [this] { retranslate(); });
}

ComparePage::LanePanel ComparePage::makeLane(bool push)
{
    LanePanel out;
    out.model = new BoardModel(m_data, push ? 0 : 1, &m_outdated, this);
    out.view = new BoardView(
        *out.model, {BoardModel::Series, BoardModel::Last, BoardModel::Change, BoardModel::Outdated});
    // A scroll area asks for the preferred height: the tables take what the rest leaves, and scroll if need
    // be.
    out.view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    out.panel = new Panel;
    out.picker = new LanePicker(m_data, push);
    out.panel->header()->addWidget(out.picker);
    out.empty = new Text(Text::Role::Muted);
    out.empty->setWordWrap(true);
    out.empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    out.panel->body()->addWidget(out.view);
    out.panel->body()->addWidget(out.empty, 1);
    return out;
}

void ComparePage::build()
{
    m_agePanel->body()->addWidget(m_age);
    m_agePanel->body()->addWidget(m_motion, 1);
    m_agePanel->body()->addWidget(m_motionNote);
    m_motionNote->setWordWrap(true);
    m_motionToggle->setFlat(true);
    m_motionToggle->setCheckable(true);
    m_agePanel->header()->addWidget(m_motionToggle);
    connect(m_motionToggle, &QPushButton::clicked, this, [this](bool on) {
        m_commands.setMotion(on);
        showMotion();
    });
    m_updatesPanel->body()->addStretch(1);
    m_updatesPanel->body()->addWidget(m_verdict);
    m_ledgerPanel->body()->addStretch(1);
    m_ledgerPanel->header()->addWidget(m_export);
    m_export->setFlat(true);
    // One gutter runs through both rows: the ledger stands under the polling table. Left of it the upper row
    // is divided table | conditions, the lower one age | updates.
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(gap);
    grid->addLayout(rowOf(m_push.panel, m_conditions, {1, 0}), 0, 0);
    grid->addWidget(m_poll.panel, 0, 1);
    grid->addLayout(rowOf(m_agePanel, m_updatesPanel, {1, 0}), 1, 0);
    grid->addWidget(m_ledgerPanel, 1, 1);
    grid->setRowStretch(0, 1);
    grid->setColumnStretch(0, 62);
    grid->setColumnStretch(1, 38);
    auto *scroll = new QScrollArea; // for windows smaller than what must be seen
    scroll->setWidget(new Fitted(content));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(gap);
    all->addWidget(m_headline); // both figures stay in view in a window however small
    all->addWidget(scroll);
    fitGrids(2);
    m_updatesPanel->setMinimumWidth(330);
}

void ComparePage::retranslate()
{
    m_motionToggle->setText(tr("Motion"));
    m_motionNote->setText(tr("Ring: the foremost lane's dot. It counts as one more series."));
    showMotion();
    m_updatesPanel->header()->title()->setText(tr("Update by update"));
    m_ledgerPanel->header()->title()->setText(tr("Ledger"));
    m_export->setText(tr("Export evidence…"));
    m_export->setToolTip(toolTipText(
        tr("Writes raw events, conditions, figures and a report into a folder, so that anybody can check and "
           "recompute them (Ctrl+E).")));
    m_ledgerPanel->header()->note()->setToolTip(
        toolTipText(tr("How long the time is that these figures are of. Every change of the feed or of the "
                       "conditions begins it anew.")));
    m_push.empty->setText(tr("This feed has no push address. Give its ws:// or wss:// address in Connect… "
                             "(Ctrl+N), and what you polled so far as its polling twin, to see both."));
    m_poll.empty->setText(tr("This feed has no polling twin. Give the HTTP address of the same data in "
                             "Connect… (Ctrl+N), and both ways stand here side by side."));
    nameGrids();
    m_push.view->setAccessibleName(tr("What push shows"));
    m_poll.view->setAccessibleName(tr("What polling shows"));
    m_shown = nullptr;
    m_slow = noTime;
}

void ComparePage::placeLanes()
{
    for (const LanePanel *panel : {&m_push, &m_poll})
        if (const auto lane = panel->picker->lane())
            panel->model->setLane(*lane);
}

void ComparePage::refresh(Ns now)
{
    placeLanes();
    m_outdated.refresh(m_data);
    m_push.model->refresh(now);
    m_poll.model->refresh(now);
    if (m_motion->isVisible())
        m_motion->refresh(now);
    else
        m_age->refresh(now);
    if (m_slow != noTime && now - m_slow < textsEvery)
        return;
    m_slow = now;
    m_conditions->refresh();
    showHeaders();
    showResult();
}

/// The ages, or the dot in their place.
void ComparePage::showMotion()
{
    const bool motion = m_commands.motion();
    m_age->setVisible(!motion);
    m_motion->setVisible(motion);
    m_motionNote->setVisible(motion);
    m_motionToggle->setChecked(motion);
    m_motionToggle->setEnabled(m_commands.isDemo());
    m_motionToggle->setToolTip(
        toolTipText(m_commands.isDemo()
                        ? tr("A dot that the demo feed moves 30 times a second, as each lane shows it. It "
                             "is one more series: the figures begin anew.")
                        : tr("Only the built-in demo feed moves a dot.")));
    m_agePanel->header()->title()->showText(motion ? tr("Motion") : tr("Age of what you see"));
    m_agePanel->header()->note()->showText(motion ? tr("30 a second") : tr("last 20 s"));
    m_agePanel->header()->title()->setToolTip(toolTipText(
        motion ? tr("One dot, drawn from what each lane shows, with its way of the last two seconds.")
               : tr("How old the newest value on each lane's display is. It climbs with the clock and falls "
                    "with "
                    "each arrival.")));
}

void ComparePage::showHeaders()
{
    showMotion();
    showHeader(m_push, true);
    showHeader(m_poll, false);
}

/// `push`: what the panel is for, unless another lane was picked.
void ComparePage::showHeader(const LanePanel &panel, bool push)
{
    panel.picker->refresh();
    const auto index = panel.picker->lane();
    const LaneStatus *const lane = index ? &m_data.lanes[*index] : nullptr;
    const bool none = lane == nullptr && !m_data.lanes.empty();
    panel.empty->setVisible(none);
    panel.view->setVisible(!none);
    const bool pushed = lane == nullptr ? push : lane->push;
    Text *const title = panel.panel->header()->title();
    title->showText(pushed ? tr("Push") : tr("Poll"));
    title->setRole(pushed ? Text::Role::PushTitle : Text::Role::PollTitle);
    Text *const note = panel.panel->header()->note();
    if (lane == nullptr)
        note->showText(push ? tr("no push lane") : tr("no polling lane"));
    else if (!pushed)
        note->showText(lane->name != u"http-poll-new"_s && m_commands.pollKeepAlive()
                           ? tr("HTTP keep-alive")
                           : tr("HTTP, new connection each"));
    else if (lane->name == u"websocket"_s)
        note->showText(tr("WS · %n connection(s)", nullptr, static_cast<int>(lane->connections)));
    else
        note->showText(tr("%n connection(s)", nullptr, static_cast<int>(lane->connections)));
}

} // namespace feedscope
