#pragma once

#include "core/arrival.h"
#include "core/decode/texthash.h"
#include "core/store/board.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace feedscope {

/// Gives each series, and each scope of a sequence, of one feed its number, the same on every lane. Filled by
/// the feed's lanes on the network thread; takeNew() may be called from another thread. Bounded: a feed that
/// invents names without end gets no more than `mostSeries`; the rest are counted.
class SeriesTable
{
public:
    static constexpr std::size_t mostSeries = 20'000;
    static constexpr std::size_t mostGenerations = 10'000;

    /// Empty if the table is full. Network thread.
    std::optional<SeriesId> series(std::string_view kind, std::string_view symbol);

    /// The number of a scope value (an epoch, say), counted in the order of first sight. Network thread. Not
    /// for every update: a reader keeps the last one of each series.
    std::uint32_t generation(std::string_view scope);

    /// Names given since the last call, in the order of their ids. Any thread.
    void takeNew(std::vector<SeriesName> &into);

    std::int64_t refused() const noexcept { return m_refused; }

private:
    TextPairIndex m_series; ///< by kind and symbol; its numbers are the ids
    std::unordered_map<std::string, std::uint32_t> m_generations;
    std::int64_t m_refused = 0;

    std::mutex m_mutex; ///< guards m_new only
    std::vector<SeriesName> m_new;
};

} // namespace feedscope
