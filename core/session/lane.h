#pragma once

#include "core/clock.h"
#include "core/net/backoff.h"
#include "core/session/clockquestions.h"
#include "core/session/handover.h"
#include "core/session/lifesigns.h"
#include "core/session/outbox.h"
#include "core/session/pace.h"
#include "core/session/reader.h"
#include "core/session/succession.h"
#include "core/session/transporttotals.h"
#include "core/transport/transport.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace feedscope {

/// What a lane is. A value.
struct LaneConfig
{
    QString name; ///< of the transport table
    Endpoint endpoint;
    bool push = true;    ///< the server decides when something comes; false: a plan of polls does
    bool held = false;   ///< of these, long polling: each answer is asked for, and held until there is one
    bool cursor = false; ///< the lane reads from each answer where the next request goes on
    std::uint64_t seed = 1;

    /// It sends requests, each with an answer: a plan does, or the last answer.
    bool asks() const noexcept { return !push || held; }

    /// Between polls, ns; 0: it is pushed.
    Ns interval() const noexcept
    {
        return push ? 0 : std::chrono::nanoseconds(endpoint.poll.interval).count();
    }

    LaneKind kind() const noexcept
    {
        if (!asks())
            return LaneKind::Push;
        return cursor ? LaneKind::PollCursor : LaneKind::PollLatest;
    }
};

/// Hears what a lane hears, right after it was handed over. Network thread.
class LaneWitness
{
public:
    /// A connection has opened; what came between it and the last one is not known. One that takes over without
    /// a seam is none.
    virtual void laneOpened() = 0;
    virtual void laneHeard(std::span<const Arrival> arrivals) = 0;

protected:
    ~LaneWitness() = default;
};

/// When a lane looks for signs of life and gives up (faults.md 3).
struct LaneTimes
{
    Ns pingEvery = 10 * second;
    Ns deadAfter = 5 * second; ///< no byte at all for so long after a ping
    Ns clockEvery = 10 * second; ///< between two questions for the source's time, after the first eight
    Ns clockBurst = 100 * millisecond; ///< between these
};

/// One transport running one feed: opens it, reopens it after the back-off, talks the profile's manners,
/// decodes, and leaves what it received in its hand-over. Decides what a transport only reports. Lives on the
/// network thread; owned by the session. Times come from `clock`; what is due happens in advance(), which its
/// own timer calls.
class Lane final : public QObject, private TransportListener
{
    Q_OBJECT

public:
    using MakeTransport = std::function<std::unique_ptr<Transport>(const Endpoint &, TransportListener *)>;

    /// `clock`, `handover` and what `feed` holds outlive the lane; all lanes of a feed share one `feed`.
    Lane(LaneConfig config, std::shared_ptr<FeedContext> feed, Handover *handover, const Clock *clock,
         MakeTransport make, LaneTimes times = {});
    ~Lane() override;

    /// Before start(); outlives the lane. Null: nobody.
    void setWitness(LaneWitness *witness) { m_witness = witness; }

    void start();
    /// Hears nothing more; the wire is closed politely. The last error stays in the report.
    void stop();
    /// Now, whatever the back-off or a persistent cause said.
    void reconnectNow();

    /// Does what is due at clock->now().
    void advance();

    LaneState state() const noexcept { return m_report.state; }

signals:
    /// The payload of each message, before it is decoded; only emitted while somebody listens (tail
    /// --messages).
    void messageSeen(const feedscope::Message &message);
    /// Why a connection was lost or could not be had, each time: the hand-over keeps the newest only, and a retry may
    /// follow at once. Or what could not be said over one that goes on.
    void troubled(const QString &sentence);

private:
    void transportOpened(const Opened &opened) override;
    void transportMessage(Message &&message) override;
    void transportRequest(const Request &request) override;
    void transportPong(Ns roundTrip) override;
    void transportFailed(const TransportError &error) override;
    void transportClosed(const Closed &closed) override;

    void open();
    std::unique_ptr<Transport> newTransport(TransportListener *listener);
    void checkLife(Ns now);
    Ns nextDeadline() const;
    void schedule();

    Successor::Hooks successorHooks();
    void checkAge(Ns now);
    void openNext(Ns now);
    void nextOpened();
    void takeOver();
    void dropNext();

    TransportError patient(TransportError error) const;
    void lose(const QString &sentence, bool persistent, Ns retryAfter);
    void dropTransport();
    void endTransport();
    void outageBegins();
    void dataCame(Ns at);
    void setState(LaneState state, const QString &sentence = {});

    void hear(Message &&message, bool fromNext);
    void handOver(const ReadResult &read, Ns arrival);
    void roundTripSeen(Ns roundTrip);
    void countTransport();
    void greet();
    void say(const std::vector<QByteArray> &texts);
    void cannotSay(const QString &why);
    void warn(const QString &sentence);
    void sayNext(const std::vector<QByteArray> &texts);
    void sayWhatWaited(Ns now);
    void keepAlive(Ns now);
    void ping(Ns now);
    void askClock(Ns now);
    void clockAnswered(const ClockReading &reading, Ns arrival);

    LaneConfig m_config;
    std::shared_ptr<FeedContext> m_feed;
    Handover *m_handover;
    LaneWitness *m_witness = nullptr;
    const Clock *m_clock;
    MakeTransport m_make;
    UpdateReader m_reader;
    Backoff m_backoff;
    Pace m_connects;            ///< how often a connection may be opened
    LifeSigns m_life;           ///< of m_transport
    ClockQuestions m_questions; ///< over m_transport
    Succession m_succession;    ///< of m_transport
    TransportTotals m_totals;
    QTimer m_timer;

    std::unique_ptr<Transport> m_transport;
    Outbox m_outbox;         ///< of m_transport
    bool m_hasPongs = false; ///< the transport measures round trips itself
    QByteArray m_cursor;     ///< where the next request or attempt goes on: a cursor, an event's id
    bool m_isElsewhere = false; ///< the last attempt goes where the server said
    QString m_unsaid;        ///< why something was not said, as it was told
    LaneReport m_report;
    LaneCounters m_counters;
    std::int32_t m_rows = 0, m_newRows = 0; ///< of the message just read, for its Request
    Ns m_lastData = noTime;                 ///< last message with updates
    Ns m_lostAt = noTime;                   ///< when data stopped, while an outage lasts
};

} // namespace feedscope
