#include "core/infer/listview.h"

#include "core/infer/words.h"

#include <algorithm>

namespace feedscope::infer {

ListView::ListView(const Shape &shape, std::string list, const std::map<std::string, Role> &chosen, double nowMs)
    : m_list(std::move(list))
    , m_columns(columnsIn(shape, m_list))
    , m_roles(shape, m_columns, chosen, nowMs)
{}

std::vector<Column> ListView::columnsIn(const Shape &shape, const std::string &list)
{
    int rows = 0;
    return columnsOf(shape, list, rows);
}

bool ListView::isBook() const
{
    return isBookList(m_list);
}

double ListView::worth() const
{
    const double value = std::max({confidenceOf(m_roles, Role::Value), quoteConfidence(m_roles) * .95,
                                   confidenceOf(m_roles, Role::Text) * .75, confidenceOf(m_roles, Role::Title) * .7});
    return (isBook() ? 0 : value + .3 * confidenceOf(m_roles, Role::Time)) + .6 * confidenceOf(m_roles, Role::Key);
}

double confidenceOf(const RoleGuesser &roles, Role role)
{
    const FieldGuess *guess = roles.guess(role);
    return guess == nullptr ? 0 : guess->confidence;
}

double quoteConfidence(const RoleGuesser &roles)
{
    return std::min(confidenceOf(roles, Role::Bid), confidenceOf(roles, Role::Ask));
}

bool isBookList(std::string_view list)
{
    const auto segments = segmentsOf(list);
    for (std::size_t i = 1; i < segments.size(); ++i)
        if (segments[i] == "*" && isBookSide(segments[i - 1]))
            return true;
    return false;
}

} // namespace feedscope::infer
