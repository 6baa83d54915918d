#include "core/server/feedserver.h"
#include "core/session/plan.h"
#include "core/transport/transports.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Milliseconds that a test waits for what must come: no measure of speed, only the end of one that failed.
static constexpr int patience = 120'000;

namespace {

/// Where an update stands: its start, as the feed's table numbers it, and its number.
using Place = std::pair<std::uint32_t, std::uint64_t>;

SessionPlan planTo(const FeedServer &server)
{
    QFile file(QStringLiteral(TEST_DATA "/../../resources/profiles/demo.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    PlanOverrides overrides;
    overrides.url = server.wsUrl(); // the history goes along with it
    overrides.lanes = {u"websocket"_s};
    PlanResult result = makePlan(parseProfile(file.readAll()).profile, overrides);
    if (!result.error.isEmpty())
        qWarning("%s", qPrintable(result.error));
    return result.plan;
}

/// One lane and what is joined of it and the history, as tail does it.
class Client final : public LaneWitness
{
public:
    Client(const SessionPlan &plan, std::size_t wanted)
        : m_feed(plan.feed)
        , m_backfill(configOf(plan, wanted), m_feed)
        , m_lane(plan.lanes.front(), m_feed, &m_handover, &m_clock,
                 [](const Endpoint &endpoint, TransportListener *listener) {
                     return makeTransport(u"websocket"_s, endpoint, listener);
                 })
    {
        QObject::connect(&m_backfill, &Backfill::joined, &m_lane, [this] {
            for (const SeamRow &row : m_backfill.take())
                joined.push_back({row.arrival.generation, row.arrival.sequence});
            m_backfill.takeFilled();
        });
        QObject::connect(&m_backfill, &Backfill::failed, &m_lane,
                         [this](const QString &sentence) { failures.append(sentence); });
        m_lane.setWitness(this);
        m_lane.start();
    }
    void laneOpened() override
    {
        ++connections;
        m_backfill.connectionBegins();
    }
    void laneHeard(std::span<const Arrival> arrivals) override
    {
        m_backfill.heard(arrivals);
        Batch batch;
        m_handover.take(batch); // nobody else comes for it
    }
    const SeamCounters &counters() const { return m_backfill.counters(); }
    std::uint32_t generationOf(const QByteArray &epoch) { return m_feed->table.generation(epoch.toStdString()); }
    /// The server's own log, in the client's numbers.
    std::vector<Place> places(const QString &path) const
    {
        std::vector<Place> all;
        for (const QString &one : {path + u".1"_s, path}) {
            QFile file(one);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            while (!file.atEnd()) {
                const QJsonObject row = QJsonDocument::fromJson(file.readLine()).object();
                all.push_back({m_feed->table.generation(row["epoch"_L1].toString().toStdString()),
                               std::uint64_t(row["seq"_L1].toInteger())});
            }
        }
        return all;
    }

    std::vector<Place> joined;
    QStringList failures;
    int connections = 0;

private:
    static BackfillConfig configOf(const SessionPlan &plan, std::size_t wanted)
    {
        BackfillConfig config = *plan.backfill;
        config.wanted = wanted;
        QUrlQuery query;
        query.addQueryItem(u"limit"_s, u"200"_s); // many pages
        config.endpoint.url.setQuery(query);
        return config;
    }

    std::shared_ptr<FeedContext> m_feed;
    SteadyClock m_clock;
    Handover m_handover;
    Backfill m_backfill;
    Lane m_lane;
};

} // namespace

/// History and live of the demo feed, joined while updates keep arriving and the server is restarted.
class TestHistoryJoin : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options = {};
        m_options.rate = 3'000;
        m_options.limits.stop = 100ms;
        m_options.keep = m_folder->filePath(u"log"_s);
        start();
    }
    void cleanup() { m_server.reset(); }

    void tenThousandOverTwoRestarts()
    {
        constexpr std::size_t wanted = 10'000;
        QTRY_VERIFY_WITH_TIMEOUT(m_server->sequence() > 4'000, patience);
        restart();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->sequence() > 6'500, patience);
        const SessionPlan plan = planTo(*m_server);
        QVERIFY(plan.backfill && !plan.backfill->forward);
        QCOMPARE(plan.backfill->endpoint.url.port(), int(m_server->port()));
        Client client(plan, wanted);
        // In the middle, right when some of the pages have come: looked at in every turn of the event loop.
        bool restarted = false;
        bool inTheMiddle = false;
        QTimer eachTurn;
        connect(&eachTurn, &QTimer::timeout, this, [&] {
            if (restarted || (m_server && m_server->counters().requests < 10))
                return;
            if (m_server)
                inTheMiddle = client.joined.empty();
            m_server.reset();
            start();
            restarted = m_server != nullptr;
        });
        eachTurn.start(0);
        QTRY_VERIFY_WITH_TIMEOUT(restarted, patience);
        QVERIFY(inTheMiddle);
        const QByteArray last = m_server->epoch();
        const auto isOfTheLast = [&](const Place &place) {
            return place.first == client.generationOf(last) && place.second > 1'000;
        };
        QTRY_VERIFY_WITH_TIMEOUT(client.joined.size() > wanted && isOfTheLast(client.joined.back()), patience);
        QVERIFY(client.connections >= 2);
        m_server.reset(); // nothing is written any more
        const std::vector<Place> log = client.places(m_options.keep);
        const auto first = std::ranges::find(log, client.joined.front());
        QVERIFY(first != log.end());
        QVERIFY(std::size_t(log.end() - first) >= client.joined.size());
        QVERIFY(client.joined.size() >= wanted);
        QVERIFY(std::equal(client.joined.begin(), client.joined.end(), first)); // none missing, none twice
        QCOMPARE(QJsonDocument::fromJson(newestLine()).object()["epoch"_L1].toString().toLatin1(), last);
        QVERIFY(client.failures.isEmpty());
        QCOMPARE(client.counters().gaps, client.counters().gapsFilled);
        QVERIFY(client.counters().gaps >= 1);
    }

    /// A history in memory only ends where the server began: what was before is not there, and is not made up.
    void aServerWithoutAFileForgets()
    {
        m_server.reset();
        m_options.keep.clear();
        start();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->sequence() > 100, patience);
        Client client(planTo(*m_server), 50);
        QTRY_VERIFY_WITH_TIMEOUT(client.joined.size() > 50, patience);
        restart();
        QTRY_VERIFY_WITH_TIMEOUT(client.joined.back().first != client.joined.front().first, patience);
        const auto begun = std::ranges::find_if(client.joined, [&](const Place &place) {
            return place.first != client.joined.front().first;
        });
        QCOMPARE(begun->second, std::uint64_t(1)); // the new start is there from its first update on
        for (auto next = begun + 1; next != client.joined.end(); ++next)
            QCOMPARE(next->second, (next - 1)->second + 1);
        QCOMPARE(client.counters().gaps, 1);
        QCOMPARE(client.counters().gapsFilled, 0);
    }

private:
    void start()
    {
        m_server = std::make_unique<FeedServer>(m_options);
        QString error;
        if (!m_server->start(&error))
            m_server.reset();
        if (m_server)
            m_options.port = m_server->port();
    }
    /// As if killed: no goodbye, and whatever was not sent is never sent.
    void restart()
    {
        m_server.reset();
        QTRY_VERIFY_WITH_TIMEOUT((start(), m_server), patience);
    }
    QByteArray newestLine() const
    {
        QFile file(m_options.keep);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArray all = file.readAll();
        return all.mid(all.lastIndexOf('\n', -2) + 1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ServerOptions m_options;
    std::unique_ptr<FeedServer> m_server;
};

QTEST_GUILESS_MAIN(TestHistoryJoin)
#include "test_historyjoin.moc"
