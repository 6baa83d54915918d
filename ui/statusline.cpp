#include "ui/statusline.h"

#include "ui/format.h"
#include "ui/frameclock.h"
#include "ui/retranslate.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace feedscope {

using namespace Qt::StringLiterals;

StatusLine::StatusLine(const LiveData &live, const FrameClock &clock, QWidget *parent)
    : QWidget(parent)
    , m_data(live)
    , m_clock(clock)
    , m_endpoint(new Text(Text::Role::Label))
    , m_state(new Text(Text::Role::Label))
    , m_traffic(new Text(Text::Role::Label))
    , m_ping(new Text(Text::Role::Label))
    , m_memory(new Text(Text::Role::Label))
    , m_frames(new Text(Text::Role::Label))
    , m_clockText(new Text(Text::Role::Label))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 4, 14, 4);
    row->setSpacing(16);
    m_endpoint->setElided(true);
    row->addWidget(m_endpoint, 1);
    for (Text *text : {m_state, m_traffic, m_ping, m_memory, m_frames, m_clockText})
        row->addWidget(text);
    retranslated(this, [this] { retranslate(); });
}

void StatusLine::retranslate()
{
    const QString rate = formatByteRate(999'000);
    m_traffic->reserve(tr("in %1 · out %2").arg(rate, rate));
    m_ping->reserve(tr("ping %1").arg(formatMs(999)));
    m_memory->reserve(tr("memory %1 of %2").arg(formatBytes(999e6), formatBytes(999e6)));
    m_frames->reserve(tr("%1 fps").arg(999));
    const auto mean = [](Text *text, const QString &meaning) { text->setToolTip(toolTipText(meaning)); };
    mean(m_traffic, tr("Bytes a second on this lane's sockets, both ways, protocol overhead included."));
    mean(m_ping, tr("Round trip of the last WebSocket ping."));
    mean(m_memory, tr("What the program takes now, of the bound its stores keep to."));
    mean(m_frames, tr("Pictures drawn in the last second; few while nothing arrives."));
    mean(m_clockText, tr("Whether times of the source and of this machine can be compared."));
    refresh(m_data.now);
}

QString StatusLine::stateText(const LaneStatus &lane, Ns now) const
{
    switch (lane.state) {
    case LaneState::Idle:
        return tr("not started");
    case LaneState::Connecting:
        return tr("connecting…");
    case LaneState::Open:
        return lane.subprotocol.isEmpty() ? tr("connected")
                                          : tr("connected, %1").arg(oneLine(lane.subprotocol, 30));
    case LaneState::Waiting:
        return tr("next try in %1").arg(formatCountdown(lane.retryAt == noTime ? 0 : lane.retryAt - now));
    case LaneState::Stopped:
        return tr("stopped");
    }
    return {};
}

QString StatusLine::clockText() const
{
    const ClockEstimate &clock = m_data.clock.used;
    if (clock.method == ClockMethod::SameMachine)
        return tr("clock: same machine");
    if (clock.method == ClockMethod::BestSeen)
        return tr("clock: excess over the best");
    return clock.method == ClockMethod::Unknown || clock.uncertainty == noTime
               ? tr("clock: the source's own")
               : tr("clock: ±%1").arg(formatNs(clock.uncertainty));
}

void StatusLine::refresh(Ns now)
{
    if (m_data.lanes.empty()) {
        m_endpoint->showText(tr("no feed – press Connect…"));
        return;
    }
    const LaneStatus &lane = m_data.lanes.front();
    m_endpoint->showText(oneLine(lane.endpoint));
    m_state->showText(stateText(lane, now));
    showFilled(lane);
    m_traffic->showText(
        tr("in %1 · out %2").arg(formatByteRate(lane.receivedPerSecond), formatByteRate(lane.sentPerSecond)));
    m_ping->showText(tr("ping %1").arg(formatNs(lane.pingRoundTrip)));
    m_memory->showText(tr("memory %1 of %2")
                           .arg(formatBytes(static_cast<double>(m_data.memoryBytes)),
                                formatBytes(static_cast<double>(m_data.memoryBound))));
    m_frames->showText(tr("%1 fps").arg(m_clock.framesPerSecond()));
    m_clockText->showText(clockText());
}

void StatusLine::showFilled(const LaneStatus &lane)
{
    if (lane.filled == 0 && lane.gapsSeen == 0)
        return m_state->setToolTip({});
    m_state->setToolTip(toolTipText(
        tr("Of the charts, %1 updates came over HTTP: the time before the start, and gaps filled %2 of %3. What "
           "the lane missed stays missed in every figure.")
            .arg(lane.filled)
            .arg(lane.gapsFilled)
            .arg(lane.gapsSeen)));
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.surface);
    painter.setPen(colors.line);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

} // namespace feedscope
