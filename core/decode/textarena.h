#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace feedscope {

/// Room for the texts that a message needs beyond its own bytes (unescaped strings, transformed fields).
/// Nothing moves until reset(); in the steady state nothing is allocated.
class TextArena
{
public:
    /// `size` bytes, uninitialised, valid until reset().
    char *take(std::size_t size);
    /// Gives back the end of the last take().
    void giveBack(std::size_t size) noexcept { m_used -= size; }
    std::string_view keep(std::string_view text);
    /// Forgets every text; keeps the first block only.
    void reset() noexcept;

private:
    struct Block
    {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> m_blocks;
    std::size_t m_used = 0; ///< of the last block
};

} // namespace feedscope
