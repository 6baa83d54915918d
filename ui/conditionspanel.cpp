#include "ui/conditionspanel.h"

#include "ui/format.h"
#include "ui/intervalslider.h"
#include "ui/lanesbutton.h"
#include "ui/pathbutton.h"
#include "ui/retranslate.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace feedscope {

namespace {

constexpr std::chrono::seconds stallTime{5};

} // namespace

ConditionsPanel::ConditionsPanel(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : Panel(parent)
    , m_data(live)
    , m_commands(commands)
    , m_pollEvery(new Text(Text::Role::Muted))
    , m_interval(new Text(Text::Role::Strong))
    , m_slider(new IntervalSlider)
    , m_connection(new Text(Text::Role::Muted))
    , m_keepAlive(addToggle([this](bool) { m_commands.setPollKeepAlive(true); }))
    , m_newEach(addToggle([this](bool) { m_commands.setPollKeepAlive(false); }))
    , m_answer(new Text(Text::Role::Muted))
    , m_latest(addToggle([this](bool) { m_commands.setPollCursor(false); }))
    , m_cursor(addToggle([this](bool) { m_commands.setPollCursor(true); }))
    , m_slow(addToggle([this](bool on) { m_commands.setSlowFeed(on); }))
    , m_freeze(addToggle([this](bool on) { m_commands.setFrozen(on); }))
    , m_sweep(new QPushButton)
    , m_pathName(new Text(Text::Role::Muted))
    , m_path(new PathButton(live, commands))
    , m_stall(new QPushButton)
    , m_cut(new QPushButton)
{
    build();
    connect(m_sweep, &QPushButton::clicked, this, &ConditionsPanel::sweepWanted);
    connect(m_slider, &IntervalSlider::moved, this, &ConditionsPanel::showInterval);
    connect(m_slider, &IntervalSlider::chosen, this, [this](int milliseconds) {
        m_commands.setPollInterval(std::chrono::milliseconds(milliseconds));
    });
    connect(m_stall, &QPushButton::clicked, this, [this] { m_commands.stall(stallTime); });
    connect(m_cut, &QPushButton::clicked, this, [this] { m_commands.cutAll(); });
    retranslated(this, [this] { retranslate(); });
    refresh();
}

QPushButton *ConditionsPanel::addToggle(std::function<void(bool)> action)
{
    auto *button = new QPushButton;
    button->setCheckable(true);
    connect(button, &QPushButton::clicked, this, [this, action = std::move(action)](bool on) {
        action(on);
        refresh();
    });
    return button;
}

void ConditionsPanel::build()
{
    const auto pair = [this](Text *name, QPushButton *left, QPushButton *right) {
        auto *row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(left, 1);
        row->addWidget(right, 1);
        body()->addWidget(name);
        body()->addLayout(row);
    };
    header()->addWidget(new LanesButton(m_data, m_commands));
    auto *every = new QHBoxLayout;
    every->addWidget(m_pollEvery, 1);
    every->addWidget(m_interval);
    m_interval->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    body()->addLayout(every);
    body()->addWidget(m_slider);
    pair(m_connection, m_keepAlive, m_newEach);
    pair(m_answer, m_latest, m_cursor);
    auto *path = new QHBoxLayout;
    path->setSpacing(8);
    path->addWidget(m_pathName);
    path->addWidget(m_path, 1);
    body()->addLayout(path);
    for (QPushButton *button : {m_slow, m_stall, m_freeze, m_cut, m_sweep})
        button->setProperty("segment", true); // lower, so that the page fits
    // What happens to the running feed, against the conditions above under which it runs.
    for (const auto &[left, right] : {std::pair(m_slow, m_stall), std::pair(m_freeze, m_cut)}) {
        auto *tries = new QHBoxLayout;
        tries->setSpacing(6);
        tries->addWidget(left, 1);
        tries->addWidget(right, 1);
        body()->addLayout(tries);
    }
    body()->addWidget(m_sweep);
    body()->addStretch(1);
}

void ConditionsPanel::retranslate()
{
    const auto tip = [](QWidget *widget, const QString &meaning) {
        widget->setToolTip(toolTipText(meaning));
    };
    header()->title()->setText(tr("Conditions"));
    m_pollEvery->setText(tr("Poll every"));
    m_interval->reserve(formatInterval(60'000) + u'0');
    m_slider->setAccessibleName(tr("Poll interval"));
    tip(m_slider, tr("From 50 ms to 60 s; arrow keys work too."));
    m_connection->setText(tr("Connection"));
    m_keepAlive->setText(tr("keep-alive"));
    tip(m_keepAlive, tr("All polls share one connection: polling at its best."));
    m_newEach->setText(tr("new each"));
    tip(m_newEach, tr("Each poll opens a connection of its own, as simple scripts do."));
    m_answer->setText(tr("Answer"));
    m_latest->setText(tr("latest value"));
    tip(m_latest, tr("Each answer holds the newest value of every series; those between are never seen."));
    m_cursor->setText(tr("cursor"));
    m_pathName->setText(tr("Path"));
    m_stall->setText(tr("Stall %1 s").arg(stallTime.count()));
    tip(m_stall, tr("Nothing passes on any lane for so long; connections stay open, and all that waits goes on after it."));
    m_cut->setText(tr("Cut"));
    tip(m_cut, tr("Breaks all connections of all lanes, as a failing network does; they come back by themselves."));
    m_slow->setText(tr("Slow feed"));
    m_sweep->setText(tr("Sweep…"));
    tip(m_sweep, tr("Sweeps the poll interval from 50 ms to 60 s and shows from where on push pays."));
    m_freeze->setText(tr("Freeze the socket"));
    tip(m_freeze, tr("Stalls the push connection without closing it, as a mute socket does."));
    refresh();
}

void ConditionsPanel::showInterval(int milliseconds)
{
    m_interval->showText(formatInterval(milliseconds));
}

void ConditionsPanel::refresh()
{
    m_slider->showInterval(static_cast<int>(m_commands.pollInterval().count()));
    showInterval(m_slider->intervalMs());
    const bool polls =
        std::any_of(m_data.lanes.begin(), m_data.lanes.end(), [](const LaneStatus &l) { return !l.push; });
    for (QWidget *widget : std::initializer_list<QWidget *>{m_slider, m_keepAlive, m_newEach, m_latest})
        widget->setEnabled(polls);
    if (!polls)
        m_interval->showText(dash());
    m_keepAlive->setChecked(polls && m_commands.pollKeepAlive());
    m_newEach->setChecked(polls && !m_commands.pollKeepAlive());
    m_latest->setChecked(polls && !m_commands.pollCursor());
    m_cursor->setChecked(polls && m_commands.pollCursor());
    m_cursor->setEnabled(polls && m_commands.cursorAvailable());
    m_cursor->setToolTip(
        toolTipText(m_commands.cursorAvailable()
                        ? tr("Each answer holds everything since the last one: nothing is missed.")
                        : tr("This feed's polling address knows no cursor.")));
    m_path->refresh();
    m_stall->setEnabled(!m_data.lanes.empty() && !m_data.stalled);
    m_cut->setEnabled(!m_data.lanes.empty());
    m_slow->setEnabled(m_commands.isDemo());
    m_slow->setChecked(m_commands.slowFeed());
    m_slow->setToolTip(toolTipText(m_commands.isDemo()
                                       ? tr("One update in 30 s: see whether push still gains anything.")
                                       : tr("Only the built-in demo feed can be slowed down.")));
    const bool pushes = !m_data.lanes.empty() && m_data.lanes.front().push;
    m_freeze->setEnabled(pushes);
    m_freeze->setChecked(pushes && m_data.lanes.front().frozen);
}

} // namespace feedscope
