#pragma once

#include "core/decode/value.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace feedscope {

/// What a connection taught us: for each table of the profile, rows of values by key (an array protocol's
/// channel numbers, say). Bounded: beyond the limit nothing more is learnt, and that is counted. Forgotten at
/// a reconnect.
class LearntTables
{
public:
    static constexpr std::size_t maximumRows = 65'536;

    /// `tables`: how many the profile has.
    explicit LearntTables(std::size_t tables)
        : m_tables(tables)
    {}

    void learn(std::size_t table, std::string_view key, std::string_view member, Value value);
    /// Absent if never learnt. A view that the next learn() may end.
    Value find(std::size_t table, std::string_view key, std::string_view member) const;
    void clear();
    std::uint64_t refused() const noexcept { return m_refused; }

private:
    struct Cell
    {
        std::string member;
        ValueType type = ValueType::Absent;
        std::string text;
    };
    using Rows = std::unordered_map<std::string, std::vector<Cell>>;

    std::vector<Rows> m_tables;
    std::size_t m_rows = 0;
    std::uint64_t m_refused = 0;
};

} // namespace feedscope
