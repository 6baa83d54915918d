#pragma once

#include "core/infer/shapes.h"

#include <string>
#include <vector>

namespace feedscope::infer {

/// How a member's values look as times.
enum class TimeLook : std::uint8_t
{
    None,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
    Iso
};
/// As a profile says it.
const char *unitName(TimeLook look);

/// One member of one kind of message over all that were seen, in the order in which they came.
struct Column
{
    std::string path;
    bool own = false; ///< of the row; else of what holds it
    std::vector<const Cell *> cells = {};
    std::vector<int> rowOf = {}; ///< of each cell

    int rows = 0;    ///< where it could have been
    int present = 0; ///< where it was, null or not
    int content = 0; ///< neither null nor empty
    int distinct = 0;
    int changed = 0; ///< unlike the one before
    int numbers = 0;
    int integers = 0;
    int fractions = 0; ///< with digits behind the point
    int strings = 0;
    int nulls = 0;
    int grew = 0;    ///< steps up
    int fell = 0;    ///< steps down
    int byOne = 0;   ///< steps up by exactly one
    int symbols = 0; ///< texts such as "BTC-USD"
    int pairs = 0;   ///< texts of two capital words
    int sentences = 0;
    int sides = 0;  ///< "buy", "sell"
    int idLike = 0; ///< UUIDs, hashes, addresses
    TimeLook time = TimeLook::None;
    double lastMs = 0; ///< of a time

    bool isNumeric() const { return content > 0 && numbers * 10 >= content * 9; }
    bool isInteger() const { return content > 0 && integers * 10 >= content * 9; }
    bool isText() const { return content > 0 && strings * 10 >= content * 9; }
    const Cell &last() const { return *cells.back(); }
    /// Of one of its cells, as a time.
    double timeMs(const Cell &cell) const;
};

/// All members as seen from the rows of one list ("" : the message itself). Lists that do not hold the rows
/// are left out.
std::vector<Column> columnsOf(const Shape &shape, const std::string &list, int &rows);

/// The lists whose elements may be rows, the message itself first.
std::vector<std::string> listsOf(const Shape &shape);

} // namespace feedscope::infer
