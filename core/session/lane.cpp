#include "core/session/lane.h"

#include <QCoreApplication>
#include <QMetaMethod>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

TransportCounters operator+(const TransportCounters &a, const TransportCounters &b)
{
    TransportCounters sum;
    sum.messages = a.messages + b.messages;
    sum.payloadReceived = a.payloadReceived + b.payloadReceived;
    sum.payloadSent = a.payloadSent + b.payloadSent;
    sum.frameHeaders = a.frameHeaders + b.frameHeaders;
    sum.frames = a.frames + b.frames;
    sum.headersReceived = a.headersReceived + b.headersReceived;
    sum.smallestFrameHeader = a.frames == 0 || (b.frames > 0 && b.smallestFrameHeader < a.smallestFrameHeader)
                                  ? b.smallestFrameHeader
                                  : a.smallestFrameHeader;
    sum.largestFrameHeader = std::max(a.largestFrameHeader, b.largestFrameHeader);
    sum.binaryMessages = a.binaryMessages + b.binaryMessages;
    sum.control = a.control + b.control;
    sum.dropped = a.dropped + b.dropped;
    return sum;
}

Ns fromSeconds(double seconds)
{
    return static_cast<Ns>(seconds * static_cast<double>(second));
}

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

/// The earlier of two deadlines, where noTime means none.
Ns sooner(Ns a, Ns b)
{
    if (a == noTime || b == noTime)
        return a == noTime ? b : a;
    return std::min(a, b);
}

} // namespace

Lane::Lane(LaneConfig config, std::shared_ptr<FeedContext> feed, Handover *handover, const Clock *clock,
           MakeTransport make, LaneTimes times)
    : m_config(std::move(config))
    , m_feed(std::move(feed))
    , m_handover(handover)
    , m_clock(clock)
    , m_make(std::move(make))
    , m_times(times)
    , m_reader(m_feed, m_config.kind(), m_config.name)
    , m_backoff(m_config.seed, backoffLimits(m_feed->profile->reconnect))
    , m_connects(m_config.asks() ? RateSpec() : m_feed->profile->limits.connects)
    , m_silenceLimit(m_config.push ? fromSeconds(m_reader.keepaliveSpec().silenceS) : 0)
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

void Lane::open()
{
    m_report.retryAt = noTime;
    m_outbox = {Pace(m_feed->profile->limits.messages), {}};
    m_connects.note(m_clock->now());
    m_lastByte = m_clock->now();
    m_pingAt = m_pingSentAt = m_keepaliveAt = m_keepaliveSent = m_clockAt = noTime;
    m_clockAsked.clear();
    m_clockCount = 0;
    m_reader.connectionBegins();
    // The last cause stays readable until the connection is open: an attempt may hang for seconds.
    setState(LaneState::Connecting, m_report.sentence);
    m_transport = m_make(endpointNow(), this);
    if (!m_cursor.isEmpty())
        m_transport->setCursor(m_cursor);
    m_transport->start();
}

Endpoint Lane::endpointNow()
{
    Endpoint endpoint = m_reader.resumed(m_config.endpoint, m_cursor);
    if (!endpoint.greeting.isEmpty()) { // as of now: it may hold the time
        const DialogueOutput greeting = m_reader.opened(wallNow());
        endpoint.greeting = QByteArrayList(greeting.payloads.begin(), greeting.payloads.end());
    }
    return endpoint;
}

void Lane::advance()
{
    const Ns now = m_clock->now();
    if (m_report.state == LaneState::Waiting && m_report.retryAt <= now)
        open();
    else if (m_report.state == LaneState::Open)
        checkLife(now);
    schedule();
}

/// Any received byte is a sign of life: a server whose handler never reads answers no ping, yet its feed may
/// be good.
void Lane::checkLife(Ns now)
{
    const std::int64_t said = m_counters.said;
    flush(m_outbox, m_transport.get());
    if (m_next && m_next->isOpen())
        flush(m_nextOutbox, m_next->transport());
    if (m_counters.said != said)
        m_handover->put(std::span<const Arrival>{}, m_counters);
    if (m_pingSentAt != noTime) {
        const std::int64_t bytes = m_transport->bytesSeen();
        if (m_lastByte > m_pingSentAt || (bytes >= 0 && bytes != m_bytesAtPing)) {
            m_pingSentAt = noTime;
        } else if (now >= m_pingSentAt + m_times.deadAfter) {
            lose(QCoreApplication::translate(
                     "feedscope",
                     "The connection is open but dead: not one byte in %1 s after a ping. Reconnecting.")
                     .arg(m_times.deadAfter / second),
                 false, 0);
            return;
        }
    }
    if (m_silenceLimit > 0 && now >= m_lastByte + m_silenceLimit) {
        lose(QCoreApplication::translate("feedscope", "The connection is open, but the feed has been silent "
                                                      "for %1 s, longer than its profile allows. "
                                                      "Reconnecting.")
                 .arg(m_silenceLimit / second),
             false, 0);
        return;
    }
    keepAlive(now);
    if (m_transport)
        checkAge(now);
    if (m_transport && m_clockAt != noTime && now >= m_clockAt)
        askClock(now);
    if (m_transport && m_pingSentAt == noTime && m_pingAt != noTime && now >= m_pingAt)
        ping(now);
}

void Lane::ping(Ns now)
{
    if (const Ns allowed = m_outbox.pace.earliest(now); allowed > now) { // a ping is a message, too
        m_pingAt = allowed;
        return;
    }
    m_bytesAtPing = m_transport->bytesSeen();
    m_pingAt = now + m_times.pingEvery;
    if (m_transport->ping()) {
        m_pingSentAt = now;
        m_outbox.pace.note(now);
    } else if (m_bytesAtPing >= 0 && m_silence.isTooLong(m_bytesAtPing, now))
        lose(QCoreApplication::translate("feedscope",
                                         "The connection is open but dead: it has been silent far "
                                         "longer than ever before. Reconnecting."),
             false, 0);
}

Ns Lane::nextDeadline() const
{
    if (m_report.state == LaneState::Waiting)
        return m_report.retryAt;
    if (m_report.state != LaneState::Open)
        return noTime;
    const Ns silent = m_silenceLimit > 0 ? m_lastByte + m_silenceLimit : noTime;
    const Ns ping = m_pingSentAt == noTime ? m_pingAt : m_pingSentAt + m_times.deadAfter;
    const Ns within = fromSeconds(m_reader.keepaliveSpec().withinS);
    const Ns answer = m_keepaliveSent == noTime ? noTime : m_keepaliveSent + within;
    const Ns age = sooner(m_next ? m_takeOverAt : m_replaceAt, nextWord());
    return sooner(sooner(sooner(m_keepaliveAt, answer), sooner(m_clockAt, age)), sooner(silent, ping));
}

/// When the next message may be said that waits for its turn.
Ns Lane::nextWord() const
{
    const Ns now = m_clock->now();
    const auto due = [now](const Outbox &box) {
        return box.waiting.empty() ? noTime : box.pace.earliest(now);
    };
    return sooner(due(m_outbox), m_next && m_next->isOpen() ? due(m_nextOutbox) : noTime);
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

void Lane::transportOpened(const Opened &opened)
{
    const Ns now = m_clock->now();
    m_lastByte = now;
    ++m_counters.connects;
    if (m_counters.connects > 1)
        ++m_counters.reconnects;
    m_report.subprotocol = opened.subprotocol;
    m_report.openedAt = now;
    setState(LaneState::Open);
    if (m_witness)
        m_witness->laneOpened();
    m_silence.connectionBegins(now);
    ping(now); // at once, to learn the round trip
    const KeepaliveSpec &keepalive = m_reader.keepaliveSpec();
    if (const double every = std::max(keepalive.everyS, keepalive.afterIdleS); every > 0 && !m_config.asks())
        m_keepaliveAt = now + fromSeconds(every);
    if (const double age = m_feed->profile->reconnect.maximumAgeS; age > 0 && !m_config.asks())
        m_replaceAt = now + fromSeconds(age - std::min(60.0, age / 20)); // before the server cuts it
    if (!m_config.asks())
        greet();
    if (m_transport && !m_config.asks())
        askClock(now);
    schedule();
}

/// What the profile sends first. Without it a feed stays silent, so a text that cannot be filled ends the
/// attempt. A transport that had to say it to be heard at all has done so.
void Lane::greet()
{
    const DialogueOutput greeting = m_reader.opened(wallNow());
    if (!greeting.error.isEmpty())
        lose(greeting.error, true, 0);
    else if (m_config.endpoint.greeting.isEmpty())
        say(greeting.payloads);
}

void Lane::transportMessage(Message &&message)
{
    hear(std::move(message), false);
}

void Lane::hear(Message &&message, bool fromNext)
{
    m_lastByte = message.arrival;
    ++m_counters.messages;
    static const QMetaMethod seen = QMetaMethod::fromSignal(&Lane::messageSeen);
    if (isSignalConnected(seen))
        emit messageSeen(message);
    const ReadResult &read =
        m_reader.read(message, static_cast<std::uint32_t>(m_counters.messages), fromNext);
    if (read.adopted)
        takeOver();
    m_rows = read.rows;
    m_newRows = read.newRows;
    m_counters.updates += static_cast<std::int64_t>(read.arrivals.size());
    m_counters.seriesRefused = m_feed->table.refused();
    if (!read.understood) {
        ++m_counters.undecoded;
        m_report.undecodedSample = read.sample;
        m_handover->put(m_report);
    }
    if (!read.arrivals.empty() || (m_config.asks() && read.understood)) {
        if (m_lostAt != noTime)
            noteOutage(message.arrival);
        m_lastData = message.arrival;
        m_backoff.healthy(message.arrival);
    }
    countTransport();
    m_handover->put(read.arrivals, m_counters);
    if (m_witness && !read.arrivals.empty())
        m_witness->laneHeard(read.arrivals);
    for (const Notice &notice : read.notices)
        m_handover->put(notice);
    for (const Gap &gap : read.gaps)
        m_handover->put(gap);
    if (fromNext && !read.adopted)
        sayNext(read.sends);
    else
        say(read.sends);
    if (read.announced)
        openNext(message.arrival);
    if (read.clock)
        clockAnswered(*read.clock, message.arrival);
    if (!m_config.cursor || read.cursor.isEmpty())
        return;
    m_cursor = read.cursor;
    if (m_transport)
        m_transport->setCursor(m_cursor);
}

/// From the last sign of life on nothing is known to have come through.
void Lane::outageBegins()
{
    if (m_lostAt == noTime && m_lastData != noTime)
        m_lostAt = m_lastByte;
}

void Lane::noteOutage(Ns firstData)
{
    m_handover->put(Gap{m_lostAt, firstData, 0});
    m_counters.lastOutage = firstData - m_lostAt;
    m_lostAt = noTime;
}

void Lane::transportRequest(const Request &request)
{
    Request full = request;
    ++m_counters.requests;
    if (request.outcome == Request::Outcome::Answered) {
        full.rows = m_rows;
        full.newRows = m_newRows;
    }
    if (request.outcome != Request::Outcome::Failed) {
        m_lastByte = request.ended;
        if (m_lostAt != noTime)
            noteOutage(request.ended);
        m_lastData = request.ended;
        m_backoff.healthy(request.ended);
        // On an open connection; the first request of each connection paid for its handshakes as well. What
        // was held says nothing of the way.
        if (m_counters.messages > 1 && !m_config.held)
            roundTripSeen(request.ended - request.sent);
        if (request.date > 0 && !m_config.held)
            m_handover->put(ClockExchange{request.sent, request.ended, noTime, noTime, request.date});
    }
    m_rows = m_newRows = 0;
    countTransport();
    m_handover->put(full, m_counters);
}

void Lane::roundTripSeen(Ns roundTrip)
{
    m_counters.lastRoundTrip = roundTrip;
    // A connection for each request makes it longer by its handshakes, the way no longer (measures.md 9).
    if (!m_config.push && !m_config.endpoint.poll.keepAlive)
        return;
    if (m_counters.halfRoundTrip == noTime || roundTrip / 2 < m_counters.halfRoundTrip)
        m_counters.halfRoundTrip = roundTrip / 2;
}

void Lane::transportPong(Ns roundTrip)
{
    m_lastByte = m_clock->now();
    m_pingSentAt = noTime;
    m_hasPongs = true;
    roundTripSeen(roundTrip);
    m_handover->put(std::span<const Arrival>{}, m_counters);
    schedule();
}

void Lane::transportFailed(const TransportError &error)
{
    const TransportError known = patient(error);
    lose(known.sentence, known.kind == ErrorKind::Persistent,
         std::chrono::duration_cast<std::chrono::nanoseconds>(known.retryAfter).count());
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
    QString how =
        closed.clean
            ? QCoreApplication::translate("feedscope", "The server closed the connection with code %1")
                  .arg(closed.code)
            : QCoreApplication::translate("feedscope", "The connection broke (code %1)").arg(closed.code);
    if (closed.clean && closed.code == 0)
        how = QCoreApplication::translate("feedscope", "The server closed the connection");
    const bool final = closed.clean && m_reader.stopsAt(closed.code);
    const QString next =
        final ? QCoreApplication::translate("feedscope", "It will not be reopened before you ask for it.")
              : QCoreApplication::translate("feedscope", "It is being reopened.");
    lose(how + (closed.reason.isEmpty() ? QString() : u": "_s + closed.reason) + u". "_s + next, final, 0);
}

void Lane::lose(const QString &sentence, bool persistent, Ns retryAfter)
{
    const Ns now = m_clock->now();
    if (m_next && m_next->isOpen() && !persistent) { // the other one is there already
        m_reader.adoptNext();
        takeOver();
        return;
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

/// Opens the connection that takes over; the old one goes on meanwhile, so that nothing is missed in between.
void Lane::openNext(Ns now)
{
    constexpr Ns patience = 30 * second;
    constexpr Ns youngest = 5 * second; ///< a server that announces without end is not followed without end
    if (m_next || m_report.state != LaneState::Open || m_config.asks())
        return;
    m_replaceAt = now < m_report.openedAt + youngest ? m_report.openedAt + youngest : noTime;
    if (m_replaceAt == noTime && m_connects.earliest(now) > now)
        m_replaceAt = m_connects.earliest(now);
    if (m_replaceAt != noTime)
        return schedule();
    m_connects.note(now);
    m_nextOutbox = {Pace(m_feed->profile->limits.messages), {}};
    m_takeOverAt = now + patience;
    m_next = std::make_unique<Successor>(
        static_cast<TransportListener *>(this),
        Successor::Hooks{[this] { nextOpened(); },
                         [this](Message &&message) { hear(std::move(message), true); },
                         [this] {
                             dropNext();
                             m_replaceAt = m_clock->now() + m_backoff.next(m_clock->now());
                             schedule();
                         }});
    auto transport = m_make(endpointNow(), m_next.get());
    if (!m_cursor.isEmpty())
        transport->setCursor(m_cursor);
    m_next->start(std::move(transport));
    schedule();
}

/// It has to say what the old one said; then its first data ends the old one.
void Lane::nextOpened()
{
    constexpr Ns overlap = 5 * second; ///< for a feed that has nothing to say
    m_takeOverAt = m_clock->now() + overlap;
    const DialogueOutput greeting = m_reader.nextOpened(wallNow());
    if (m_config.endpoint.greeting.isEmpty())
        sayNext(greeting.payloads);
    schedule();
}

/// The reader has changed over already.
void Lane::takeOver()
{
    const Ns now = m_clock->now();
    countTransport();
    m_before = m_before + m_transport->counters();
    m_transport->stop();
    m_transport.release()->deleteLater();
    if (m_current)
        m_current.release()->deleteLater(); // it may be what is calling
    m_transport = m_next->takeOver();
    m_current = std::move(m_next);
    m_outbox = std::exchange(m_nextOutbox, {}); // what it has still to say
    m_takeOverAt = noTime;
    ++m_counters.connects;
    ++m_counters.reconnects;
    m_report.subprotocol = m_current->opened().subprotocol;
    m_report.openedAt = now;
    m_lastByte = now;
    m_keepaliveSent = m_pingSentAt = noTime;
    m_clockAsked.clear();
    m_silence.connectionBegins(now);
    if (const double age = m_feed->profile->reconnect.maximumAgeS; age > 0)
        m_replaceAt = now + fromSeconds(age - std::min(60.0, age / 20));
    setState(LaneState::Open);
    schedule();
}

void Lane::dropNext()
{
    m_takeOverAt = m_replaceAt = noTime;
    m_nextOutbox = {};
    m_reader.forgetNext();
    if (!m_next)
        return;
    m_next->abandon();
    m_next.release()->deleteLater(); // it may be what is calling
}

/// A server that cuts its connections after so long is not waited for.
void Lane::checkAge(Ns now)
{
    if (m_next && m_takeOverAt != noTime && now >= m_takeOverAt) {
        if (!m_next->isOpen())
            return dropNext();
        m_reader.adoptNext();
        takeOver();
    } else if (!m_next && m_replaceAt != noTime && now >= m_replaceAt) {
        openNext(now);
    }
}

void Lane::dropTransport()
{
    dropNext();
    if (!m_transport)
        return;
    m_outbox = {}; // a farewell waits for nothing
    if (m_config.push && m_report.state == LaneState::Open)
        say(m_reader.closing(wallNow()).payloads);
    countTransport();
    m_before = m_before + m_transport->counters();
    m_cursor = m_transport->reached().value_or(m_cursor);
    m_transport->stop();
    m_transport.release()->deleteLater();
    if (m_current)
        m_current.release()->deleteLater();
    m_pingAt = m_pingSentAt = noTime;
}

void Lane::countTransport()
{
    if (!m_transport)
        return;
    const TransportCounters sum = m_before + m_transport->counters();
    m_counters.payloadReceived = sum.payloadReceived;
    m_counters.payloadSent = sum.payloadSent;
    m_counters.frameHeaders = sum.frameHeaders;
    m_counters.control = sum.control;
    m_counters.frames = sum.frames;
    m_counters.headersReceived = sum.headersReceived;
    m_counters.smallestFrameHeader = sum.smallestFrameHeader;
    m_counters.largestFrameHeader = sum.largestFrameHeader;
    m_counters.binaryMessages = sum.binaryMessages;
    m_counters.dropped = sum.dropped;
}

void Lane::setState(LaneState state, const QString &sentence)
{
    m_report.state = state;
    m_report.sentence = sentence;
    m_handover->put(m_report);
    m_handover->put(std::span<const Arrival>{}, m_counters);
}

void Lane::say(const std::vector<QByteArray> &texts)
{
    if (texts.empty())
        return; // as after most messages
    const bool fits = put(m_outbox, texts);
    flush(m_outbox, m_transport.get());
    if (!fits)
        lose(QCoreApplication::translate("feedscope", "The feed asks for more answers than the limit in its "
                                                      "profile lets us give. Reconnecting."),
             false, 0);
    else if (!m_outbox.waiting.empty())
        schedule();
}

void Lane::sayNext(const std::vector<QByteArray> &texts)
{
    if (!m_next || texts.empty())
        return;
    const bool fits = put(m_nextOutbox, texts);
    flush(m_nextOutbox, m_next->transport());
    if (!fits)
        dropNext();
    else if (!m_nextOutbox.waiting.empty())
        schedule();
}

/// False: more than may wait.
bool Lane::put(Outbox &box, const std::vector<QByteArray> &texts)
{
    if (box.waiting.size() + texts.size() > Outbox::most)
        return false;
    box.waiting.insert(box.waiting.end(), texts.begin(), texts.end());
    return true;
}

/// Says what the venue's limit lets through; the rest waits for its turn.
void Lane::flush(Outbox &box, Transport *transport)
{
    const Ns now = m_clock->now();
    while (!box.waiting.empty() && box.pace.earliest(now) <= now) {
        const QByteArray text = std::move(box.waiting.front());
        box.waiting.pop_front();
        if (transport == nullptr || !transport->send(text, false))
            continue;
        ++m_counters.said;
        box.pace.note(now);
    }
}

/// Asks the source for its time, eight times quickly and then now and then: the exchange with the smallest
/// round trip counts (measures.md 6).
void Lane::askClock(Ns now)
{
    constexpr int burst = 8;
    constexpr std::size_t mostQuestions = 16;
    if (const Ns allowed = m_outbox.pace.earliest(now); allowed > now || !m_outbox.waiting.empty()) {
        m_clockAt = std::max(allowed, now + m_times.clockBurst); // what the feed needs goes first
        return;
    }
    ClockQuestion question;
    const QByteArray text = m_reader.clockRequest(wallNow(), question.id);
    m_clockAt =
        text.isEmpty() ? noTime : now + (++m_clockCount < burst ? m_times.clockBurst : m_times.clockEvery);
    if (text.isEmpty())
        return;
    question.asked = m_clock->now();
    if (!m_transport->send(text, false)) {
        m_clockAt = noTime; // nor will it ever
        return;
    }
    ++m_counters.said;
    m_outbox.pace.note(question.asked);
    m_clockAsked.push_back(question);
    if (m_clockAsked.size() > mostQuestions)
        m_clockAsked.pop_front();
}

/// An answer that names no question answers the oldest.
void Lane::clockAnswered(const ClockReading &reading, Ns arrival)
{
    const auto found =
        reading.id ? std::ranges::find(m_clockAsked, *reading.id, &ClockQuestion::id) : m_clockAsked.begin();
    if (found == m_clockAsked.end())
        return;
    const Ns asked = found->asked;
    m_clockAsked.erase(m_clockAsked.begin(), found + 1);
    // Where the transport has no ping, this is one; what the server took for it is not of the way.
    if (const Ns trip = arrival - asked - (reading.sent - reading.received); !m_hasPongs && trip > 0)
        roundTripSeen(trip);
    m_handover->put(ClockExchange{asked, arrival, reading.received, reading.sent, 0});
}

/// Whether the profile's last ping was answered in time. Any byte counts: a busy feed may answer late and is
/// alive.
bool Lane::isAnswered(Ns now)
{
    if (m_keepaliveSent == noTime)
        return true;
    const std::int64_t bytes = m_transport->bytesSeen();
    const Ns within = fromSeconds(m_reader.keepaliveSpec().withinS);
    if (m_lastByte > m_keepaliveSent || (bytes >= 0 && bytes != m_bytesAtKeepalive)) {
        m_keepaliveSent = noTime;
    } else if (now >= m_keepaliveSent + within) {
        lose(QCoreApplication::translate(
                 "feedscope", "The connection is open but dead: the server did not answer within %1 s. "
                              "Reconnecting.")
                 .arg(m_reader.keepaliveSpec().withinS),
             false, 0);
        return false;
    }
    return true;
}

/// The profile's own ping: every so often, or after so long without a byte.
void Lane::keepAlive(Ns now)
{
    const KeepaliveSpec &spec = m_reader.keepaliveSpec();
    if (!isAnswered(now) || m_keepaliveAt == noTime || now < m_keepaliveAt)
        return;
    const Ns idle = fromSeconds(spec.afterIdleS);
    if (idle > 0 && now < m_lastByte + idle) {
        m_keepaliveAt = m_lastByte + idle;
        return;
    }
    m_keepaliveAt = now + std::max(idle, fromSeconds(spec.everyS));
    const QByteArray text = m_reader.keepalive(wallNow());
    if (text.isEmpty())
        return;
    say({text});
    // While it waits for its turn, no answer can be due.
    if (spec.withinS <= 0 || !m_transport || m_keepaliveSent != noTime || !m_outbox.waiting.empty())
        return;
    m_keepaliveSent = now;
    m_bytesAtKeepalive = m_transport->bytesSeen();
}

} // namespace feedscope
