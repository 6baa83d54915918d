#include "core/session/lane.h"

#include "core/session/deadline.h"
#include "core/transport/listening.h"

#include <QCoreApplication>

#include <algorithm>

// The life of a lane's connection: how it is opened, watched, lost and opened again. How another takes over
// from it stands in lanesuccession.cpp, what is heard and said over both in lanetalk.cpp.

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// The profile's own, where it says any.
Backoff::Limits backoffLimits(const ReconnectSpec &spec)
{
    Backoff::Limits limits;
    if (spec.backoffFromS > 0)
        limits.early = fromSeconds(spec.backoffFromS);
    if (spec.backoffToS > 0)
        limits.most = fromSeconds(spec.backoffToS);
    limits.most = std::max(limits.most, limits.early);
    return limits;
}

/// A lane that asks has its answers as signs of life; one that only listens has nobody to ask.
KeepaliveSpec keepaliveFor(const LaneConfig &config, KeepaliveSpec spec)
{
    if (config.asks() || isListening(config.endpoint.url))
        spec.everyS = spec.afterIdleS = 0;
    if (!config.push)
        spec.silenceS = 0;
    return spec;
}

QString sentenceOf(const Closed &closed, bool final)
{
    QString how = QCoreApplication::translate("feedscope", "The connection broke (code %1)").arg(closed.code);
    if (closed.clean && closed.code == 0)
        how = QCoreApplication::translate("feedscope", "The server closed the connection");
    else if (closed.clean)
        how = QCoreApplication::translate("feedscope", "The server closed the connection with code %1")
                  .arg(closed.code);
    const QString next =
        final ? QCoreApplication::translate("feedscope", "It will not be reopened before you ask for it.")
              : QCoreApplication::translate("feedscope", "It is being reopened.");
    return how + (closed.reason.isEmpty() ? QString() : u": "_s + closed.reason) + u". "_s + next;
}

} // namespace

Lane::Lane(LaneConfig config, std::shared_ptr<FeedContext> feed, Handover *handover, const Clock *clock,
           MakeTransport make, LaneTimes times)
    : m_config(std::move(config))
    , m_feed(std::move(feed))
    , m_handover(handover)
    , m_clock(clock)
    , m_make(std::move(make))
    , m_reader(m_feed, m_config.kind(), m_config.name)
    , m_backoff(m_config.seed, backoffLimits(m_feed->profile->reconnect))
    , m_connects(m_config.asks() ? RateSpec() : m_feed->profile->limits.connects)
    , m_life({times.pingEvery, times.deadAfter}, keepaliveFor(m_config, m_reader.keepaliveSpec()))
    , m_questions(times.clockEvery, times.clockBurst)
    , m_succession(this, successorHooks(), m_config.asks() ? 0 : m_feed->profile->reconnect.maximumAgeS)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Lane::advance);
}

Lane::~Lane()
{
    dropTransport();
}

void Lane::start()
{
    if (!m_transport)
        open();
}

void Lane::stop()
{
    if (m_transport)
        m_transport->goingForGood();
    dropTransport();
    m_timer.stop();
    m_lostAt = noTime;
    setState(LaneState::Idle, m_report.sentence); // what went wrong last remains worth knowing
}

void Lane::reconnectNow()
{
    const Ns now = m_clock->now();
    outageBegins();
    dropTransport();
    if (m_connects.earliest(now) <= now)
        return open();
    m_report.retryAt = m_connects.earliest(now); // the venue's limit is not the user's to break
    setState(LaneState::Waiting,
             QCoreApplication::translate("feedscope", "This feed allows no more connections "
                                                      "for now; the next one is waited for."));
    schedule();
}

// A connection is opened...

void Lane::open()
{
    const Ns now = m_clock->now();
    m_report.retryAt = noTime;
    m_outbox = Outbox(m_feed->profile->limits.messages);
    m_connects.note(now);
    m_life.attemptBegins(now);
    m_questions.attemptBegins();
    m_reader.connectionBegins();
    // The last cause stays readable until the connection is open: an attempt may hang for seconds.
    setState(LaneState::Connecting, m_report.sentence);
    m_transport = newTransport(this);
    m_transport->start();
}

std::unique_ptr<Transport> Lane::newTransport(TransportListener *listener)
{
    QString problem;
    Endpoint endpoint = m_reader.directed(m_config.endpoint, problem);
    if (!problem.isEmpty())
        warn(problem);
    m_isElsewhere = endpoint.url != m_config.endpoint.url;
    endpoint = m_reader.resumed(endpoint, m_cursor);
    if (!endpoint.greeting.isEmpty()) { // as of now: it may hold the time
        const DialogueOutput greeting = m_reader.opened(wallNow());
        endpoint.greeting = QByteArrayList(greeting.payloads.begin(), greeting.payloads.end());
    }
    auto transport = m_make(endpoint, listener);
    if (!m_cursor.isEmpty())
        transport->setCursor(m_cursor);
    return transport;
}

void Lane::transportOpened(const Opened &opened)
{
    const Ns now = m_clock->now();
    m_life.opened(now);
    m_unsaid.clear();
    ++m_counters.connects;
    if (m_counters.connects > 1)
        ++m_counters.reconnects;
    m_report.subprotocol = opened.subprotocol;
    m_report.openedAt = now;
    setState(LaneState::Open);
    if (m_witness)
        m_witness->laneOpened();
    ping(now); // at once, to learn the round trip
    m_succession.connectionOpened(now);
    if (!m_config.asks())
        greet();
    if (m_transport && !m_config.asks())
        askClock(now);
    schedule();
}

// ... and watched, while time passes.

void Lane::advance()
{
    const Ns now = m_clock->now();
    if (m_report.state == LaneState::Waiting && m_report.retryAt <= now)
        open();
    else if (m_report.state == LaneState::Open)
        checkLife(now);
    schedule();
}

void Lane::checkLife(Ns now)
{
    sayWhatWaited(now);
    if (const QString why = m_life.whyDead(m_transport->bytesSeen(), now); !why.isEmpty())
        return lose(why, false, 0);
    if (m_life.wantsKeepalive(now))
        keepAlive(now);
    if (m_transport)
        checkAge(now);
    if (m_transport && isDue(m_questions.next(), now))
        askClock(now);
    if (m_transport && m_life.wantsPing(now))
        ping(now);
}

Ns Lane::nextDeadline() const
{
    if (m_report.state == LaneState::Waiting)
        return m_report.retryAt;
    if (m_report.state != LaneState::Open)
        return noTime;
    const Ns now = m_clock->now();
    const Ns word = sooner(m_outbox.next(now), m_questions.next());
    return sooner(sooner(m_life.next(), word), m_succession.next(now));
}

void Lane::schedule()
{
    const Ns next = nextDeadline();
    if (next == noTime) {
        m_timer.stop();
        return;
    }
    const Ns wait = std::max<Ns>(0, next - m_clock->now());
    m_timer.start(static_cast<int>(std::min<Ns>(wait / millisecond + 1, 3'600'000)));
}

// ... until it is lost, and opened again after the back-off.

void Lane::transportFailed(const TransportError &error)
{
    TransportError known = patient(error);
    if (m_isElsewhere && m_report.state == LaneState::Connecting)
        known.kind = ErrorKind::Transient; // the feed's own address remains
    lose(known.sentence, known.kind == ErrorKind::Persistent,
         std::chrono::nanoseconds(known.retryAfter).count());
}

/// A refusal of which the profile knows how long it lasts is waited out, where the server does not say.
TransportError Lane::patient(TransportError error) const
{
    const auto wait = m_feed->profile->limits.waitS.constFind(error.httpStatus);
    if (wait == m_feed->profile->limits.waitS.constEnd() || error.retryAfter.count() > 0)
        return error;
    error.kind = ErrorKind::Transient;
    error.retryAfter = std::chrono::milliseconds(static_cast<qint64>(*wait * 1'000));
    return error;
}

void Lane::transportClosed(const Closed &closed)
{
    const bool final = closed.clean && m_reader.stopsAt(closed.code);
    lose(sentenceOf(closed, final), final, 0);
}

void Lane::lose(const QString &sentence, bool persistent, Ns retryAfter)
{
    const Ns now = m_clock->now();
    if (m_succession.isReady() && !persistent) { // the other one is there already
        m_reader.adoptNext();
        return takeOver();
    }
    dropNext();
    outageBegins();
    dropTransport();
    if (!persistent)
        m_report.retryAt = std::max(now + m_backoff.next(now, retryAfter), m_connects.earliest(now));
    setState(persistent ? LaneState::Stopped : LaneState::Waiting, sentence);
    schedule();
    emit troubled(sentence);
}

void Lane::dropTransport()
{
    dropNext();
    if (!m_transport)
        return;
    m_outbox = {}; // a farewell waits for nothing
    if (m_config.push && m_report.state == LaneState::Open)
        say(m_reader.closing(wallNow()).payloads);
    endTransport();
    m_succession.connectionEnded();
    m_life.ended();
}

void Lane::endTransport()
{
    m_cursor = m_transport->reached().value_or(m_cursor);
    countTransport();
    m_totals.ended(m_transport->counters());
    m_transport->stop();
    m_transport.release()->deleteLater();
}

/// From the last sign of life on nothing is known to have come through.
void Lane::outageBegins()
{
    if (m_lostAt == noTime && m_lastData != noTime)
        m_lostAt = m_life.lastByte();
}

/// Data came: the outage, if there was one, is over.
void Lane::dataCame(Ns at)
{
    if (m_lostAt != noTime) {
        m_handover->put(Gap{m_lostAt, at, 0});
        m_counters.lastOutage = at - m_lostAt;
        m_lostAt = noTime;
    }
    m_lastData = at;
    m_backoff.healthy(at);
}

void Lane::setState(LaneState state, const QString &sentence)
{
    m_report.state = state;
    m_report.sentence = sentence;
    m_handover->put(m_report);
    m_handover->put(std::span<const Arrival>{}, m_counters);
}

} // namespace feedscope
