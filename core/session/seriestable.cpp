#include "core/session/seriestable.h"

#include <algorithm>

namespace feedscope {

std::optional<SeriesId> SeriesTable::series(std::string_view kind, std::string_view symbol)
{
    constexpr std::size_t longestName = 200;
    const TextPairView name(kind, symbol.substr(0, longestName));
    if (const SeriesId found = m_series.find(name); found != TextPairIndex::none)
        return found;
    if (m_series.size() >= mostSeries) {
        ++m_refused;
        return std::nullopt;
    }
    const SeriesId id = m_series.add(name);
    const auto text = [](std::string_view utf8) {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    };
    const std::lock_guard lock(m_mutex);
    m_new.push_back({text(name.first), text(name.second)});
    return id;
}

std::uint32_t SeriesTable::generation(std::string_view scope)
{
    const std::string key(scope);
    if (const auto found = m_generations.find(key); found != m_generations.end())
        return found->second;
    if (m_generations.size() >= mostGenerations)
        return static_cast<std::uint32_t>(mostGenerations);
    return m_generations.emplace(key, static_cast<std::uint32_t>(m_generations.size())).first->second;
}

void SeriesTable::takeNew(std::vector<SeriesName> &into)
{
    const std::lock_guard lock(m_mutex);
    std::move(m_new.begin(), m_new.end(), std::back_inserter(into));
    m_new.clear();
}

} // namespace feedscope
