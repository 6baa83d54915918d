// Backoff: the envelope of its draws, what ends an outage, and how a herd spreads.

#include "core/net/backoff.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace feedscope;

namespace {

/// Times of `clients` first attempts after a server went down at 0 and came back at `back`.
std::vector<Ns> comeback(int clients, Ns back)
{
    std::vector<Ns> times;
    for (int i = 0; i < clients; ++i) {
        Backoff backoff(std::uint64_t(i) + 1);
        Ns now = 0;
        do {
            now += backoff.next(now);
        } while (now < back);
        times.push_back(now);
    }
    std::sort(times.begin(), times.end());
    return times;
}

double largestShareWithin(const std::vector<Ns> &times, Ns span)
{
    std::size_t most = 0;
    for (auto it = times.begin(); it != times.end(); ++it)
        most = std::max(most, std::size_t(std::upper_bound(it, times.end(), *it + span) - it));
    return double(most) / double(times.size());
}

} // namespace

class TestBackoff : public QObject
{
    Q_OBJECT

private slots:
    void drawsStayInTheEnvelope()
    {
        Backoff backoff(42);
        Ns now = 0;
        Ns largest = 0;
        for (int i = 0; i < 10'000; ++i) {
            const Ns ceiling = backoff.ceiling(now);
            const Ns wait = backoff.next(now);
            QVERIFY(wait >= 0 && wait <= ceiling);
            QVERIFY(ceiling <= (now < 10 * second ? 1 * second : 20 * second));
            largest = std::max(largest, wait);
            now += wait;
        }
        QVERIFY2(largest > 19 * second, "10,000 draws must reach the cap");
        QCOMPARE(backoff.attempts(), 10'000);
    }

    void jitterIsFull()
    {
        Backoff backoff(7);
        double sum = 0;
        for (int i = 0; i < 10'000; ++i)
            sum += double(backoff.next(0));
        QVERIFY(std::abs(sum / 10'000 / double(second) - 0.5) < 0.02);
    }

    void ceilingGrowsAfterTenSeconds()
    {
        Backoff backoff(1);
        std::vector<Ns> ceilings;
        for (const Ns at : {0, 5, 9, 10, 11, 12, 13, 14, 15}) {
            ceilings.push_back(backoff.ceiling(at * second) / second);
            backoff.next(at * second);
        }
        QCOMPARE(ceilings, (std::vector<Ns>{1, 1, 1, 2, 4, 8, 16, 20, 20}));
    }

    void onlyFiveSecondsOfDataEndAnOutage()
    {
        Backoff backoff(1);
        backoff.next(0);
        backoff.next(20 * second);
        backoff.healthy(21 * second);
        backoff.healthy(25 * second);
        QCOMPARE(backoff.ceiling(25 * second), 4 * second);
        backoff.next(25 * second);
        backoff.healthy(26 * second); // counts from anew
        backoff.healthy(30 * second);
        QCOMPARE(backoff.attempts(), 3);
        backoff.healthy(31 * second);
        QCOMPARE(backoff.attempts(), 0);
        QCOMPARE(backoff.ceiling(31 * second), 1 * second);
        backoff.next(40 * second);
        QCOMPARE(backoff.ceiling(49 * second), 1 * second);
    }

    void theServersWishIsTheLeast()
    {
        Backoff backoff(3);
        for (int i = 0; i < 1000; ++i) {
            const Ns wait = backoff.next(0, 7 * second);
            QVERIFY(wait >= 7 * second && wait <= 8 * second);
        }
    }

    void sameSeedSameWaits()
    {
        Backoff a(9);
        Backoff b(9);
        Backoff c(10);
        const Ns first = a.next(0);
        QCOMPARE(b.next(0), first);
        QVERIFY(c.next(0) != first);
    }

    /// 1 s of spread cannot do better than a fifth in 200 ms on average; after a long outage it must be far
    /// less.
    void herdSpreads()
    {
        QVERIFY(largestShareWithin(comeback(1000, 3 * second), 200 * millisecond) < 0.37);
        QVERIFY(largestShareWithin(comeback(1000, 60 * second), 200 * millisecond) < 0.05);
        QVERIFY(largestShareWithin(comeback(50, 60 * second), 200 * millisecond) <= 0.20);
    }

    void recoveryIsFast()
    {
        const auto times = comeback(1000, 3 * second);
        QVERIFY(times[500] - 3 * second <= 1 * second);
        QVERIFY(times[950] - 3 * second <= 1 * second);
        const auto late = comeback(1000, 60 * second);
        QVERIFY(late[950] - 60 * second <= 20 * second);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "test_backoff.moc"
