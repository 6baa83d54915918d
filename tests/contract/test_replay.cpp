#include "tests/contract/attempt.h"

using namespace feedscope;
using namespace Qt::StringLiterals;

/// What is special about receiving a recording: its pace, its stamps, its end.
class TestReplay : public QObject
{
    Q_OBJECT

private:
    /// A recording of messages that came at these wall times, ns.
    QUrl recording(const QList<Ns> &times)
    {
        QUrl url;
        url.setScheme(u"replay"_s);
        url.setPath(m_folder.filePath(QString::number(++m_count)));
        RecordingWriter writer;
        if (!writer.open(url.path(), {u"x"_s, {{u"name"_s, 1}}, {u"websocket"_s, u"sse"_s}, {}}).isEmpty())
            return {};
        for (const Ns time : times)
            writer.add(0, time, {QByteArray::number(qint64(time)), false, 0});
        return writer.finish({}).isEmpty() ? url : QUrl();
    }
    QTemporaryDir m_folder;
    int m_count = 0;

private slots:
    /// However late the timer is: the stamps keep the recorded gaps to the ns, and none is in the future.
    void keepsTheGaps()
    {
        Endpoint endpoint;
        endpoint.url = recording({5 * second, 5 * second + 1'234'567, 5 * second + 30'000'001});
        Attempt attempt(u"replay", endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.isOver(), patience);
        QCOMPARE(attempt.log.messages.size(), 3);
        QCOMPARE(attempt.log.messages[1].arrival - attempt.log.messages[0].arrival, 1'234'567);
        QCOMPARE(attempt.log.messages[2].arrival - attempt.log.messages[0].arrival, 30'000'001);
        QVERIFY(attempt.log.messages[2].arrival <= steadyNow());
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Persistent);
        QVERIFY(attempt.log.sentence().contains(u"is over"_s));
        QVERIFY(!attempt.transport->send("x", false));
    }

    /// Joined in the middle, as a lane that is switched on again: what is long past is passed over.
    void passesOverWhatIsPast()
    {
        Endpoint endpoint;
        endpoint.url = recording({second, 2 * second, 60 * second});
        endpoint.url.setQuery(u"lane=websocket&shift=%1"_s.arg(wallNow() - 60 * second));
        Attempt attempt(u"replay", endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.isOver(), patience);
        QCOMPARE(attempt.log.messages.size(), 1);
        QCOMPARE(attempt.log.messages[0].payload, QByteArray::number(qint64(60 * second)));
    }

    void aLaneWithoutMessages()
    {
        Endpoint endpoint;
        endpoint.url = recording({second});
        endpoint.url.setQuery(u"lane=sse"_s);
        Attempt attempt(u"replay", endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.isOver(), patience);
        QVERIFY(attempt.log.sentence().contains(u"no message of the lane “sse”"_s));
    }

    /// A quiet feed's file answers each ping with a sign of life.
    void isAlive()
    {
        Endpoint endpoint;
        endpoint.url = recording({second, 100'000 * second});
        Attempt attempt(u"replay", endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.messages.size() == 1, patience);
        const std::int64_t before = attempt.transport->bytesSeen();
        QVERIFY(attempt.transport->ping());
        QVERIFY(attempt.transport->bytesSeen() > before);
        QVERIFY(!attempt.log.isOver());
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "test_replay.moc"
