#pragma once

#include "core/store/livedata.h"

#include <QWidget>

namespace feedscope {

class FrameClock;
class Text;

/// The line at the bottom: endpoint and state, traffic, ping, memory, frames, clock. Each figure has its
/// room, so that nothing moves when a digit appears.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    /// Both outlive the line.
    StatusLine(const LiveData &live, const FrameClock &clock, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh(Ns now);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    QString stateText(const LaneStatus &lane, Ns now) const;
    QString clockText() const;
    void showFilled(const LaneStatus &lane);

    const LiveData &m_data;
    const FrameClock &m_clock;
    Text *m_endpoint;
    Text *m_state;
    Text *m_traffic;
    Text *m_ping;
    Text *m_memory;
    Text *m_frames;
    Text *m_clockText;
};

} // namespace feedscope
