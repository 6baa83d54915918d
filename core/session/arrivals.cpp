#include "core/session/arrivals.h"

#include "core/decode/texthash.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace feedscope {

namespace {

/// A number's bits; both zeros are the same value.
std::uint64_t bits(double value) noexcept
{
    return std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
}

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double numberOr(const Value &value, double otherwise) noexcept
{
    return value.exists() ? value.toDouble().value_or(otherwise) : otherwise;
}

std::string_view named(const Update &update, std::string_view name) noexcept
{
    const auto found = std::find_if(update.fields.begin(), update.fields.end(),
                                    [&](const NamedValue &field) { return field.name == name; });
    return found == update.fields.end() ? std::string_view{} : found->value.text;
}

} // namespace

UpdateNumbers::UpdateNumbers(const Update &update) noexcept
    : price(numberOr(update.get(Field::Price), none))
    , size(numberOr(update.get(Field::Size), none))
    , bid(numberOr(update.get(Field::Bid), none))
    , ask(numberOr(update.get(Field::Ask), none))
{}

double UpdateNumbers::shown() const noexcept
{
    return std::isnan(price) ? (bid + ask) / 2 : price;
}

int shownDecimals(const Update &update) noexcept
{
    const Value &price = update.get(Field::Price);
    const std::string_view text = (price.hasContent() ? price : update.get(Field::Bid)).text;
    std::size_t fraction = 0;
    bool point = false;
    for (const char c : text) {
        if (c == 'e' || c == 'E')
            return 8;
        fraction += point ? 1 : 0;
        point = point || c == '.';
    }
    return static_cast<int>(std::min<std::size_t>(fraction, 12));
}

std::uint64_t identityOf(const Update &update, const std::vector<std::string> &join,
                         std::uint64_t content) noexcept
{
    TextHash hasher;
    hasher.add(update.kind);
    if (!join.empty()) {
        for (const std::string &name : join)
            hasher.add(named(update, name));
        return hasher.result();
    }
    hasher.add(update.get(Field::Symbol).text);
    if (const Value &sequence = update.get(Field::Sequence); sequence.hasContent()) {
        hasher.add(update.numbers.scope);
        hasher.add(sequence.text);
    } else {
        hasher.add(content); // copies are told by their origins (ComparisonInput::approximateWithin)
    }
    return hasher.result();
}

std::uint64_t contentOf(const Update &update, const UpdateNumbers &numbers) noexcept
{
    TextHash hasher;
    for (const double number : {numbers.price, numbers.size, numbers.bid, numbers.ask})
        hasher.add(bits(std::isnan(number) ? 0.0 : number));
    hasher.add(update.get(Field::Text).text);
    return hasher.result();
}

bool isDataKind(std::string_view kind) noexcept
{
    static constexpr std::array<std::string_view, 8> talk{"ack",   "heartbeat", "error", "reconnect",
                                                          "clock", "ping",      "pong",  "status"};
    return std::find(talk.begin(), talk.end(), kind) == talk.end();
}

} // namespace feedscope
