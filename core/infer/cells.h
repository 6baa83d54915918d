#pragma once

#include "core/decode/tree.h"

#include <set>
#include <string>
#include <vector>

namespace feedscope::infer {

/// One value of a message that holds no others, with its place in two forms. A value.
struct Cell
{
    std::string path;  ///< of all its like: "/data/*/price"
    std::string place; ///< of itself: "/data/3/price"
    ValueType type = ValueType::Null;
    std::string text; ///< at most mostText bytes

    Value value() const noexcept { return {type, text}; }
};

/// One message of the feed, without its frame: what rules will see. Its cells are in the order of the wire.
struct Part
{
    static constexpr std::size_t mostText = 256;
    static constexpr std::size_t mostCells = 4'000;

    int message = 0; ///< from 0
    bool bareText = false;
    bool talk = false; ///< the protocol's own
    bool cut = false;  ///< it has more cells than are looked at
    std::vector<Cell> cells;
};

/// Where, in XML, an array has more than one element: there it is a list, elsewhere merely a member.
using ListPaths = std::set<std::string>;
void findLists(const Tree &tree, NodeId root, ListPaths &lists);

/// Lays a message out flat. Arrays of objects or of arrays, and objects whose members are alike, are lists:
/// "*" stands for their elements. Other arrays are places: "/0", and "/-1" for what follows the last
/// container, so that it can be told from the end. `xml`: null if it is none.
Part flattened(const Tree &tree, NodeId root, const ListPaths *xml);

/// The last name of a path that says what the value is: "price" of "/rows/*/price/0/#text"; empty: it is only
/// a place.
std::string_view nameIn(std::string_view path);

/// The positions of the path's places: the last segment if it is a number, else -1.
int placeIn(std::string_view path);

/// Escapes a member's name for a pointer (RFC 6901 section 3).
std::string escaped(std::string_view key);

/// The segments of a pointer, still escaped.
std::vector<std::string> segmentsOf(std::string_view path);

/// The part of the path up to its last "*"; empty: there is none.
std::string_view listOf(std::string_view path);

} // namespace feedscope::infer
