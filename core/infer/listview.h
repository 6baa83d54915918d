#pragma once

#include "core/infer/roleguess.h"
#include "core/infer/shapes.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace feedscope::infer {

/// The messages of one shape as a table: a row for each element of one of their lists, or for each message. Its
/// guesser points into its columns, so it does not move.
class ListView
{
public:
    /// `list` is a path of listsOf(); `chosen` are the user's roles; both, and the shape, outlive it.
    ListView(const Shape &shape, std::string list, const std::map<std::string, Role> &chosen, double nowMs);
    Q_DISABLE_COPY_MOVE(ListView)

    const std::string &list() const { return m_list; }
    const std::vector<Column> &columns() const { return m_columns; }
    const RoleGuesser &roles() const { return m_roles; }
    /// Its rows are levels of an order book.
    bool isBook() const;
    /// How much its rows say; the list with the most is gone through.
    double worth() const;

private:
    static std::vector<Column> columnsIn(const Shape &shape, const std::string &list);

    const std::string m_list;
    const std::vector<Column> m_columns;
    const RoleGuesser m_roles;
};

/// The confidence of what has this role; 0: nothing has.
double confidenceOf(const RoleGuesser &roles, Role role);

/// Of a bid and an ask, the less certain.
double quoteConfidence(const RoleGuesser &roles);

/// A list whose elements are levels of an order book, or one within such a list.
bool isBookList(std::string_view list);

} // namespace feedscope::infer
