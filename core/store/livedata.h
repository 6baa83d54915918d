#pragma once

#include "core/measure/clockoffset.h"
#include "core/net/impairment.h"
#include "core/owncost.h"
#include "core/refusedcertificate.h"
#include "core/store/board.h"
#include "core/store/notices.h"
#include "core/wsview.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace feedscope {

struct ComparisonResult; // core/measure/comparison.h

/// Where a lane's connection stands.
enum class LaneState : std::uint8_t
{
    Idle,       ///< not started
    Connecting, ///< an attempt is under way
    Open,       ///< connected
    Waiting,    ///< backing off; the next attempt starts at retryAt
    Stopped,    ///< a persistent cause: the user must act
};

/// What the data, not the socket, says.
enum class Freshness : std::uint8_t
{
    Down,  ///< no connection
    Stale, ///< nothing for longer than this feed's usual rhythm
    Mute,  ///< connected and silent while another lane shows newer data
    Delayed, ///< data comes, but is old when it comes
    Replay,  ///< of a recording: what it shows was so once
    Live,
};

/// A twin may be ahead for so long on a healthy lane: its answer overtook the push on the way.
inline constexpr Ns muteGrace = 600 * millisecond;

/// A stretch without data: the connection was down, or numbers of the sequence are missing.
struct Gap
{
    Ns from = noTime;
    Ns to = noTime;           ///< noTime: still open
    std::int64_t missing = 0; ///< updates known to be missing; 0: not known
    bool filled = false; ///< the charts are whole there: HTTP had what the lane has missed, and still misses
};

/// What is known of the source's clock. A value.
struct ClockCard
{
    ClockEstimate used;      ///< by the figures
    ClockEstimate measured;  ///< by exchanges, also where one machine makes them needless
    Ns lastExchange = noTime; ///< steady
    int exchanges = 0;        ///< since the feed began
};

/// One lane as it stands now. A value, renewed by the session at each drain.
struct LaneStatus
{
    QString name; ///< "websocket", "http-poll", …
    bool push = true;
    QString endpoint; ///< shown URL, secrets masked
    LaneState state = LaneState::Idle;
    Freshness freshness = Freshness::Down;
    QString sentence; ///< the last error or the reason of the freshness, ready to show; empty: all is well
    std::optional<RefusedCertificate> refused; ///< if it is down for its server's certificate
    QString subprotocol;
    Ns retryAt = noTime;
    Ns lastData = noTime; ///< arrival of the last update
    Ns newestOriginWall = noTime;
    Ns pingRoundTrip = noTime;
    double updatesPerSecond = 0;
    double receivedPerSecond = 0; ///< wire bytes
    double sentPerSecond = 0;
    std::int64_t updates = 0;
    std::int64_t messages = 0;
    std::int64_t undecoded = 0; ///< messages no rule matched, or broken ones
    QString undecodedSample;    ///< first 200 characters of the last of them
    std::int64_t dropped = 0;   ///< by our own bounded hand-over
    std::int64_t reconnects = 0;
    std::int64_t connections = 0;
    std::vector<Gap> gaps; ///< the newest 100
    std::int64_t filled = 0;     ///< updates in the charts that came over HTTP; the lane's figures know nothing of them
    std::int64_t gapsSeen = 0;   ///< by who fills them
    std::int64_t gapsFilled = 0; ///< of these
    std::int64_t requests = 0;  ///< that ended, however
    std::int64_t frames = 0;    ///< WebSocket: data frames received, and what their headers took, bytes
    std::int64_t headersReceived = 0;
    std::int64_t smallestFrameHeader = 0;
    std::int64_t largestFrameHeader = 0;
    std::int64_t binaryMessages = 0; ///< of `messages`
    std::int64_t said = 0;           ///< messages that we sent
    Ns lastOutage = noTime;          ///< from the last sign of life to the first data after it
    bool frozen = false;   ///< by the "Freeze the socket" button
};

/// Everything a page may show of the running feed, in one place. GUI thread; filled by the Session (or by a
/// test).
struct LiveData
{
    QString feedName;
    std::vector<SeriesName> series; ///< index = SeriesId; only grows while a feed runs
    std::vector<LaneStatus> lanes;  ///< [0] is the push lane if there is one
    std::deque<Board> boards;       ///< parallel to lanes
    NoticeLog notices;
    std::shared_ptr<const ComparisonResult> result; ///< of the newest window; null: not yet
    Ns figuresAt = noTime; ///< when the first result of this run is due; noTime: a lane is not live yet
    Ns now = noTime;                                ///< steady, of the last drain
    Ns wallMinusSteady = 0;
    std::int64_t memoryBytes = 0;   ///< resident set
    std::int64_t memoryBound = 0;   ///< of our own stores
    ClockCard clock;
    QString dotKind; ///< of the series that is a moving dot, which tables leave out; empty: this feed has none
    bool stalled = false;           ///< the simulated path lets nothing pass now
    RelayCost relayCost;            ///< measured once a path was asked for
    OwnErrorReport ownError;        ///< the newest; no lines: not measured yet
    double ownErrorProgress = -1;   ///< 0 to 1 while it is measured
    std::uint64_t feedRevision = 0; ///< counts new feeds: everything above began anew
};

/// What a page may ask of the session. GUI thread; each returns at once.
class SessionCommands
{
public:
    virtual void setPollInterval(std::chrono::milliseconds interval) = 0;
    virtual void setPollKeepAlive(bool keepAlive) = 0;
    virtual void setPollCursor(bool cursor) = 0;
    /// Stalls the push lane's open connection, as a mute socket would.
    virtual void setFrozen(bool frozen) = 0;
    /// Built-in demo feed only: one update in 30 s instead of the default rate.
    virtual void setSlowFeed(bool slow) = 0;
    virtual void reconnectNow() = 0;
    /// Reconnect a mute lane without being asked.
    virtual void setReconnectsMute(bool reconnects) = 0;
    /// Breaks all connections of the push lanes, as a failing network would; they reopen by themselves.
    virtual void cutConnections() = 0;
    /// Simulates this path on all lanes from now on; a new experiment.
    virtual void setPath(const Impairment &path) = 0;
    /// Nothing passes on any lane for so long; all that waits goes on after it.
    virtual void stall(std::chrono::milliseconds length) = 0;
    /// Breaks all connections of all lanes, as a failing network would.
    virtual void cutAll() = 0;
    /// Built-in demo feed only: one more series, a dot that moves 30 times a second.
    virtual void setMotion(bool on) = 0;
    /// Measures how late arrival stamps are, on a demo feed of its own; takes about a minute.
    virtual void measureOwnError() = 0;
    /// The same feed over these lanes from now on; a new experiment.
    virtual void setLanes(const QStringList &lanes) = 0;
    virtual void markRead(const QString &id) = 0;
    virtual void markAllRead() = 0;

    /// What the wire shows of the newest WebSocket connection; nothing over TLS.
    virtual WsView frames() const = 0;
    /// Lanes whose address is known, in the order in which they are offered.
    virtual QStringList availableLanes() const = 0;
    virtual std::chrono::milliseconds pollInterval() const = 0;
    virtual bool pollKeepAlive() const = 0;
    virtual bool pollCursor() const = 0;
    virtual bool cursorAvailable() const = 0;
    virtual bool isDemo() const = 0;
    virtual bool slowFeed() const = 0;
    virtual const Impairment &path() const = 0;
    virtual bool motion() const = 0;
    virtual bool canMeasureOwnError() const = 0;

protected:
    ~SessionCommands() = default;
};

} // namespace feedscope
