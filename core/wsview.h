#pragma once

#include "core/clock.h"

#include <QByteArray>

#include <array>
#include <cstdint>
#include <deque>

namespace feedscope {

/// The header of one WebSocket frame as it crossed the wire (RFC 6455 section 5.2). A value.
struct WsFrameView
{
    Ns at = noTime; ///< steady: when the header's last byte passed the relay
    bool fromServer = false;
    bool fin = false;
    bool masked = false;
    std::uint8_t rsv = 0;    ///< three bits; 0 unless an extension was agreed on
    std::uint8_t opcode = 0; ///< 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
    std::uint8_t headerBytes = 0;
    std::uint64_t payload = 0;
    std::array<std::uint8_t, 14> header{}; ///< the first `headerBytes` of it
};

/// The two heads of an opening handshake (RFC 6455 section 4). Secrets are masked. A value.
struct WsHandshakeView
{
    QByteArray request;
    QByteArray answer;
    QByteArray key;            ///< Sec-WebSocket-Key
    QByteArray accept;         ///< Sec-WebSocket-Accept as the server sent it
    QByteArray expectedAccept; ///< what it had to be: base64(SHA-1(key + GUID))
    bool holds() const { return !accept.isEmpty() && accept == expectedAccept; }
};

/// What a lane's newest WebSocket connection showed. A value.
struct WsView
{
    WsHandshakeView handshake;
    std::deque<WsFrameView> frames; ///< the newest, oldest first
    std::int64_t framesSeen = 0;
};

} // namespace feedscope
