#pragma once

#include "core/transport/transport.h"

#include <optional>

namespace feedscope {

/// How a QWebSocket that closed without a socket error ended: exactly one is set.
struct WsEnding
{
    std::optional<Closed> closed;          ///< by a close frame of the peer
    std::optional<TransportError> refused; ///< by Qt, because the peer broke a rule or a limit
};

/// Tells the two apart by what QWebSocket 6.4 leaves behind: a code and a reason, which are the peer's own or
/// Qt's verdict on it (no error signal comes with a verdict, faults.md 2). Any thread.
WsEnding endingOf(int code, const QString &reason, const QUrl &url, const Limits &limits);

/// The error that a failed handshake's text stands for: Qt gives the HTTP status in it alone.
TransportError handshakeFault(const QString &errorString, const QUrl &url);

} // namespace feedscope
