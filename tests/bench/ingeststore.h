#pragma once

#include "core/session/handover.h"
#include "core/session/reader.h"
#include "core/store/board.h"

/// The ticker feed with its profile, from the tests' fixtures; ends the program if it cannot be read.
std::shared_ptr<feedscope::FeedContext> tickerFeed();

/// The session's part of the ingest path: once a frame, all that a lane has handed over since goes into a
/// board with history, as in Session::drain().
class IngestStore
{
public:
    /// Where the lane puts what it has read.
    feedscope::Handover &handover() { return m_handover; }

    void show();
    /// Messages that were handed over until the last show().
    std::int64_t messages() const { return m_batch.counters.messages; }
    /// Updates that are stored, and on how many series.
    std::int64_t updates() const;
    std::size_t series() const { return m_board.size(); }

private:
    feedscope::Handover m_handover;
    feedscope::Batch m_batch;
    feedscope::Board m_board{true};
};

/// The lane's part without its connection and its policies: UpdateReader, and what it brings handed over.
class IngestReader
{
public:
    explicit IngestReader(feedscope::Handover &handover);

    void take(const feedscope::Message &message);

private:
    feedscope::UpdateReader m_reader;
    feedscope::Handover &m_handover;
    feedscope::LaneCounters m_counters;
};
