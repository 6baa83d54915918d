#pragma once

#include "core/infer/cells.h"

#include <QJsonValue>

#include <compare>
#include <string>
#include <string_view>

namespace feedscope::infer {

/// What a member's value says of the kind of its message: the whole, or, of "tickers.BTCUSDT", what stays
/// when its series is taken out. A value.
struct Tag
{
    std::string text;
    bool prefix = false;
    bool suffix = false;

    auto operator<=>(const Tag &) const = default;
};

Tag tagOf(const Part &part, const Cell &cell);

/// The test of a rule's `when` that holds for all values with this tag.
QJsonValue testOf(const Tag &tag, ValueType type);

/// Whether a value could tell the kinds of messages apart at all: short, one word, at a fixed place.
bool mayTell(const Cell &cell);

/// How likely a member at this place tells the kind, before its values are looked at; 0 to 1.
double tellingPrior(const Cell &cell);

/// "snapshot", "delta" …: the same kind of message, whole or in part.
bool isStateWord(std::string_view text);

} // namespace feedscope::infer
