#include "core/infer/columns.h"

#include "core/decode/timestamp.h"
#include "core/infer/words.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace feedscope::infer {

namespace {

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "BTC-USD", "EURUSD=X", "PI_XBTUSD", "AAPL".
bool isSymbolLike(std::string_view text)
{
    int letters = 0;
    for (const char c : text) {
        letters += isUpper(c);
        if (!isUpper(c) && !isDigit(c) && std::string_view("-_/.:=^").find(c) == std::string_view::npos)
            return false;
    }
    return letters >= 2 && text.size() <= 32;
}

bool isPairLike(std::string_view text)
{
    const std::size_t cut = text.find_first_of("-/_:");
    if (cut == std::string_view::npos || cut < 2 || text.size() - cut < 3)
        return false;
    return isSymbolLike(text.substr(0, cut)) && isSymbolLike(text.substr(cut + 1));
}

bool isIdLike(std::string_view text)
{
    if (text.find("://") != std::string_view::npos || text.size() > 64)
        return true;
    int hex = 0;
    int digits = 0;
    for (const char c : text) {
        const bool one = isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
        if (!one)
            return false;
        hex += c != '-';
        digits += isDigit(c);
    }
    return hex >= 16 && digits >= 3;
}

bool isSentence(std::string_view text)
{
    return text.find(' ') != std::string_view::npos && std::ranges::any_of(text, [](char c) {
               return isLower(c) || static_cast<unsigned char>(c) >= 0x80;
           });
}

TimeLook lookOf(const Cell &cell)
{
    const Value value = cell.value();
    if (const auto number = value.toDouble()) {
        if (cell.text.size() < 9) // "20311107" and the like are numbers
            return TimeLook::None;
        const double v = *number;
        constexpr double from = 9.4e8, to = 2.3e9; // 1999 to 2042
        if (v > from && v < to)
            return TimeLook::Seconds;
        if (v > from * 1e3 && v < to * 1e3)
            return TimeLook::Milliseconds;
        if (v > from * 1e6 && v < to * 1e6)
            return TimeLook::Microseconds;
        return v > from * 1e9 && v < to * 1e9 ? TimeLook::Nanoseconds : TimeLook::None;
    }
    const bool shaped = cell.type == ValueType::String && cell.text.size() >= 10 && cell.text[4] == '-';
    return shaped && parseTimestamp(value, TimeUnit::Iso).ns != noTime ? TimeLook::Iso : TimeLook::None;
}

TimeUnit unitOf(TimeLook look)
{
    return static_cast<TimeUnit>(look);
}

void countText(Column &column, std::string_view text)
{
    ++column.strings;
    column.pairs += isPairLike(text);
    column.symbols += isSymbolLike(text);
    column.sentences += isSentence(text);
    column.sides += isSideWord(text);
    column.idLike += isIdLike(text);
}

void countNumber(Column &column, const Cell &cell, double number, const Cell *before)
{
    ++column.numbers;
    const auto integer = cell.value().toUint64();
    column.integers += integer.has_value();
    column.fractions += cell.text.find('.') != std::string::npos;
    if (before == nullptr)
        return;
    const auto last = before->value().toUint64();
    if (integer && last) {
        column.grew += *integer > *last;
        column.fell += *integer < *last;
        column.byOne += *integer == *last + 1;
    } else if (const auto old = before->value().toDouble()) {
        column.grew += number > *old;
        column.fell += number < *old;
    }
}

void study(Column &column)
{
    std::set<std::string_view> values;
    std::map<TimeLook, int> looks;
    const Cell *before = nullptr;
    for (const Cell *cell : column.cells) {
        ++column.present;
        column.nulls += cell->type == ValueType::Null;
        column.content += cell->type != ValueType::Null && !cell->text.empty();
        if (values.size() < 1'000)
            values.insert(cell->text);
        column.changed += before != nullptr && before->text != cell->text;
        if (cell->type == ValueType::Boolean || cell->text.empty() || cell->type == ValueType::Null) {
            before = cell;
            continue;
        }
        if (const auto number = cell->value().toDouble())
            countNumber(column, *cell, *number, before);
        else if (cell->type == ValueType::String)
            countText(column, cell->text);
        ++looks[lookOf(*cell)];
        before = cell;
    }
    column.distinct = static_cast<int>(values.size());
    for (const auto &[look, count] : looks)
        if (look != TimeLook::None && count * 10 >= column.content * 9)
            column.time = look;
    if (column.time != TimeLook::None)
        column.lastMs = parseTimestamp(column.last().value(), unitOf(column.time)).ms;
}

/// The first segments of a place: which row it is in.
std::string_view rowIn(std::string_view place, std::size_t segments)
{
    std::size_t at = 0;
    for (std::size_t i = 0; i < segments && at != std::string_view::npos; ++i)
        at = place.find('/', at + 1);
    std::string_view row = place.substr(0, at);
    if (row.ends_with('#'))
        row.remove_suffix(1);
    return row;
}

bool isWithin(std::string_view path, std::string_view list)
{
    return path.starts_with(list) && (list.empty() || path.size() == list.size() ||
                                      path[list.size()] == '/' || path[list.size()] == '#');
}

} // namespace

const char *unitName(TimeLook look)
{
    switch (look) {
    case TimeLook::Seconds:
        return "s";
    case TimeLook::Milliseconds:
        return "ms";
    case TimeLook::Microseconds:
        return "us";
    case TimeLook::Nanoseconds:
        return "ns";
    case TimeLook::Iso:
        return "iso";
    default:
        return "";
    }
}

double Column::timeMs(const Cell &cell) const
{
    return parseTimestamp(cell.value(), unitOf(time)).ms;
}

std::vector<Column> columnsOf(const Shape &shape, const std::string &list, int &rows)
{
    std::vector<Column> columns;
    std::unordered_map<std::string_view, std::size_t> places;
    const std::size_t depth = segmentsOf(list).size();
    rows = 0;
    for (const Part *part : shape.parts) {
        std::string_view row;
        bool any = false;
        for (const Cell &cell : part->cells) {
            const bool own = isWithin(cell.path, list) && listOf(cell.path).size() <= list.size();
            const bool above = !own && isWithin(list, listOf(cell.path));
            if (!own && !above)
                continue;
            if (own && (!any || rowIn(cell.place, depth) != row)) {
                row = rowIn(cell.place, depth);
                any = true;
                ++rows;
            }
            const auto [at, added] = places.try_emplace(cell.path, columns.size());
            if (added)
                columns.push_back({.path = cell.path, .own = own});
            columns[at->second].cells.push_back(&cell);
            columns[at->second].rowOf.push_back(rows);
        }
    }
    for (Column &column : columns) {
        study(column);
        column.rows = column.own ? rows : static_cast<int>(shape.parts.size());
    }
    return columns;
}

std::vector<std::string> listsOf(const Shape &shape)
{
    std::vector<std::string> lists{std::string()};
    for (const Part *part : shape.parts)
        for (const Cell &cell : part->cells)
            for (std::size_t at = cell.path.find("/*"); at != std::string::npos;
                 at = cell.path.find("/*", at + 1)) {
                const std::string list = cell.path.substr(0, at + 2);
                if (lists.size() < 24 && std::ranges::find(lists, list) == lists.end())
                    lists.push_back(list);
            }
    return lists;
}

} // namespace feedscope::infer
