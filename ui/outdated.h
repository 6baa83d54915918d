#pragma once

#include "core/store/livedata.h"

#include <deque>
#include <vector>

namespace feedscope {

/// How long the row a lane shows has been outdated (measures.md 4): now minus the origin of the update that
/// follows the shown one, 0 while nothing newer is known on any lane. Fed with the boards once a frame, so
/// its resolution is a frame; the ledger's figures are exact and come from the comparison. Bounded per
/// series. GUI thread.
class OutdatedRows
{
public:
    static constexpr std::size_t keptPerSeries = 512;

    void refresh(const LiveData &data);
    /// Nanoseconds; 0: up to date; noTime: this lane shows nothing or nothing can be compared.
    Ns outdated(const LiveData &data, std::size_t lane, SeriesId series) const;

private:
    void clear(const LiveData &data);
    void note(const LiveData &data, SeriesId series);

    std::uint64_t m_feedRevision = 0;
    std::vector<std::deque<BoardRow>>
        m_newest; ///< by series, oldest first, without those every lane has passed
};

} // namespace feedscope
