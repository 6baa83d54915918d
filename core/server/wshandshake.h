#pragma once

#include "core/server/http.h"

namespace feedscope::server {

/// The one subprotocol that the feed speaks.
inline constexpr char feedProtocol[] = "feedscope.v1";

/// True if the request wants to become a WebSocket.
bool wantsWebSocket(const HttpRequest &request);

/// 101 with what RFC 6455 section 4.2.2 asks for, or a refusal. A client that names no subprotocol is served
/// as well.
HttpResponse handshake(const HttpRequest &request);

} // namespace feedscope::server
