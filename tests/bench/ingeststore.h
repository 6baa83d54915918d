#pragma once

#include "core/session/handover.h"
#include "core/session/reader.h"
#include "core/store/board.h"

/// The ticker feed's profile, from the tests' fixtures; ends the program if it cannot be read.
std::shared_ptr<const feedscope::Profile> tickerProfile();

/// What a lane and the session do with each message, without their policies: UpdateReader, Handover, and from
/// there into a Board with history. One thread, which does the work of both.
class IngestStore
{
public:
    IngestStore();

    /// The lane's part.
    void take(const feedscope::Message &message);
    /// The session's part, once a frame: stores all that was handed over since.
    void show();
    /// Stored so far, and on how many series.
    std::int64_t updates() const;
    std::size_t series() const { return m_board.size(); }

private:
    feedscope::UpdateReader m_reader;
    feedscope::Handover m_handover;
    feedscope::LaneCounters m_counters;
    feedscope::Batch m_batch;
    feedscope::Board m_board{true};
};
