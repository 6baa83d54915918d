#include "core/session/filler.h"

namespace feedscope {

Filler::Filler(const BackfillConfig &config, std::shared_ptr<FeedContext> feed, Handover *handover)
    : m_backfill(config, std::move(feed))
    , m_handover(handover)
{
    connect(&m_backfill, &Backfill::joined, this, &Filler::passOn);
    connect(&m_backfill, &Backfill::failed, this, [this](const QString &sentence) {
        m_filled.sentence = sentence;
        m_handover->put(m_filled);
        m_filled.sentence.clear();
    });
}

/// What the lane has brought itself is in the hand-over already; an event is no value of a series.
void Filler::passOn()
{
    const auto rows = m_backfill.take();
    m_filled.rows.clear();
    for (const SeamRow &row : rows)
        if (row.filled && !row.arrival.has(Arrival::Event))
            m_filled.rows.push_back(row.arrival);
    m_filled.gaps = m_backfill.takeFilled();
    const bool isNew = m_filled.counters != m_backfill.counters() || !m_filled.gaps.empty();
    m_filled.counters = m_backfill.counters();
    if (isNew)
        m_handover->put(m_filled);
    m_filled.rows.clear();
    m_filled.gaps.clear();
}

} // namespace feedscope
