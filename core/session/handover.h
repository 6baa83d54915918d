#pragma once

#include "core/arrival.h"
#include "core/message.h"
#include "core/session/alarm.h"
#include "core/session/seam.h"
#include "core/store/livedata.h"

#include <mutex>
#include <span>
#include <vector>

namespace feedscope {

/// What a lane counts. A value; goes along with every message.
struct LaneCounters
{
    std::int64_t messages = 0;
    std::int64_t updates = 0;
    std::int64_t undecoded = 0;  ///< messages that no rule matched, or broken ones
    std::int64_t connects = 0;   ///< attempts that opened
    std::int64_t reconnects = 0; ///< of these, after an earlier one was lost
    std::int64_t payloadReceived = 0;
    std::int64_t payloadSent = 0;
    std::int64_t frameHeaders = 0;
    std::int64_t control = 0;
    std::int64_t requests = 0; ///< that ended, however
    std::int64_t frames = 0;   ///< WebSocket: data frames received, and what their headers took
    std::int64_t headersReceived = 0;
    std::int64_t smallestFrameHeader = 0;
    std::int64_t largestFrameHeader = 0;
    std::int64_t binaryMessages = 0;
    std::int64_t said = 0; ///< messages that we sent while the connection was open
    Ns lastOutage = noTime; ///< from the last sign of life to the first data after it
    std::int64_t dropped = 0;       ///< datagrams that found our receive buffer full
    std::int64_t seriesRefused = 0; ///< updates of series beyond SeriesTable::mostSeries
    Ns halfRoundTrip = noTime; ///< smallest seen on an open connection: the estimate of the one-way delay
    Ns lastRoundTrip = noTime;
};

/// What a lane says of its connection; put when it changes. A value.
struct LaneReport
{
    LaneState state = LaneState::Idle;
    QString sentence;
    QString subprotocol;
    QString undecodedSample;
    Ns retryAt = noTime;
    Ns openedAt = noTime;
};

/// One exchange with the source's clock. A value.
struct ClockExchange
{
    Ns asked = noTime; ///< steady: when we asked
    Ns heard = noTime; ///< steady: when the answer came
    Ns received = noTime, sent = noTime; ///< the source's stamps, its wall clock, ns; noTime: a Date only
    std::int64_t date = 0;               ///< the answer's Date, whole seconds since 1970
};

/// What HTTP had of a lane's past and of its gaps: for charts and boards, never for figures. A value.
struct Filled
{
    std::vector<Arrival> rows; ///< in their order
    std::vector<FilledGap> gaps;
    SeamCounters counters; ///< since the start
    QString sentence;      ///< why nothing more can be had; empty: all is well
};

/// All that came from one lane since the last take.
struct Batch
{
    std::vector<Arrival> arrivals;
    std::vector<Request> requests;
    std::vector<Notice> notices;
    std::vector<Gap> gaps; ///< sequence gaps and outages that ended
    std::vector<ClockExchange> clock;
    Filled filled;
    LaneReport report;
    LaneCounters counters;
    std::int64_t dropped = 0; ///< arrivals that did not fit, since the start

    void clear();
};

/// The one bounded place where a lane leaves what it received and the session fetches it, once a frame: never
/// a queued signal per message. The lane writes on the network thread, the session takes on its own; values
/// only. Full means that the session did not come for seconds: then new arrivals are dropped and counted.
class Handover
{
public:
    static constexpr std::size_t capacity = 262'144;    ///< arrivals: 21 MB, 13 s at 20,000/s
    static constexpr std::size_t smallCapacity = 4'096; ///< requests, notices, gaps

    /// Whom to wake when data come; set before the lane starts, outlives it. Null: nobody.
    void setAlarm(Alarm *alarm) { m_alarm = alarm; }

    /// The updates of one message, and where the counters stand after it.
    void put(std::span<const Arrival> arrivals, const LaneCounters &counters);
    void put(const Request &request, const LaneCounters &counters);
    void put(Notice notice);
    void put(const Gap &gap);
    void put(const LaneReport &report);
    void put(const ClockExchange &exchange);
    void put(const Filled &filled);

    /// Swaps all there is into `batch` (cleared first, its memory reused).
    void take(Batch &batch);

private:
    void wake()
    {
        if (m_alarm)
            m_alarm->ring();
    }

    Alarm *m_alarm = nullptr;
    std::mutex m_mutex;
    Batch m_batch;
};

} // namespace feedscope
