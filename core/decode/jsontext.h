#pragma once

#include "core/decode/textarena.h"

#include <optional>
#include <string_view>

namespace feedscope {

/// A JSON string's content without its escapes, kept in the arena; nothing if an escape is none of RFC 8259
/// section 7. A lone surrogate becomes U+FFFD: one broken emoji must not cost the message.
std::optional<std::string_view> unescapeJson(std::string_view content, TextArena &arena);

/// The offset of the first byte that is not UTF-8 (RFC 3629); the size if all is well.
std::size_t firstInvalidUtf8(std::string_view text) noexcept;

} // namespace feedscope
