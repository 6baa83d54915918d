#pragma once

#include "core/clock.h"

#include <limits>

namespace feedscope {

/// Index of a series in its feed's SeriesTable; the same number on every lane of the feed.
using SeriesId = std::uint32_t;

/// One update as one lane received it: all that the stores and the comparison need, in 80 flat bytes.
/// Made by a lane on the network thread, handed over by value.
struct Arrival
{
    enum Flag : std::uint8_t
    {
        Snapshot = 1,    ///< state, not news: sets the display, never enters Delay (measures.md 1)
        HasSequence = 2, ///< `sequence` is meaningful
        Event = 4,       ///< of an event series: nothing overtakes it
        Copy = 8,        ///< came again after a reconnect (`resume.dedupe`): counted by the comparison, shown by nobody
    };

    Ns arrival = noTime;    ///< steady clock
    Ns originWall = noTime; ///< the source's own stamp, ns since 1970 on the source's clock; noTime: none
    std::uint64_t sequence = 0;
    std::uint64_t identity = 0; ///< hash of what makes it the same update on every lane (`join`)
    std::uint64_t content = 0;  ///< hash of its values: same identity with other content is an error
    double value = std::numeric_limits<double>::quiet_NaN(); ///< price, else the middle of bid and ask
    double size = std::numeric_limits<double>::quiet_NaN();
    SeriesId series = 0;
    std::uint32_t generation =
        0;                     ///< counts the sequence's scopes (epochs) in the order first seen on any lane
    std::uint32_t message = 0; ///< number of the message on this lane; one message may hold many updates
    std::int8_t decimals = 2;  ///< digits after the point in the value's own text
    std::uint8_t flags = 0;

    bool has(Flag flag) const noexcept { return (flags & flag) != 0; }
};

} // namespace feedscope
