#pragma once

#include <QWebSocket>

#include <chrono>

namespace feedscope {

/// Takes a socket that nobody listens to any more, closes it politely (RFC 6455 7.1.1), and deletes it when
/// it is closed, after `limit`, or with its thread, whichever comes first. The socket's own thread; safe in a
/// slot of the socket.
void partWith(QWebSocket *socket, std::chrono::milliseconds limit);

} // namespace feedscope
