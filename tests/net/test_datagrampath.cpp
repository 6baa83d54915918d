// The simulated path for datagrams on its own. Time is handed in.

#include "core/net/datagrampath.h"

#include <QTest>

#include <string>

using namespace feedscope;

namespace {

bool put(DatagramPath &path, const std::string &text, Ns now)
{
    return path.put({text.data(), text.size()}, now);
}

std::string take(DatagramPath &path, Ns now)
{
    const auto datagram = path.take(now);
    return datagram ? std::string(datagram->begin(), datagram->end()) : std::string("none");
}

/// The places of the datagrams that a path with this seed loses of a thousand.
std::vector<int> lostOf(double loss, std::uint64_t seed, Ns jitter = 0)
{
    DatagramPath path({.delay = jitter, .jitter = jitter, .loss = loss}, seed);
    std::vector<int> lost;
    for (int i = 0; i < 1'000; ++i)
        if (!put(path, "x", i * millisecond))
            lost.push_back(i);
    return lost;
}

} // namespace

class TestDatagramPath : public QObject
{
    Q_OBJECT

private slots:
    void delaysEach()
    {
        DatagramPath path({.delay = 40 * millisecond}, 1);
        QCOMPARE(path.nextArrival(), noTime);
        QVERIFY(put(path, "one", 0));
        QVERIFY(put(path, "", 10 * millisecond)); // an empty one is one as well
        QCOMPARE(path.nextArrival(), 40 * millisecond);
        QCOMPARE(take(path, 40 * millisecond - 1), std::string("none"));
        QCOMPARE(take(path, 40 * millisecond), std::string("one"));
        QCOMPARE(take(path, 49 * millisecond), std::string("none"));
        QCOMPARE(take(path, 50 * millisecond), std::string(""));
        QCOMPARE(path.nextArrival(), noTime);
    }

    void jitterLetsThemOvertake()
    {
        DatagramPath path({.delay = 20 * millisecond, .jitter = 20 * millisecond}, 7);
        for (int i = 0; i < 100; ++i)
            put(path, std::to_string(i), i * millisecond);
        int overtaken = 0;
        int last = -1;
        for (int i = 0; i < 100; ++i) {
            const Ns at = path.nextArrival();
            const int number = std::stoi(take(path, at));
            QVERIFY(at >= number * millisecond && at <= (number + 40) * millisecond);
            overtaken += number < last ? 1 : 0;
            last = std::max(last, number);
        }
        QVERIFY(overtaken > 20);
        QCOMPARE(path.nextArrival(), noTime);
    }

    void keepsTheOrderWithoutJitter()
    {
        DatagramPath path({.delay = millisecond}, 1);
        for (int i = 0; i < 50; ++i)
            put(path, std::to_string(i), 0);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(take(path, millisecond), std::to_string(i));
    }

    void losesItsShareAndTheSameOnesAgain()
    {
        QVERIFY(lostOf(0, 1).empty());
        const auto lost = lostOf(0.1, 1);
        QVERIFY(lost.size() > 70 && lost.size() < 130); // 3 σ = 28
        QVERIFY(lost == lostOf(0.1, 1));
        QVERIFY(lost != lostOf(0.1, 2));
        const auto jittered = lostOf(0.1, 1, 5 * millisecond);
        QVERIFY(jittered == lostOf(0.1, 1, 5 * millisecond));
        QCOMPARE(lostOf(1, 1).size(), 1'000U);
    }

    /// 1 Mbit/s: 125 bytes take a millisecond; 100 ms of them wait, the rest is lost.
    void theLinkSendsOneAfterTheOther()
    {
        DatagramPath path({.delay = 10 * millisecond, .rate = 1'000'000}, 1);
        const std::string packet(125, 'x');
        int taken = 0;
        for (int i = 0; i < 200; ++i)
            taken += put(path, packet, 0) ? 1 : 0;
        QCOMPARE(taken, 101); // one on the link, 100 ms behind it
        for (int i = 1; i <= taken; ++i) {
            QCOMPARE(path.nextArrival(), (i + 10) * millisecond);
            QCOMPARE(take(path, path.nextArrival()), packet);
        }
        QVERIFY(put(path, packet, second)); // idle since: no credit was saved
        QCOMPARE(path.nextArrival(), second + 11 * millisecond);
    }

    void isBounded()
    {
        DatagramPath path({.delay = second}, 1);
        const std::string packet(60'000, 'x');
        std::size_t held = 0;
        while (put(path, packet, 0))
            held += packet.size();
        QVERIFY(held <= DatagramPath::mostBytes && held + packet.size() > DatagramPath::mostBytes);
        path.clear();
        QCOMPARE(path.nextArrival(), noTime);
        std::size_t count = 0;
        while (put(path, "", 0))
            ++count;
        QCOMPARE(count, DatagramPath::mostDatagrams);
    }
};

QTEST_GUILESS_MAIN(TestDatagramPath)
#include "test_datagrampath.moc"
