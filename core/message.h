#pragma once

#include "core/clock.h"

#include <QByteArray>

#include <cstdint>

namespace feedscope {

/// One unit that a transport delivered. A value; made on the network thread.
struct Message
{
    QByteArray payload;  ///< as it came: UTF-8 text, or bytes
    bool binary = false; ///< a binary WebSocket message; false for text and HTTP bodies
    Ns arrival = noTime; ///< stamped once, first line of the slot that got the last byte
    std::uint16_t sender = 0; ///< where anybody may send: who of them, numbered as they are first heard
};

/// One poll, from its plan to its end (measures.md 5 and 8). A value.
struct Request
{
    enum class Outcome : std::uint8_t
    {
        Answered,    ///< 200 with a body
        NotModified, ///< 304: a valid answer that says "nothing new"
        Failed,      ///< no valid answer
    };

    Ns planned = noTime; ///< the planned time it answers first; later ones it also answers are in `overdue`
    Ns sent = noTime;
    Ns ended = noTime;
    std::int32_t overdue = 0; ///< further planned times that passed while one was out, answered by this one
    Outcome outcome = Outcome::Failed;
    std::int16_t httpStatus = 0; ///< 0: none came
    std::int64_t date = 0;       ///< the answer's own Date, whole seconds since 1970; 0: none
    std::int64_t bodyBytes = 0;  ///< of the answer as it crossed the wire (compressed, if it was)
    std::int32_t rows = 0;       ///< updates decoded from the answer
    std::int32_t newRows = 0;    ///< of these, new to this lane
};

} // namespace feedscope
