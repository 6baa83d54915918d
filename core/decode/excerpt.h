#pragma once

#include "core/decode/jsonreader.h"

#include <QString>

#include <string_view>

namespace feedscope {

/// The first 200 characters of a message on one line, control characters escaped, bytes that are no text as
/// U+FFFD.
QString excerpt(std::string_view bytes);

/// "The message is not JSON: … (byte 17)."
QString unreadableSentence(const ReadError &error);

} // namespace feedscope
