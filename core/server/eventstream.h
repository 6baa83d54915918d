#pragma once

#include "core/server/pushclient.h"

namespace feedscope::server {

/// Appends updates as events of a stream (WHATWG HTML 9.2.6), with ids that a client may resume from.
void appendEvent(QByteArray &out, const QByteArray &epoch, std::uint64_t number, const QByteArray &text);

/// How the updates stand in an HTTP answer that does not end.
enum class StreamForm : std::uint8_t
{
    Events, ///< Server-Sent Events
    Lines,  ///< a line each (NDJSON)
};

/// One client of an HTTP stream, from its head on: first what it has not seen, out of the feed's history and
/// no faster than it reads, or a snapshot; then every update. A comment, or an empty line, now and then tells
/// it, and those between, that the connection lives. The server's thread.
class EventStream final : public PushClient
{
    Q_OBJECT

public:
    /// `feed`, `limits` and `counters` outlive it.
    EventStream(QTcpSocket *socket, StreamForm form, const FeedState &feed, const ServerLimits &limits,
                ServerCounters &counters, QObject *parent);

    StreamForm form() const noexcept { return m_form; }

    /// `place`: of the last update that the client has seen; `snapshot` is for one whose place tells nothing
    /// about what it has.
    void begin(const QByteArray &place, const QByteArray &snapshot);

    /// A stream has no goodbye: it ends.
    void close();

private:
    void append(QByteArray &out, const Update &update) const override;
    void append(QByteArray &out, std::uint64_t number, const QByteArray &text) const;
    bool catchesUp() override;
    void drained() override { catchesUp(); }
    void beat();

    const StreamForm m_form;
    const FeedState &m_feed;
    QTimer m_heartbeat;
    std::uint64_t m_seen = 0; ///< the client has all up to this number, while it catches up
    bool m_live = false;      ///< it has caught up
};

} // namespace feedscope::server
