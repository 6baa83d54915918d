// The simulated path on its own: when bytes and the end arrive. Time is handed in.

#include "core/net/delayline.h"

#include <QTest>

#include <string>
#include <vector>

using namespace feedscope;

namespace {

std::string take(DelayLine &line, Ns now)
{
    const auto bytes = line.arrived(now);
    std::string text(bytes.begin(), bytes.end());
    line.take(bytes.size());
    return text;
}

void put(DelayLine &line, const std::string &text, Ns now)
{
    line.put({text.data(), text.size()}, now);
}

} // namespace

class TestDelayLine : public QObject
{
    Q_OBJECT

private slots:
    void delaysBytesAndTheEnd()
    {
        DelayLine line({40 * millisecond}, 1);
        QCOMPARE(line.nextArrival(), noTime);
        put(line, "one", 0);
        put(line, "two", 10 * millisecond);
        line.end(15 * millisecond);
        QCOMPARE(line.nextArrival(), 40 * millisecond);
        QCOMPARE(take(line, 40 * millisecond - 1), std::string());
        QCOMPARE(take(line, 40 * millisecond), std::string("one"));
        QCOMPARE(line.nextArrival(), 50 * millisecond);
        QCOMPARE(take(line, 54 * millisecond), std::string("two"));
        QVERIFY(line.empty());
        QVERIFY(!line.over(54 * millisecond));
        QCOMPARE(line.nextArrival(), 55 * millisecond);
        QVERIFY(line.over(55 * millisecond));
    }

    void keepsWhatIsNotTaken()
    {
        DelayLine line({1}, 1);
        put(line, "abcdef", 0);
        QCOMPARE(line.arrived(1).size(), std::size_t(6));
        line.take(4);
        line.end(1);
        QCOMPARE(line.nextArrival(), noTime); // nothing to wait for but the reader
        put(line, "gh", 1);
        QVERIFY(!line.over(second));
        QCOMPARE(take(line, 2), std::string("efgh"));
        QVERIFY(line.over(second));
    }

    /// 12,500 bytes/s: a segment of 1,448 bytes every 115.84 ms; an idle link saves nothing up.
    void paysOutAtTheRate()
    {
        DelayLine line({0, 0, 100'000}, 1);
        put(line, std::string(2'896, 'x'), second);
        QCOMPARE(take(line, second), std::string());
        const Ns segment = 115'840 * microsecond;
        QCOMPARE(line.nextArrival(), second + segment);
        QCOMPARE(take(line, second + segment).size(), std::size_t(1'448));
        QCOMPARE(take(line, second + 2 * segment - 1).size(), std::size_t(0));
        QCOMPARE(take(line, second + 2 * segment).size(), std::size_t(1'448));
        put(line, std::string(125, 'y'), 60 * second);
        QCOMPARE(line.nextArrival(), 60 * second + 10 * millisecond);
    }

    void theDelayFollowsTheRate()
    {
        DelayLine line({40 * millisecond, 0, 100'000}, 1);
        put(line, std::string(125, 'x'), 0);
        QCOMPARE(line.nextArrival(), 50 * millisecond);
        QCOMPARE(line.transit(0), 50 * millisecond);
        QCOMPARE(line.transit(30 * millisecond), 40 * millisecond);
    }

    void jitterIsUniformAndKeepsTheOrder()
    {
        const Impairment path{20 * millisecond, 5 * millisecond};
        DelayLine line(path, 7);
        Ns least = second;
        Ns most = 0;
        double sum = 0;
        constexpr int count = 2'000;
        for (int i = 0; i < count; ++i) { // far apart: no one waits for another
            const Ns now = Ns(i) * second;
            put(line, "x", now);
            const Ns delay = line.nextArrival() - now;
            least = std::min(least, delay);
            most = std::max(most, delay);
            sum += double(delay) / count;
            take(line, now + second / 2);
        }
        QVERIFY(least >= 15 * millisecond && least < 15.1 * millisecond);
        QVERIFY(most <= 25 * millisecond && most > 24.9 * millisecond);
        QVERIFY(qAbs(sum - 20e6) < 0.3e6); // 4.6 standard errors
        Ns before = 0;
        for (int i = 0; i < 500; ++i) {
            put(line, "y", 3'000 * second + i * 100 * microsecond);
            QVERIFY(line.nextArrival() >= before);
            before = line.nextArrival();
            take(line, before);
        }
    }

    void isBounded()
    {
        QCOMPARE(DelayLine({second}, 1).capacity(), DelayLine::highestCapacity);
        QCOMPARE(DelayLine({0, 0, 64'000}, 1).capacity(), std::size_t(16 * 1024));
        QCOMPARE(DelayLine({100 * millisecond, 0, 80'000'000}, 1).capacity(), std::size_t(2'000'000));
        DelayLine line({second, 0, 64'000}, 1);
        while (line.room() > 0)
            put(line, std::string(std::min<std::size_t>(line.room(), 1'000), 'x'), 0);
        line.clear();
        QVERIFY(line.room() > 0);
        DelayLine crumbs({second}, 1);
        for (Ns i = 0; crumbs.room() > 0; ++i)
            put(crumbs, "x", i);
        QCOMPARE(crumbs.arrived(3 * second).size(), DelayLine::mostSegments);
    }
};

QTEST_APPLESS_MAIN(TestDelayLine)
#include "test_delayline.moc"
