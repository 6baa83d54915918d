#pragma once

#include "core/clock.h"
#include "core/decode/value.h"

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace feedscope {

/// The fields that the program itself knows; a profile may name any others beside them.
enum class Field : std::uint8_t
{
    Symbol,
    Price,
    Size,
    Bid,
    Ask,
    Text,
    Time,
    EventTime,
    Sequence,
    Other
};
inline constexpr std::size_t knownFields = static_cast<std::size_t>(Field::Other);

/// One field of an update by its name in the profile.
struct NamedValue
{
    std::string_view name;
    Value value;
};

/// The numbers by which a feed lets its reader notice a hole, as the profile's `sequence` says where they
/// stand.
struct SequenceNumbers
{
    bool known = false;      ///< false: this update takes no part in the sequence
    std::uint64_t first = 0; ///< the same as last, but in mode `range`
    std::uint64_t last = 0;
    std::optional<std::uint64_t> previous; ///< mode `prev`: the number that must have come before
    std::string_view scope;                ///< the numbers count within this; empty: within the connection
};

/// One change of one series, as a profile's rule read it. A view: valid until the decoder's next decode().
struct Update
{
    std::string_view kind;
    bool snapshot = false;     ///< state, not news
    bool event = false;        ///< of an event series: nothing overtakes it
    bool talk = false;         ///< the feed talks about itself (acks, heartbeats, errors …): no data
    std::uint64_t message = 0; ///< number of its message since the decoder was reset, from 1
    std::span<const NamedValue> fields; ///< all that have a value (or null), in the profile's order
    std::array<std::uint16_t, knownFields> places{}; ///< where a Field is among them, from 1; 0: it is not
    double timeMs = std::numeric_limits<double>::quiet_NaN(); ///< the source's time, ms since 1970
    Ns timeNs = noTime;                                       ///< the same exactly
    SequenceNumbers numbers;

    Value get(Field field) const noexcept
    {
        const std::size_t place = places[static_cast<std::size_t>(field)];
        return place == 0 ? Value() : fields[place - 1].value;
    }
};

} // namespace feedscope
