#pragma once

#include "core/arrival.h"
#include "core/decode/update.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace feedscope {

/// The numbers of an update, each converted once; NaN where it has none.
struct UpdateNumbers
{
    Decimal price;
    Decimal size;
    Decimal bid;
    Decimal ask;

    explicit UpdateNumbers(const Update &update) noexcept;

    /// What boards and charts show: the price, else the middle of bid and ask, else NaN; with the places of
    /// the price or the bid, 0..12.
    Decimal shown() const noexcept;
};

/// Hash of what makes an update the same one on every lane (measures.md 1): the values of the `join` members
/// if the profile names them; else series and sequence; else series and values.
std::uint64_t identityOf(const Update &update, SeriesId series, const std::vector<std::string> &join,
                         std::uint64_t content) noexcept;

/// Hash of its values as numbers: equal identity with other content is an error of the feed.
std::uint64_t contentOf(const Update &update, const UpdateNumbers &numbers) noexcept;

/// What an update says, flat: what it is, its values, its time and its number. When and in which message it
/// came, and the generation of its number, are the caller's matter.
Arrival arrivalOf(const Update &update, SeriesId series, const std::vector<std::string> &join) noexcept;

/// The text of the field of this name; empty: it has none.
std::string_view textOf(const Update &update, std::string_view name) noexcept;

} // namespace feedscope
