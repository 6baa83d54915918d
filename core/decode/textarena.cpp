#include "core/decode/textarena.h"

#include <algorithm>
#include <cstring>

namespace feedscope {

namespace {
constexpr std::size_t blockSize = 16 * 1024;
}

char *TextArena::take(std::size_t size)
{
    if (m_blocks.empty() || m_blocks.back().size - m_used < size) {
        const std::size_t room = std::max(size, blockSize);
        m_blocks.push_back({std::make_unique<char[]>(room), room});
        m_used = 0;
    }
    char *const start = m_blocks.back().bytes.get() + m_used;
    m_used += size;
    return start;
}

std::string_view TextArena::keep(std::string_view text)
{
    if (text.empty())
        return {};
    char *const copy = take(text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

void TextArena::reset() noexcept
{
    if (m_blocks.size() > 1)
        m_blocks.resize(1);
    m_used = 0;
}

} // namespace feedscope
