#include "core/server/eventstream.h"

#include "core/server/batch.h"
#include "core/server/listener.h"

namespace feedscope::server {

using namespace std::chrono_literals;

namespace {
constexpr auto goodbye = 2000ms;
constexpr qsizetype pieceSize = 64 * 1024; // of history, handed to the socket at a time
} // namespace

void appendEvent(QByteArray &out, const QByteArray &epoch, std::uint64_t number, const QByteArray &text)
{
    out.append("id: ").append(epoch).append('-').append(QByteArray::number(number));
    out.append("\ndata: ").append(text).append("\n\n");
}

EventStream::EventStream(QTcpSocket *socket, StreamForm form, const FeedState &feed, const ServerLimits &limits,
                         ServerCounters &counters, QObject *parent)
    : PushClient(socket, limits, counters, parent)
    , m_form(form)
    , m_feed(feed)
{
    connect(socket, &QTcpSocket::readyRead, socket, [socket] { discardInput(socket); }); // it has nothing to say
    connect(&m_heartbeat, &QTimer::timeout, this, &EventStream::beat);
    m_heartbeat.start(limits.heartbeat);
}

void EventStream::begin(const QByteArray &last, const QByteArray &snapshot)
{
    const FeedState::Place place = m_feed.placeOf(last);
    if (place.kind == FeedState::Place::Kind::Ours) {
        m_seen = place.number;
    } else {
        m_seen = m_feed.tickSequence();
        QByteArray first;
        append(first, m_seen, snapshot);
        socket()->write(first);
        ++m_counters.messagesSent;
    }
    catchesUp();
    socket()->flush();
}

/// History goes out in pieces, as fast as the client takes them. What has fallen out of it meanwhile the
/// client misses, and sees that by the numbers.
bool EventStream::catchesUp()
{
    if (m_live || isClosing())
        return false;
    while (m_seen < m_feed.sequence() && !isChoked()) {
        if (m_seen + 1 < m_feed.firstSequence()) {
            m_counters.conflated += static_cast<std::int64_t>(m_feed.firstSequence() - 1 - m_seen);
            m_seen = m_feed.firstSequence() - 1;
        }
        QByteArray piece;
        while (m_seen < m_feed.sequence() && piece.size() < pieceSize) {
            ++m_seen;
            append(piece, m_seen, m_feed.at(m_seen));
            ++m_counters.messagesSent;
        }
        socket()->write(piece);
    }
    m_live = m_seen == m_feed.sequence();
    return true;
}

void EventStream::append(QByteArray &out, const Update &update) const
{
    append(out, update.sequence, update.text);
}

void EventStream::append(QByteArray &out, std::uint64_t number, const QByteArray &text) const
{
    if (m_form == StreamForm::Events)
        appendEvent(out, m_feed.epoch(), number, text);
    else
        appendMessage(out, text, WireForm::Lines);
}

void EventStream::beat()
{
    if (!isClosing() && !isChoked())
        socket()->write(m_form == StreamForm::Events ? ":\n\n" : "\n");
}

void EventStream::close()
{
    if (isClosing())
        return;
    m_heartbeat.stop();
    endWithin(goodbye);
    socket()->disconnectFromHost();
}

} // namespace feedscope::server
