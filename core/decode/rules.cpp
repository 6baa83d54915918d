#include "core/decode/rules.h"

#include <algorithm>

namespace feedscope {

namespace {

constexpr std::array<std::string_view, knownFields> names = {
    "symbol", "price", "size", "bid", "ask", "text", "time", "event_time", "sequence"};

} // namespace

Field fieldNamed(std::string_view name) noexcept
{
    return static_cast<Field>(std::ranges::find(names, name) - names.begin());
}

std::string_view fieldName(Field field) noexcept
{
    return names[static_cast<std::size_t>(field)];
}

} // namespace feedscope
