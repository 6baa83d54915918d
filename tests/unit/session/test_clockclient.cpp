#include "core/session/clockclient.h"
#include "tests/fakes/rawserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

/// What a feed's time endpoint says becomes exchanges with its clock.
class TestClockClient : public QObject
{
    Q_OBJECT

private:
    /// Whose own messages are gzip in binary frames: its time endpoint answers in plain JSON all the same.
    static std::shared_ptr<FeedContext> feed()
    {
        const QJsonObject member{{u"path"_s, u"/serverTime"_s}, {u"unit"_s, u"ms"_s}};
        const QJsonObject profile{
            {u"name"_s, u"x"_s},
            {u"transport"_s, u"ws"_s},
            {u"url"_s, u"wss://feed.example/"_s},
            {u"frames"_s, QJsonObject{{u"decode"_s, u"gzip"_s}}},
            {u"clock"_s, QJsonObject{{u"kind"_s, u"http"_s}, {u"url"_s, u"http://x/"_s}, {u"time"_s, member}}},
            {u"rules"_s, QJsonArray{QJsonObject{{u"kind"_s, u"tick"_s},
                                                {u"fields"_s, QJsonObject{{u"symbol"_s, u"/s"_s}}}}}}};
        const ProfileResult read = parseProfile(QJsonDocument(profile).toJson());
        auto context = std::make_shared<FeedContext>();
        context->profile = read.profile;
        return context;
    }
    static Endpoint endpointOf(const RawServer &server)
    {
        Endpoint endpoint;
        endpoint.url = QUrl(u"http://localhost:%1/time"_s.arg(server.serverPort()));
        endpoint.headers = {{"X-Key", "k"}};
        return endpoint;
    }

private slots:
    void asksEightTimesQuickly()
    {
        RawServer server([](QTcpSocket *socket, const QByteArray &) {
            socket->write(httpAnswer("200 OK", R"({"serverTime":1700000000123})"));
        });
        Handover handover;
        QVERIFY(feed()->profile);
        ClockClient client(endpointOf(server), feed(), &handover);
        const Ns before = steadyNow();
        client.start();
        std::vector<ClockExchange> exchanges;
        const auto taken = [&] {
            Batch batch;
            handover.take(batch);
            exchanges.insert(exchanges.end(), batch.clock.begin(), batch.clock.end());
            return exchanges.size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(taken(), 8U, 30'000);
        for (const ClockExchange &exchange : exchanges) {
            QCOMPARE(exchange.received, 1'700'000'000'123 * millisecond);
            QCOMPARE(exchange.sent, exchange.received);
            QVERIFY(exchange.asked >= before && exchange.heard > exchange.asked);
        }
        QVERIFY(server.heads.first().contains("X-Key: k"));
        QCOMPARE(server.connections, 1);
    }

    void aWrongAnswerIsNoExchange()
    {
        int asked = 0;
        RawServer server([&](QTcpSocket *socket, const QByteArray &) {
            socket->write(++asked < 3   ? httpAnswer("503 Busy", R"({"serverTime":1700000000123})")
                          : asked < 5 ? httpAnswer("200 OK", "<html>")
                                      : httpAnswer("200 OK", R"({"serverTime":1700000000124})"));
        });
        Handover handover;
        ClockClient client(endpointOf(server), feed(), &handover);
        client.start();
        std::optional<ClockExchange> first;
        const auto heard = [&] {
            Batch batch;
            handover.take(batch);
            if (!first && !batch.clock.empty())
                first = batch.clock.front();
            return first.has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(heard(), 30'000);
        QCOMPARE(first->received, 1'700'000'000'124 * millisecond);
    }
};

QTEST_GUILESS_MAIN(TestClockClient)
#include "test_clockclient.moc"
