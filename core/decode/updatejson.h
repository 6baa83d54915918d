#pragma once

#include "core/decode/update.h"

#include <string>

namespace feedscope {

/// Appends the members of an update as JSON, without the braces, so that a caller can add its own: kind,
/// snapshot, symbol, price, size, bid, ask, text, server_time_ms, event_time, sequence and any further field.
/// Numbers keep their own digits; what is absent or null is left out.
void writeUpdateMembers(const Update &update, std::string &out);

/// The update as one JSON object on one line, without a line end.
std::string updateToJson(const Update &update);

} // namespace feedscope
