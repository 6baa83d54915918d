#pragma once

#include <cstddef>
#include <cstdint>

namespace feedscope {

/// How much of a stream the first unit of its protocol takes. A broker's bytes are a stream: WebSocket
/// messages may hold half a unit or several.
struct Extent
{
    enum class State : std::uint8_t
    {
        Whole,
        Partial, ///< more must come
        Broken   ///< no reading on from here
    };
    State state = State::Partial;
    std::size_t size = 0;          ///< of a whole one; Broken: where the problem stands
    const char *problem = nullptr; ///< untranslated, completes "the message could not be read: …"

    static constexpr Extent whole(std::size_t size) { return {State::Whole, size, nullptr}; }
    static constexpr Extent broken(const char *problem, std::size_t at = 0)
    {
        return {State::Broken, at, problem};
    }
};

} // namespace feedscope
