#pragma once

#include "core/net/relay.h"
#include "core/session/analyst.h"
#include "core/session/freshness.h"
#include "core/session/lanehost.h"
#include "core/session/notifications.h"
#include "core/session/ownnotices.h"
#include "core/session/plan.h"
#include "core/session/run.h"
#include "core/session/selfmeasurement.h"
#include "core/session/wirewindow.h"
#include "core/store/livedata.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace feedscope {

struct SessionOptions
{
    Ns duration = noTime;                ///< of the measured window; noTime: a sliding one
    bool keepHistory = true;             ///< for charts
    std::size_t history = 10'000;        ///< updates from before the start for the charts, where the feed has them
    std::size_t memoryBound = 96u << 20; ///< of all stores together, bytes
    /// Steady ↔ wall clock as it is now; a test hands in its own.
    std::function<Ns()> wallMap = [] { return wallMinusSteady(); };
    /// How long this machine has slept so far; a test hands in its own.
    std::function<Ns()> slept = sleptSoFar;
    Impairment path = {}; ///< simulated between all lanes and their servers, alike
    /// Measures the error of the tool itself on a thread of its own, saying how far it is (0 to 1); false: it
    /// is to stop. Null: it cannot be measured here.
    std::function<OwnErrorReport(const std::function<bool(double)> &progress)> measureOwnError;
};

/// Runs one feed at a time over its lanes and keeps LiveData up to date: the bridge between the network
/// thread and everything that shows. Lives on the thread of its user (the GUI's, or a command's), who calls
/// drain() once a frame. All lanes go through one counting relay, so that their bytes and connections are
/// counted alike.
class Session final : public QObject, public SessionCommands
{
    Q_OBJECT

public:
    explicit Session(const SessionOptions &options);
    ~Session() override;

    /// Replaces the running feed. Empty if it runs, else one sentence.
    QString start(SessionPlan plan);
    /// Ends the measured run's window now; its last updates are still waited for. False: it has not begun, or is over.
    bool endWindow() { return m_run.endWindow(m_data.now); }
    /// Closes all connections; what was received stays readable.
    void stop();

    /// Fetches what came since the last call, and renews what is shown. Returns the number of updates.
    int drain();

    LiveData &data() noexcept { return m_data; }
    const Run &run() const noexcept { return m_run; }
    /// Wire figures of a lane so far, with its sockets.
    WireCount wire(std::size_t lane) const;
    std::size_t laneCount() const noexcept { return m_memory.size(); }
    /// All that the finished run's figures rest on; analyse() makes them. Blocks (about a second for millions
    /// of updates).
    ComparisonInput finalInput();
    /// Collects all that the figures of the window rest on as it stands now, and hands it to `then` on the
    /// analyst's thread, which it must not hold up. False, and nothing happens: there is no window yet.
    bool collectWindow(Analyst::Collected then);
    /// Of the feed that runs, with the conditions as they are now.
    const SessionPlan &plan() const noexcept { return m_plan; }
    /// Simulated between the lanes and their servers.
    const Impairment &path() const noexcept override { return m_options.path; }

    void setPollInterval(std::chrono::milliseconds interval) override;
    void setPollKeepAlive(bool keepAlive) override;
    void setPollCursor(bool cursor) override;
    void setFrozen(bool frozen) override;
    void setSlowFeed(bool slow) override;
    void reconnectNow() override;
    void setReconnectsMute(bool reconnects) override { m_reconnectsMute = reconnects; }
    void cutConnections() override;
    void setPath(const Impairment &path) override;
    void stall(std::chrono::milliseconds length) override;
    void cutAll() override;
    void setMotion(bool on) override;
    void measureOwnError() override;
    void setLanes(const QStringList &lanes) override;
    WsView frames() const override;
    QStringList availableLanes() const override { return m_plan.available; }
    void markRead(const QString &id) override;
    void markAllRead() override;
    std::chrono::milliseconds pollInterval() const override;
    bool pollKeepAlive() const override;
    bool pollCursor() const override;
    bool cursorAvailable() const override { return m_plan.cursorUrl.isValid(); }
    bool isDemo() const override { return m_plan.setSlow != nullptr; }
    bool slowFeed() const override { return m_slow; }
    bool motion() const override { return m_motion; }
    bool canMeasureOwnError() const override { return m_options.measureOwnError != nullptr; }
    /// What the relay costs, measured now: blocks for half a second.
    const RelayCost &relayCost();

signals:
    /// The first data after a while without any: the screen may sleep until then. Emitted once each time.
    void dataAfterSilence();

private:
    /// What the session remembers of a lane beside its LaneStatus.
    struct LaneMemory
    {
        Handover handover;
        Batch batch;
        LaneCounters counters;
        Rhythm<64> rhythm;
        Ns liveSince = noTime;
        Ns lastAnsweredPlan = noTime;
        Ns twinAheadSince = noTime;
        Delays delays;
        Ns reopenedAt = noTime; ///< because it was mute
        std::int64_t updatesAtRate = 0;
        WireWindow wire;
    };

    LaneConfig *pollLane();
    const LaneConfig *pollLane() const;
    void restartLane(std::size_t index);
    void restartPollLanes();
    Endpoint besideLanes(const QUrl &url) const;
    void tell(const QString &sentence);
    void checkSleep();
    void checkWallClock();
    void reopenMute(std::size_t index);
    void noteClock(const ClockExchange &exchange);
    void renewClock();
    void restartAllLanes();
    void fetchMeasurements();
    void beginRun();
    void followOutages();
    void startLane(std::size_t index);
    int drainLane(std::size_t index);
    void noteBatch(std::size_t index, const Batch &batch);
    void noteFilled(std::size_t index, const Filled &filled);
    void startFilling();
    void noteOwn(std::size_t index);
    void thaw(std::size_t index);
    void fillStatus(std::size_t index);
    void judgeLane(std::size_t index);
    void eachQuarterSecond();
    void eachSecond();
    void advanceRun();
    ComparisonInput analysisRequest() const;
    LaneInput laneInput(std::size_t index) const;
    std::optional<Ns> oneWay(std::size_t index) const;
    /// Whether two URLs of perhaps unlike schemes lead to the same server.
    WireFigures wireFigures(std::size_t index) const;
    void sampleWire();
    Analyst::Finish finisher() const;
    std::int64_t memoryBound() const;
    Ns windowLength() const;

    SessionOptions m_options;
    SessionPlan m_plan;
    LiveData m_data;
    Relay m_relay;
    QString m_relayError;
    Alarm m_alarm;                   ///< before the hand-overs that ring it
    std::deque<LaneMemory> m_memory; ///< deque: hand-overs must not move
    LaneHost m_host;
    Analyst m_analyst;
    NotificationsClient m_notifications;
    Run m_run{0, noTime};
    OwnNotices m_own;
    Ns m_quietSince = 0;
    Ns m_quarterAt = 0, m_secondAt = 0, m_analyseAt = 0, m_rateSince = noTime;
    ClockOffset m_clockOffset; ///< of this feed's source
    BestDelay m_bestDelay;     ///< for a source that cannot be asked
    Ns m_largestDelay = 0; ///< of this run, for its drain
    Ns m_slept = 0;
    bool m_reconnectsMute = false;
    bool m_slow = false;
    bool m_motion = false;
    SelfMeasurement m_self;
    bool m_joins = false;          ///< the profile says what makes an update the same one
    bool m_exactIdentities = true; ///< else copies are paired by values and origin
};

} // namespace feedscope
