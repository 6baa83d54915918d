#pragma once

#include "core/store/livedata.h"
#include "ui/panel.h"

namespace feedscope {

class FigureGrid;

/// The real bytes of the WebSocket lane: whether the handshake's key was answered rightly, and the headers of
/// the newest frames, field by field (RFC 6455 sections 4 and 5.2). GUI thread.
class WirePanel : public Panel
{
    Q_OBJECT
public:
    /// Both outlive the panel.
    WirePanel(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh();

private:
    void showFrames(const WsView &view);

    const LiveData &m_data;
    SessionCommands &m_commands;
    Text *m_handshake;
    FigureGrid *m_frames;
};

} // namespace feedscope
