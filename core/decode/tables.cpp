#include "core/decode/tables.h"

#include <algorithm>

namespace feedscope {

void LearntTables::learn(std::size_t table, std::string_view key, std::string_view member, Value value)
{
    Rows &rows = m_tables[table];
    auto row = rows.find(std::string(key));
    if (row == rows.end()) {
        if (m_rows == maximumRows) {
            ++m_refused;
            return;
        }
        ++m_rows;
        row = rows.emplace(std::string(key), std::vector<Cell>()).first;
    }
    auto cell = std::ranges::find(row->second, member, &Cell::member);
    if (cell == row->second.end())
        cell = row->second.insert(cell, Cell{std::string(member), {}, {}});
    cell->type = value.type();
    cell->text = value.text();
}

Value LearntTables::find(std::size_t table, std::string_view key, std::string_view member) const
{
    const auto row = m_tables[table].find(std::string(key));
    if (row == m_tables[table].end())
        return {};
    const auto cell = std::ranges::find(row->second, member, &Cell::member);
    return cell == row->second.end() ? Value() : Value{cell->type, cell->text};
}

void LearntTables::clear()
{
    for (Rows &rows : m_tables)
        rows.clear();
    m_rows = 0;
}

} // namespace feedscope
