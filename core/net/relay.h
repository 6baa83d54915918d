#pragma once

#include "core/net/datagramlistener.h"
#include "core/net/outageplan.h"
#include "core/net/relayconnection.h"
#include "core/net/wirecount.h"

#include <QNetworkProxy>
#include <QString>

#include <memory>

namespace feedscope {

/// Where a lane's clients find the relay, or the sentence that says why they cannot.
struct RelayPort
{
    std::uint16_t port = 0;
    QString error;
};

/// A counting SOCKS 5 relay on 127.0.0.1 (RFC 1928: no authentication, CONNECT): every connection that a lane
/// makes through its proxy() is forwarded byte by byte and counted as a capture of its TCP payload would
/// count it. It exists because QNetworkAccessManager hides its sockets, and serves all lanes, so that none
/// has a shorter way. It connects to the server before it answers, so that the client's connect time is the
/// real one, plus one hop on loopback.
///
/// A UDP lane goes through a port of its own in the same way, datagram by datagram.
///
/// It runs on a thread of its own. Every function may be called from any other thread and has taken effect
/// when it returns (freeze, cut and closeLane wait for the relay's thread: well below a millisecond).
class Relay
{
public:
    explicit Relay(const RelayLimits &limits = {});

    /// Stops at once: what is still open is reset.
    ~Relay();

    Relay(const Relay &) = delete;
    Relay &operator=(const Relay &) = delete;

    /// Starts the thread. Empty if it runs now, else one sentence. Call it once, before all else.
    QString start();

    /// Opens a port for this lane's connections; the same port, path and all, if it is open already. All its
    /// connections lead over the simulated `path`: bytes and ends of file are late by it in each direction, a
    /// connect by the round trip that TCP's handshake would need, and a reset does not overtake bytes.
    /// `tap` records what its connections carry; null, as it should be unless that is wanted: nothing does.
    /// `proxy`: the relay goes through it in its turn.
    RelayPort openLane(const QString &lane, const Impairment &path = {}, std::shared_ptr<Tap> tap = {},
                       const UpstreamProxy &proxy = {});

    /// Opens a UDP port on 127.0.0.1 that stands for the peer at `host`:`port`: what a lane's client sends
    /// there reaches it, and its answers come back. Datagrams may overtake each other on the simulated path,
    /// and be lost. The same port, peer and path, if it is open already.
    RelayPort openDatagramLane(const QString &lane, const QString &host, std::uint16_t port,
                               const Impairment &path = {}, std::shared_ptr<Tap> tap = {});

    /// Opens a UDP port on 127.0.0.1 at which the client of a listening lane knocks; what comes to `place` from
    /// then on is given to it over the simulated path, as hopframe says. Nothing is ever sent there.
    RelayPort openListeningLane(const QString &lane, const ListeningPlace &place, const Impairment &path = {});

    /// Closes the lane's port and resets its connections; its counts are forgotten.
    void closeLane(const QString &lane);

    /// What to set on the lane's sockets; host names are resolved by the relay. NoProxy for a lane that is
    /// not open.
    QNetworkProxy proxy(const QString &lane) const;

    /// The lane's port on 127.0.0.1; 0: it is not open.
    std::uint16_t port(const QString &lane) const;

    /// All counts as of now. `withSockets` adds those of each connection: a copy of up to 10,000 entries.
    WireCount count(const QString &lane, bool withSockets = true) const;

    /// The handshake and the newest frames of a lane's newest WebSocket connection; empty over TLS.
    WsView frames(const QString &lane) const;

    /// Holds all of a lane's bytes still, both ways, while its connections stay open; new ones hang, too.
    void freeze(const QString &lane, bool frozen);

    /// Resets all of a lane's connections, as a broken network would; a UDP lane's peer hears nothing of it,
    /// and nothing comes from it until the client sends again; a listening one loses what is under way.
    void cut(const QString &lane);

    /// Stalls and cuts all lanes by this plan from now on, instead of the last; its time begins at `from`. The
    /// path that a lane was opened with says nothing of this: outages belong to all lanes at once.
    void follow(const OutagePlan &plan);

    /// Nothing passes on any lane for so long, beginning now. Lanes opened meanwhile hang, too.
    void stall(Ns length);

    /// All connections of all lanes end now.
    void cutAll(Cut::By by = Cut::By::Reset);

    /// Nothing passes now, by the plan or by hand.
    bool isStalled() const;

    /// A UDP lane has said its last, which nothing else would tell: its flow ends as soon as its peer has had
    /// time to hear it. Nothing to a lane of connections.
    void finish(const QString &lane);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace feedscope
