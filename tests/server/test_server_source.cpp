#include "core/server/feedsource.h"

#include <QTest>
#include <QTimer>

using namespace feedscope;
using namespace feedscope::server;

namespace {

/// A consumer that takes so much of the thread for each update, as many slow clients would.
class Burden
{
public:
    explicit Burden(FeedSource &source, Ns perUpdate)
    {
        QObject::connect(&source, &FeedSource::published, &m_turns, [this, perUpdate](const Batch &batch) {
            const auto size = static_cast<std::int64_t>(batch.updates().size());
            published += size;
            inThisTurn += size;
            mostInATurn = std::max(mostInATurn, inThisTurn);
            for (const Ns end = steadyNow() + size * perUpdate; steadyNow() < end;) {
            }
        });
        QObject::connect(&m_turns, &QTimer::timeout, &m_turns, [this] {
            inThisTurn = 0;
            ++turns;
        });
        m_turns.start(0);
    }

    std::int64_t published = 0;
    std::int64_t inThisTurn = 0;
    std::int64_t mostInATurn = 0;
    std::int64_t turns = 0;

private:
    QTimer m_turns; ///< comes after all that is more urgent, or never
};

ServerOptions atRate(double rate)
{
    ServerOptions options;
    options.rate = rate;
    return options;
}

} // namespace

/// The demo feed's source against the clock, and against a thread that is too slow for it.
class TestServerSource : public QObject
{
    Q_OBJECT

private slots:
    /// Two and a half times what the thread can do: it sends what it can, and all else gets its turn.
    void anOverloadedThreadIsShared()
    {
        FeedSource source(atRate(ServerOptions::maximumRate));
        Burden burden(source, 50 * microsecond);
        QVERIFY(source.start({}, nullptr));
        QTRY_VERIFY_WITH_TIMEOUT(burden.published > 5'000, 60'000);
        QVERIFY2(burden.mostInATurn <= 256, qPrintable(QString::number(burden.mostInATurn)));
        QVERIFY2(burden.turns > 10, qPrintable(QString::number(burden.turns)));
    }

    /// What cannot be caught up is passed over, and said.
    void whatIsOwedTooLongIsCounted()
    {
        FeedSource source(atRate(ServerOptions::maximumRate));
        Burden burden(source, 4 * millisecond); // one batch takes longer than the debt may last
        QVERIFY(source.start({}, nullptr));
        QTRY_VERIFY_WITH_TIMEOUT(source.passedOver() > 0, 60'000);
        QVERIFY(source.maximumLateness() <= second);
    }

    void theDotMovesOnlyWhenAsked()
    {
        FeedSource source(atRate(ServerOptions::minimumRate));
        QList<QByteArray> dots;
        QObject::connect(&source, &FeedSource::published, &source, [&](const Batch &batch) {
            for (const Update &update : batch.updates())
                if (update.text.startsWith("{\"type\":\"dot\","))
                    dots.append(update.text);
        });
        QVERIFY(source.start({}, nullptr));
        source.setMotion(true);
        QTRY_VERIFY_WITH_TIMEOUT(dots.size() >= 3, 30'000);
        QVERIFY(dots[0].contains("\"symbol\":\"dot\",\"x\":0."));
        QVERIFY(source.feed().latestRowsWithDot().contains(dots.last()));
        QVERIFY(!source.feed().latestRows().contains("\"dot\""));
        QCOMPARE(source.feed().tickSequence(), source.feed().sequence()); // so that a poll's tag changes
        source.setMotion(false);
        QCOMPARE(source.feed().latestRowsWithDot(), source.feed().latestRows());
    }

    void anotherRateOwesNothing()
    {
        FeedSource source(atRate(ServerOptions::maximumRate));
        QVERIFY(source.start({}, nullptr));
        const Ns begin = steadyNow();
        while (steadyNow() < begin + 20 * millisecond) { // a thousand become due
        }
        source.setRate(ServerOptions::minimumRate);
        QVERIFY(source.passedOver() > 0);
        QVERIFY(source.feed().sequence() <= 12 + 256); // the rows that stand at the start, and one batch
    }
};

QTEST_GUILESS_MAIN(TestServerSource)
#include "test_server_source.moc"
