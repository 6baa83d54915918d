#include "core/session/lane.h"

#include <QCoreApplication>
#include <QMetaMethod>

// What a lane hears and says while its connections are open.

namespace feedscope {

void Lane::transportMessage(Message &&message)
{
    hear(std::move(message), false);
}

void Lane::hear(Message &&message, bool fromNext)
{
    m_life.heard(message.arrival);
    ++m_counters.messages;
    static const QMetaMethod seen = QMetaMethod::fromSignal(&Lane::messageSeen);
    if (isSignalConnected(seen))
        emit messageSeen(message);
    const ReadResult &read =
        m_reader.read(message, static_cast<std::uint32_t>(m_counters.messages), fromNext);
    if (read.adopted)
        takeOver();
    handOver(read, message.arrival);
    if (fromNext && !read.adopted)
        sayNext(read.sends);
    else
        say(read.sends);
    cannotSay(read.unsaid);
    if (read.announced)
        openNext(message.arrival);
    if (read.clock)
        clockAnswered(*read.clock, message.arrival);
    if (m_config.cursor && !read.cursorProblem.isEmpty())
        return lose(read.cursorProblem, true, 0);
    if (!m_config.cursor || read.cursor.isEmpty())
        return;
    m_cursor = read.cursor;
    if (m_transport)
        m_transport->setCursor(m_cursor);
}

/// What a message brought goes to the session.
void Lane::handOver(const ReadResult &read, Ns arrival)
{
    m_rows = read.rows;
    m_newRows = read.newRows;
    m_counters.updates += static_cast<std::int64_t>(read.arrivals.size());
    m_counters.seriesRefused = m_feed->table.refused();
    if (!read.understood) {
        ++m_counters.undecoded;
        m_report.undecodedSample = read.sample;
        m_handover->put(m_report);
    }
    if (!read.arrivals.empty() || (m_config.asks() && read.understood))
        dataCame(arrival);
    countTransport();
    m_handover->put(read.arrivals, m_counters);
    if (m_witness && !read.arrivals.empty())
        m_witness->laneHeard(read.arrivals);
    for (const Notice &notice : read.notices)
        m_handover->put(notice);
    for (const Gap &gap : read.gaps)
        m_handover->put(gap);
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
        m_life.heard(request.ended);
        dataCame(request.ended);
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

void Lane::transportPong(Ns roundTrip)
{
    m_life.pongHeard(m_clock->now());
    m_hasPongs = true;
    roundTripSeen(roundTrip);
    m_handover->put(std::span<const Arrival>{}, m_counters);
    schedule();
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

void Lane::countTransport()
{
    if (m_transport)
        m_totals.putInto(m_counters, m_transport->counters());
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

void Lane::say(const std::vector<QByteArray> &texts)
{
    if (texts.empty())
        return; // as after most messages
    const bool fits = m_outbox.put(texts);
    m_counters.said += m_outbox.flush(m_transport.get(), m_clock->now());
    if (!fits)
        lose(QCoreApplication::translate("feedscope", "The feed asks for more answers than the limit in its "
                                                      "profile lets us give. Reconnecting."),
             false, 0);
    else if (!m_outbox.isEmpty())
        schedule();
}

/// A text of the profile's cannot be filled. The server may do without it; if it does not, the user knows why.
void Lane::cannotSay(const QString &why)
{
    if (!why.isEmpty() && std::exchange(m_unsaid, why) != why)
        warn(why);
}

/// Of a connection that goes on.
void Lane::warn(const QString &sentence)
{
    m_handover->put(Notice{{}, Severity::Warning, sentence, wallNow(), false, true});
    emit troubled(sentence);
}

void Lane::sayNext(const std::vector<QByteArray> &texts)
{
    if (!m_succession.isUnderWay() || texts.empty())
        return;
    const bool fits = m_succession.put(texts);
    m_counters.said += m_succession.flush(m_clock->now());
    if (!fits)
        dropNext();
    else if (m_succession.hasToSay())
        schedule();
}

void Lane::sayWhatWaited(Ns now)
{
    int said = m_outbox.flush(m_transport.get(), now);
    if (m_succession.isReady())
        said += m_succession.flush(now);
    if (said == 0)
        return;
    m_counters.said += said;
    m_handover->put(std::span<const Arrival>{}, m_counters);
}

/// The profile's own ping.
void Lane::keepAlive(Ns now)
{
    const FilledTemplate filled = m_reader.keepalive(wallNow());
    cannotSay(filled.error);
    if (filled.text.isEmpty())
        return;
    say({filled.text});
    if (m_transport && m_outbox.isEmpty()) // while it waits for its turn, no answer can be due
        m_life.keepaliveSaid(m_transport->bytesSeen(), now);
}

/// The transport's own ping. Where there is none, a silence that is far too long ends the connection.
void Lane::ping(Ns now)
{
    if (const Ns allowed = m_outbox.earliest(now); allowed > now) // a ping is a message, too
        return m_life.putPingOff(allowed);
    const std::int64_t bytes = m_transport->bytesSeen();
    if (m_transport->ping()) {
        m_life.pinged(bytes, now);
        m_outbox.note(now);
    } else if (const QString why = m_life.cannotPing(bytes, now); !why.isEmpty()) {
        lose(why, false, 0);
    }
}

/// Asks the source for its time; what the feed needs goes first.
void Lane::askClock(Ns now)
{
    if (const Ns allowed = m_outbox.earliest(now); allowed > now || !m_outbox.isEmpty())
        return m_questions.putOff(allowed, now);
    std::uint64_t id = 0;
    const FilledTemplate question = m_reader.clockRequest(wallNow(), id);
    cannotSay(question.error);
    const QByteArray &text = question.text;
    const Ns asked = m_clock->now();
    if (text.isEmpty() || !m_transport->send(text, false))
        return m_questions.giveUp(); // nor will it ever
    ++m_counters.said;
    m_outbox.note(asked);
    m_questions.asked(id, asked);
}

void Lane::clockAnswered(const ClockReading &reading, Ns arrival)
{
    const auto asked = m_questions.answered(reading.id);
    if (!asked)
        return;
    // Where the transport has no ping, this is one; what the server took for it is not of the way.
    if (const Ns trip = arrival - *asked - (reading.sent - reading.received); !m_hasPongs && trip > 0)
        roundTripSeen(trip);
    m_handover->put(ClockExchange{*asked, arrival, reading.received, reading.sent, 0});
}

} // namespace feedscope
