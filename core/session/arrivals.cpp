#include "core/session/arrivals.h"

#include "core/decode/texthash.h"

#include <algorithm>
#include <bit>

namespace feedscope {

namespace {

/// A number's bits; both zeros are the same value.
std::uint64_t bits(double value) noexcept
{
    return std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
}

} // namespace

std::string_view textOf(const Update &update, std::string_view name) noexcept
{
    const auto found = std::find_if(update.fields.begin(), update.fields.end(),
                                    [&](const NamedValue &field) { return field.name == name; });
    return found == update.fields.end() ? std::string_view{} : found->value.text();
}

Arrival arrivalOf(const Update &update, SeriesId series, const std::vector<std::string> &join) noexcept
{
    const UpdateNumbers numbers(update);
    Arrival arrival;
    arrival.originWall = update.timeNs;
    arrival.content = contentOf(update, numbers);
    arrival.identity = identityOf(update, series, join, arrival.content);
    const Decimal shown = numbers.shown();
    arrival.value = shown.value;
    arrival.size = numbers.size.value;
    arrival.decimals = static_cast<std::int8_t>(shown.fraction);
    arrival.series = series;
    if (update.event)
        arrival.flags |= Arrival::Event;
    const auto number =
        update.numbers.known ? std::optional(update.numbers.last) : update.get(Field::Sequence).toUint64();
    if (number) {
        arrival.flags |= Arrival::HasSequence;
        arrival.sequence = *number;
    }
    return arrival;
}

UpdateNumbers::UpdateNumbers(const Update &update) noexcept
    : price(update.get(Field::Price).toDecimal())
    , size(update.get(Field::Size).toDecimal())
    , bid(update.get(Field::Bid).toDecimal())
    , ask(update.get(Field::Ask).toDecimal())
{}

Decimal UpdateNumbers::shown() const noexcept
{
    constexpr int mostPlaces = 12;
    const Decimal number = price.exists() ? price : Decimal{(bid.value + ask.value) / 2, bid.fraction};
    return {number.value, std::min(number.fraction, mostPlaces)};
}

std::uint64_t identityOf(const Update &update, SeriesId series, const std::vector<std::string> &join,
                         std::uint64_t content) noexcept
{
    TextHash hasher;
    if (!join.empty()) {
        hasher.add(update.kind);
        for (const std::string &name : join)
            hasher.add(textOf(update, name));
        return hasher.result();
    }
    hasher.add(series);
    if (const Value sequence = update.get(Field::Sequence); sequence.hasContent()) {
        hasher.add(update.numbers.scope);
        hasher.add(sequence.text());
    } else {
        hasher.add(content); // copies are told by their origins (ComparisonInput::approximateWithin)
    }
    return hasher.result();
}

std::uint64_t contentOf(const Update &update, const UpdateNumbers &numbers) noexcept
{
    TextHash hasher;
    for (const Decimal &number : {numbers.price, numbers.size, numbers.bid, numbers.ask})
        hasher.add(bits(number.exists() ? number.value : 0.0));
    hasher.add(update.get(Field::Text).text());
    return hasher.result();
}

} // namespace feedscope
