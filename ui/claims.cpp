#include "ui/claims.h"

#include "core/measure/comparison.h"
#include "ui/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t largestHeader = 14; ///< RFC 6455 section 5.2: 2 + 8 + 4
constexpr double manyBytes = 200;          ///< "hundreds of bytes of headers"
constexpr double atOnce = 0.1;             ///< of a poll's mean Lag: that is "at once" beside it

/// One lane as claims look at it: its live counts, and its figures if there are any.
struct Facts
{
    const LaneStatus *status = nullptr;
    const LaneResult *result = nullptr; ///< null: not yet, or not live

    explicit operator bool() const { return status != nullptr; }
};

QString seconds(double value)
{
    return formatMs(value * 1000);
}

/// Makes the rows.
class Claims
{
    Q_DECLARE_TR_FUNCTIONS(Claims)
public:
    explicit Claims(const LiveData &live)
        : m_live(live)
        , m_socket(facts(u"websocket"_s))
        , m_poll(facts(u"http-poll"_s))
        , m_new(facts(u"http-poll-new"_s))
    {}

    std::vector<Claim> all()
    {
        connections();
        headers();
        delays();
        costs();
        bothWays();
        otherLanes();
        return std::move(m_claims);
    }

private:
    Facts facts(const QString &name) const
    {
        Facts found;
        for (std::size_t i = 0; i < m_live.lanes.size(); ++i)
            if (m_live.lanes[i].name == name) {
                found.status = &m_live.lanes[i];
                if (m_live.result && i < m_live.result->lanes.size() && m_live.result->lanes[i].live)
                    found.result = &m_live.result->lanes[i];
            }
        return found;
    }

    Claim &add(const QString &claim, const QString &meaning, const QStringList &lanes)
    {
        m_claims.push_back({claim, {}, {}, meaning, ClaimState::NotSeen, {lanes, false}});
        return m_claims.back();
    }
    static void say(Claim &claim, bool holds, const QString &measured)
    {
        claim.measured = measured;
        claim.state = holds ? ClaimState::Holds : ClaimState::Fails;
    }

    void connections()
    {
        Claim &one = add(tr("A WebSocket keeps one connection for the whole session"),
                         tr("Holds if it opened no more connections than the reconnects ask for."),
                         {u"websocket"_s, u"http-poll"_s});
        if (m_socket && m_socket.status->messages > 0)
            say(one, m_socket.status->connections <= 1 + m_socket.status->reconnects,
                tr("%1 opened for %2 messages, %3 reconnects")
                    .arg(formatCount(m_socket.status->connections), formatCount(m_socket.status->messages),
                         formatCount(m_socket.status->reconnects)));
        perRequest(m_poll, tr("with keep-alive"), u"http-poll"_s);
        perRequest(m_new, tr("a new connection each time"), u"http-poll-new"_s);
    }
    void perRequest(const Facts &lane, const QString &condition, const QString &name)
    {
        Claim &claim = add(tr("AJAX opens a new connection for each request"),
                           tr("Holds if there are about as many connections as requests."),
                           {u"websocket"_s, name});
        claim.condition = condition;
        constexpr std::int64_t few = 3;
        if (lane && lane.status->requests >= few)
            say(claim, lane.status->connections * 10 >= lane.status->requests * 9,
                tr("connections opened: %1, for %2 requests")
                    .arg(formatCount(lane.status->connections), formatCount(lane.status->requests)));
    }

    void headers()
    {
        Claim &frame = add(tr("A WebSocket frame adds only 2 to 14 bytes"),
                           tr("Holds if no frame that came had a longer header (RFC 6455 section 5.2)."),
                           {u"websocket"_s, u"http-poll"_s});
        if (m_socket && m_socket.status->frames > 0)
            say(frame, m_socket.status->largestFrameHeader <= largestHeader,
                tr("%1 to %2 B, mean %3 B, in %4 frames from the server")
                    .arg(m_socket.status->smallestFrameHeader)
                    .arg(m_socket.status->largestFrameHeader)
                    .arg(formatValue(static_cast<double>(m_socket.status->headersReceived) /
                                         static_cast<double>(m_socket.status->frames),
                                     1),
                         formatCount(m_socket.status->frames)));
        Claim &head = add(tr("Every HTTP request carries hundreds of bytes of headers"),
                          tr("Heads of request and answer together; holds from 200 bytes on."),
                          {u"websocket"_s, u"http-poll"_s});
        if (const auto bytes = headBytes(m_poll))
            say(head, *bytes >= manyBytes, tr("%1 for each request and its answer").arg(formatBytes(*bytes)));
    }
    /// What is neither payload nor TLS, for each request.
    static std::optional<double> headBytes(const Facts &lane)
    {
        if (!lane.result || !lane.result->wire || lane.status->requests == 0)
            return std::nullopt;
        const WireFigures &wire = *lane.result->wire;
        const std::int64_t heads = wire.sent + wire.received - wire.payload - wire.tls;
        return static_cast<double>(heads) / static_cast<double>(lane.status->requests);
    }

    void delays()
    {
        Claim &interval = add(tr("The delay of polling depends on its interval"),
                              tr("Holds if the mean Lag agrees with what theory expects of this interval."),
                              {u"websocket"_s, u"http-poll"_s});
        if (m_poll.result && m_poll.result->agreement.lagMean) // too few polls neither agree nor differ
            say(interval, *m_poll.result->agreement.lagMean,
                tr("mean Lag %1 at an interval of %2, expected %3")
                    .arg(seconds(*m_poll.result->lag.mean.value),
                         formatInterval(m_poll.result->interval / millisecond),
                         seconds(*m_poll.result->expected.lagMean)));
        Claim &once = add(tr("Push shows a change at once"),
                          tr("Holds if push's mean Lag is less than a tenth of polling's."),
                          {u"websocket"_s, u"http-poll"_s});
        const auto push = meanLag(m_socket), poll = meanLag(m_poll);
        if (push && poll)
            say(once, *push < atOnce * *poll,
                tr("mean Lag %1; polling %2").arg(seconds(*push), seconds(*poll)));
        misses();
    }
    static std::optional<double> meanLag(const Facts &lane)
    {
        return lane.result ? lane.result->lag.mean.value : std::nullopt;
    }
    void misses()
    {
        Claim &missed = add(tr("Polling misses what changes between two polls"),
                            tr("Holds if updates were overwritten before a poll saw them."),
                            {u"websocket"_s, u"http-poll"_s});
        if (!m_poll.result || !m_poll.result->updates.missed)
            return;
        missed.condition = m_poll.result->kind == LaneKind::PollCursor ? tr("with a cursor")
                                                                       : tr("answers with the latest value");
        const std::int64_t count = *m_poll.result->updates.missed;
        say(missed, count > 0,
            tr("%1 of %2 never shown").arg(formatCount(count), formatCount(m_poll.result->updates.reference)));
    }

    void costs()
    {
        Claim &wasted = add(tr("Most requests bring nothing"),
                            tr("Holds if more than half of the answers held no update new to the lane."),
                            {u"websocket"_s, u"http-poll"_s});
        if (m_poll.result && m_poll.result->requests.wastedShare.value)
            say(wasted, *m_poll.result->requests.wastedShare.value > 0.5,
                tr("%1 of %2 answers brought nothing")
                    .arg(formatShare(*m_poll.result->requests.wastedShare.value),
                         formatCount(m_poll.result->requests.answered)));
        Claim &rate = add(tr("Push needs fewer bytes than polling"),
                          tr("All bytes on the wire, both ways, in this window."),
                          {u"websocket"_s, u"http-poll"_s});
        if (const auto push = bytesPerSecond(m_socket), poll = bytesPerSecond(m_poll); push && poll) {
            rate.condition = tr("at %1").arg(formatInterval(m_poll.result->interval / millisecond));
            say(rate, *push < *poll,
                tr("push %1, polling %2").arg(formatByteRate(*push), formatByteRate(*poll)));
        }
        Claim &useful = add(tr("Push needs fewer bytes for each useful update"),
                            tr("Bytes of the window divided by the updates that came."),
                            {u"websocket"_s, u"http-poll"_s});
        if (m_socket.result && m_poll.result && m_socket.result->bytesPerUpdate &&
            m_poll.result->bytesPerUpdate)
            say(useful, *m_socket.result->bytesPerUpdate < *m_poll.result->bytesPerUpdate,
                tr("push %1, polling %2")
                    .arg(formatBytes(*m_socket.result->bytesPerUpdate),
                         formatBytes(*m_poll.result->bytesPerUpdate)));
    }
    std::optional<double> bytesPerSecond(const Facts &lane) const
    {
        if (!lane.result || !lane.result->wire || m_live.result->seconds() <= 0)
            return std::nullopt;
        return static_cast<double>(lane.result->wire->windowSent + lane.result->wire->windowReceived) /
               m_live.result->seconds();
    }

    void bothWays()
    {
        Claim &asked = add(tr("The server sends without being asked"),
                           tr("Holds if more messages came than were sent to the server."),
                           {u"websocket"_s, u"http-poll"_s});
        if (m_socket && m_socket.status->messages > 0)
            say(asked, m_socket.status->messages > m_socket.status->said,
                tr("%1 came, %2 were sent")
                    .arg(formatCount(m_socket.status->messages), formatCount(m_socket.status->said)));
        Claim &duplex = add(tr("Both sides send on one connection at the same time"),
                            tr("Holds if the server answered us while its updates kept coming."),
                            {u"websocket"_s, u"http-poll"_s});
        if (m_socket && m_socket.status->messages > 0 && m_socket.status->pingRoundTrip != noTime)
            say(duplex, true,
                tr("a round trip of %1 while %2 messages came")
                    .arg(formatNs(m_socket.status->pingRoundTrip), formatCount(m_socket.status->messages)));
        session();
    }
    void session()
    {
        Claim &back = add(tr("It reconnects by itself"),
                          tr("Holds once a connection broke and data came again; “show me” breaks it."), {});
        back.setup.cut = true;
        if (m_socket && m_socket.status->lastOutage != noTime)
            say(back, true,
                tr("data again after %1, %2 reconnects")
                    .arg(formatNs(m_socket.status->lastOutage), formatCount(m_socket.status->reconnects)));
        Claim &kinds = add(tr("It carries text and binary messages"),
                           tr("Holds once both kinds came; the demo feed sends text only."), {});
        if (m_socket && m_socket.status->messages > 0) {
            kinds.measured = tr("%1 text, %2 binary")
                                 .arg(formatCount(m_socket.status->messages - m_socket.status->binaryMessages),
                                      formatCount(m_socket.status->binaryMessages));
            if (m_socket.status->binaryMessages > 0 &&
                m_socket.status->binaryMessages < m_socket.status->messages)
                kinds.state = ClaimState::Holds;
        }
        Claim &protocol = add(tr("Both sides agree on a subprotocol"),
                              tr("Holds if the server chose one of those offered in the handshake."), {});
        if (m_socket && !m_socket.status->subprotocol.isEmpty())
            say(protocol, true, oneLine(m_socket.status->subprotocol, 60));
    }

    void otherLanes()
    {
        asFastAs(u"long-poll"_s, tr("Long polling is nearly as fast as push"));
        asFastAs(u"sse"_s, tr("Server-Sent Events are as fast as a WebSocket"));
        Claim &lossy = add(tr("UDP loses what TCP would repeat"),
                           tr("Holds once numbers of the sequence are missing on the lane."),
                           {u"websocket"_s, u"udp"_s});
        if (const Facts udp = facts(u"udp"_s); udp.result && udp.result->updates.lost) {
            lossy.measured = tr("%1 lost, %2 late, %3 twice")
                                 .arg(formatCount(*udp.result->updates.lost),
                                      formatCount(udp.result->updates.late),
                                      formatCount(udp.result->updates.duplicate));
            if (*udp.result->updates.lost > 0)
                lossy.state = ClaimState::Holds;
        }
        lighter(u"tcp"_s, u"websocket"_s, tr("A raw TCP socket carries less than a WebSocket"));
        lighter(u"websocket"_s, u"socketio"_s, tr("Socket.IO costs more bytes than a bare WebSocket"));
    }
    /// Within a tenth of polling's mean, or 20 ms: what nobody would notice.
    void asFastAs(const QString &name, const QString &words)
    {
        constexpr double unnoticed = 0.02;
        Claim &claim =
            add(words, tr("Holds if its mean Lag is within 20 ms of the WebSocket's."), {u"websocket"_s, name});
        const auto lane = meanLag(facts(name)), push = meanLag(m_socket);
        if (lane && push)
            say(claim, *lane - *push < unnoticed,
                tr("mean Lag %1; WebSocket %2").arg(seconds(*lane), seconds(*push)));
    }
    void lighter(const QString &light, const QString &heavy, const QString &words)
    {
        Claim &claim = add(words, tr("Bytes of the window for each useful update."), {light, heavy});
        const Facts less = facts(light), more = facts(heavy);
        if (less.result && more.result && less.result->bytesPerUpdate && more.result->bytesPerUpdate)
            say(claim, *less.result->bytesPerUpdate < *more.result->bytesPerUpdate,
                tr("%1 against %2")
                    .arg(formatBytes(*less.result->bytesPerUpdate), formatBytes(*more.result->bytesPerUpdate)));
    }

    const LiveData &m_live;
    Facts m_socket;
    Facts m_poll;
    Facts m_new;
    std::vector<Claim> m_claims;
};

} // namespace

std::vector<Claim> claimsOf(const LiveData &live)
{
    return Claims(live).all();
}

} // namespace feedscope
