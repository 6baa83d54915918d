#pragma once

#include "core/transport/brokers/extent.h"

#include <string_view>

/// The client protocol of NATS (docs.nats.io, "NATS protocol"), read. Pure; what is read views the bytes it
/// was read from.
namespace feedscope::nats {

/// One operation of the server.
struct Operation
{
    std::string_view op;       ///< as it came: INFO, MSG, HMSG, PING, PONG, +OK, -ERR
    std::string_view argument; ///< the rest of the line; MSG and HMSG: below
    bool message = false;      ///< MSG or HMSG
    std::string_view subject;
    std::string_view subscription; ///< sid
    std::string_view reply;        ///< empty: none
    std::string_view headers;      ///< HMSG: "NATS/1.0 …" and its lines
    std::string_view payload;
};

/// Where the first operation ends; `operation` is set if it is whole.
Extent firstOperation(std::string_view bytes, Operation &operation) noexcept;

/// Takes the next line, without its CR LF, off `text`.
std::string_view takeLine(std::string_view &text) noexcept;

/// Whether an operation has this name: NATS does not care about case.
bool is(std::string_view op, std::string_view name) noexcept;

} // namespace feedscope::nats
