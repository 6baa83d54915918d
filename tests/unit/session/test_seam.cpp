#include "core/session/seam.h"

#include <QTest>

#include <random>

using namespace feedscope;

namespace {

/// An update of the scripted feed: its start and its number.
struct Number
{
    std::uint32_t epoch = 0;
    std::uint64_t number = 0;
    bool operator==(const Number &) const = default;
};
using Numbers = std::vector<Number>;

Numbers range(std::uint64_t from, std::uint64_t to, std::uint32_t epoch = 0)
{
    Numbers all;
    for (std::uint64_t number = from; number <= to; ++number)
        all.push_back({epoch, number});
    return all;
}

Numbers operator+(Numbers a, const Numbers &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

SeamRow row(const Number &of, bool numbered = true)
{
    SeamRow row;
    row.arrival.arrival = static_cast<Ns>(of.epoch * 1'000'000 + of.number);
    row.arrival.identity = (std::uint64_t(of.epoch) << 32 | of.number) * 0x9e3779b97f4a7c15ULL;
    row.arrival.sequence = of.number;
    row.arrival.generation = of.epoch;
    if (numbered)
        row.arrival.flags |= Arrival::HasSequence;
    return row;
}

/// For failures.
[[maybe_unused]] char *toString(const Numbers &numbers)
{
    QByteArray text;
    for (const Number &one : numbers)
        text += QByteArray::number(one.epoch) + ':' + QByteArray::number(qulonglong(one.number)) + ' ';
    return qstrdup(text.right(1'000).constData());
}

/// What a server has published, page by page; and the seam that asks for it.
struct Stage
{
    explicit Stage(const Seam::Options &options)
        : seam(options)
    {}
    void live(const Numbers &numbers)
    {
        for (const Number &number : numbers)
            seam.live(row(number, numbered));
        collect();
    }
    void collect()
    {
        for (const SeamRow &one : seam.take()) {
            out.push_back({one.arrival.generation, one.arrival.sequence});
            filled += one.filled ? 1 : 0;
        }
    }
    /// The next page of the walk. False: it is over.
    bool page()
    {
        if (!walking) {
            if (!seam.wantsWalk())
                return false;
            seam.beginWalk();
            walking = true;
            at = log.size();
        }
        std::vector<SeamRow> rows;
        const std::size_t end = std::min(at + overlap, log.size());
        at -= std::min(at, size);
        for (std::size_t i = end; i > at; --i)
            rows.push_back(row(log[i - 1], numbered));
        walking = seam.page(std::move(rows), at > 0);
        collect();
        return walking;
    }
    void walk()
    {
        for (int pages = 0; (page() || seam.wantsWalk()) && pages < 10'000; ++pages) {}
    }

    Seam seam;
    Numbers log; ///< of the server
    std::size_t size = 7;
    std::size_t overlap = 0; ///< rows of the page before that come once more
    std::size_t at = 0;
    bool walking = false;
    bool numbered = true;
    Numbers out;
    int filled = 0;
};

Seam::Options wanting(std::size_t count, Contiguity contiguity = Contiguity::Feed)
{
    Seam::Options options;
    options.wanted = count;
    options.contiguity = contiguity;
    return options;
}

} // namespace

/// Live and history joined: pure, with scripted pages.
class TestSeam : public QObject
{
    Q_OBJECT

private slots:
    void whatBothHaveStandsOnce()
    {
        Stage stage(wanting(50));
        stage.seam.connectionBegins();
        QVERIFY(!stage.seam.wantsWalk()); // not before the connection delivers
        stage.log = range(1, 100);
        stage.live(range(90, 100));
        QVERIFY(stage.out.empty());
        stage.walk();
        QCOMPARE(stage.out, range(40, 100));
        QCOMPARE(stage.filled, 50);
        QCOMPARE(stage.seam.counters(), (SeamCounters{50, 11, 0, 0}));
        stage.live(range(101, 110)); // from now on at once
        QCOMPARE(stage.out, range(40, 110));
        stage.live(range(100, 105)); // as after a reconnect that goes on too early
        QCOMPARE(stage.out, range(40, 110));
    }

    void liveGoesOnWhileThePagesCome()
    {
        Stage stage(wanting(60));
        stage.seam.connectionBegins();
        stage.log = range(1, 100);
        stage.live({{0, 100}});
        std::uint64_t next = 101;
        do {
            stage.log.push_back({0, next});
            stage.live({{0, next++}});
        } while (stage.page());
        QCOMPARE(stage.out, range(40, next - 1));
        QCOMPARE(stage.filled, 60);
    }

    void pagesThatMoveGiveNothingTwice()
    {
        Stage stage(wanting(40));
        stage.overlap = 3;
        stage.seam.connectionBegins();
        stage.log = range(1, 60);
        stage.live({{0, 60}});
        stage.walk();
        QCOMPARE(stage.out, range(20, 60));
    }

    void aShorterHistoryIsAllThereIs()
    {
        for (const std::size_t size : {1UL, 7UL, 100UL}) {
            Stage stage(wanting(1'000));
            stage.size = size;
            stage.seam.connectionBegins();
            stage.log = range(5, 30);
            stage.live({{0, 31}});
            stage.walk();
            QCOMPARE(stage.out, range(5, 31));
        }
        Stage none(wanting(10));
        none.seam.connectionBegins();
        none.live({{0, 7}});
        none.walk();
        QCOMPARE(none.out, range(7, 7));
    }

    void anEpochMayChangeWithinAPage()
    {
        Stage stage(wanting(40));
        stage.seam.connectionBegins();
        stage.log = range(1, 30) + range(1, 17, 1);
        stage.live({{1, 17}});
        stage.walk();
        QCOMPARE(stage.out, range(7, 30) + range(1, 17, 1));
    }

    void aGapIsFilled()
    {
        Stage stage(wanting(1));
        stage.seam.connectionBegins();
        stage.log = range(1, 50);
        stage.live({{0, 50}});
        stage.walk();
        stage.log = range(1, 70);
        stage.live(range(61, 70)); // ten were lost
        QCOMPARE(stage.out, range(49, 50));
        stage.walk();
        QCOMPARE(stage.out, range(49, 70));
        QCOMPARE(stage.seam.counters().gaps, 1);
        QCOMPARE(stage.seam.counters().gapsFilled, 1);
        const auto gaps = stage.seam.takeFilled();
        QCOMPARE(int(gaps.size()), 1);
        QCOMPARE(gaps[0].from, Ns(50));
        QCOMPARE(gaps[0].to, Ns(61));
    }

    void aGapThatNobodyKnowsStays()
    {
        Stage stage(wanting(1));
        stage.seam.connectionBegins();
        stage.live({{0, 50}});
        stage.walk();
        stage.log = range(55, 70); // all that the server still has
        stage.live(range(61, 70));
        stage.walk();
        QCOMPARE(stage.out, range(50, 50) + range(55, 70));
        QCOMPARE(stage.seam.counters().gaps, 1);
        QCOMPARE(stage.seam.counters().gapsFilled, 0);
    }

    void withoutAnyPageLiveGoesOn()
    {
        Stage stage(wanting(10));
        stage.seam.connectionBegins();
        stage.live(range(1, 5));
        stage.seam.beginWalk();
        stage.live(range(9, 10));
        stage.seam.giveUp();
        stage.collect();
        QCOMPARE(stage.out, range(1, 5) + range(9, 10));
        stage.live(range(11, 12));
        QCOMPARE(stage.out, range(1, 5) + range(9, 12));
        QCOMPARE(stage.seam.counters().gaps, 1);
        QCOMPARE(stage.seam.counters().gapsFilled, 0);
    }

    void aHistoryThatIsBehindIsAskedAgain()
    {
        Stage stage(wanting(1));
        stage.seam.connectionBegins();
        stage.log = range(1, 50);
        stage.live({{0, 50}});
        stage.walk();
        stage.live({{0, 61}}); // the server does not yet list what came before it
        stage.log = range(1, 55);
        stage.page();
        QCOMPARE(stage.out, range(49, 55));
        QVERIFY(stage.seam.wantsWalk());
        QCOMPARE(stage.seam.futile(), 1);
        stage.log = range(1, 61);
        stage.walk();
        QCOMPARE(stage.out, range(49, 61));
        QCOMPARE(stage.seam.counters().gapsFilled, 1);
        QCOMPARE(stage.seam.futile(), 0);
    }

    void aRestartInTheMiddleOfTheFirstWalk()
    {
        Stage stage(wanting(60));
        stage.seam.connectionBegins();
        stage.log = range(1, 100);
        stage.live(range(99, 100));
        QVERIFY(stage.page());
        QVERIFY(stage.page());
        // Killed: 101 to 105 were written down but never sent. 1 to 20 happened before we were back.
        stage.log = stage.log + range(101, 105) + range(1, 25, 1);
        stage.seam.connectionBegins();
        stage.live(range(21, 25, 1));
        stage.walk();
        QCOMPARE(stage.out, range(39, 105) + range(1, 25, 1));
        QCOMPARE(stage.seam.counters().gaps, 1);
        QCOMPARE(stage.seam.counters().gapsFilled, 1);
    }

    void aWalkDoesNotEndWithinAGap()
    {
        Stage stage(wanting(5));
        stage.seam.connectionBegins();
        stage.log = range(1, 60);
        stage.live({{0, 20}, {0, 60}});
        stage.walk();
        QCOMPARE(stage.out.back(), (Number{0, 60}));
        QVERIFY(stage.out.size() >= 41);
        QCOMPARE(stage.out, range(61 - stage.out.size(), 60));
    }

    void anAnswerMayOvertakeTheLiveStream()
    {
        Stage stage(wanting(5));
        stage.seam.connectionBegins();
        stage.log = range(1, 60);
        stage.live({{0, 50}});
        stage.walk();
        QCOMPARE(stage.out.back(), (Number{0, 60}));
        stage.live(range(51, 62));
        QCOMPARE(stage.out.back(), (Number{0, 62}));
        QCOMPARE(stage.out, range(63 - stage.out.size(), 62));
        QCOMPARE(stage.seam.counters().gaps, 0);
    }

    void aQuietConnectionIsLookedAtAllTheSame()
    {
        Stage stage(wanting(5));
        stage.seam.connectionBegins();
        stage.log = range(1, 50);
        stage.seam.delivers();
        stage.walk();
        QCOMPARE(stage.out, range(46, 50));
        stage.seam.connectionBegins();
        stage.log = range(1, 52);
        stage.seam.delivers();
        stage.walk();
        QCOMPARE(stage.out, range(46, 52));
        QVERIFY(!stage.seam.wantsWalk());
        stage.live({{0, 53}});
        QCOMPARE(stage.out, range(46, 53));
        QCOMPARE(stage.seam.counters().gaps, 0);
    }

    void aReconnectThatCostNothingIsNoGap()
    {
        Stage stage(wanting(1));
        stage.seam.connectionBegins();
        stage.log = range(1, 50);
        stage.live({{0, 50}});
        stage.walk();
        stage.seam.connectionBegins();
        stage.live({{0, 51}});
        const auto whole = stage.seam.takeFilled();
        QCOMPARE(int(whole.size()), 1);
        QCOMPARE(whole[0].from, Ns(50));
        QCOMPARE(stage.seam.counters().gaps, 0);
        stage.log = range(1, 51);
        stage.walk();
        QCOMPARE(stage.out, range(49, 51));
    }

    void withoutNumbersAReconnectIsTheGap()
    {
        Stage stage(wanting(5, Contiguity::None));
        stage.numbered = false;
        stage.seam.connectionBegins();
        stage.log = range(1, 50);
        stage.live(range(48, 50));
        stage.walk();
        stage.live({{0, 50}, {0, 49}, {0, 53}}); // copies, and one that may follow
        QCOMPARE(stage.out, range(43, 50) + range(53, 53));
        stage.seam.connectionBegins();
        stage.log = range(1, 53) + range(60, 70);
        stage.live({{0, 70}});
        stage.walk();
        QCOMPARE(stage.out, range(43, 50) + range(53, 53) + range(60, 70));
        QCOMPARE(stage.seam.counters().gapsFilled, 1);
    }

    void whatComesLateKeepsItsPlace()
    {
        Stage stage(wanting(1));
        stage.seam.connectionBegins();
        stage.log = range(1, 10);
        stage.live({{0, 10}});
        stage.walk();
        stage.live({{0, 12}, {0, 11}, {0, 13}}); // as datagrams may
        stage.log = range(1, 13);
        stage.walk();
        QCOMPARE(stage.out, range(9, 13));
        stage.live({{0, 11}});
        QCOMPARE(stage.out, range(9, 13));
    }

    void whatTheHistoryLeavesOutIsKept()
    {
        Stage stage(wanting(3));
        stage.seam.connectionBegins();
        stage.log = {{0, 1}, {0, 2}, {0, 3}, {0, 5}, {0, 7}}; // 4 and 6 are of a kind that it does not list
        stage.live(range(4, 8));
        stage.walk();
        QCOMPARE(stage.out, range(1, 8));
    }

    void aCursorFillsFromTheGapOn()
    {
        Seam::Options options;
        options.contiguity = Contiguity::Feed;
        options.forward = true;
        Seam seam(options);
        Numbers out;
        const auto collect = [&] {
            for (const SeamRow &one : seam.take())
                out.push_back({one.arrival.generation, one.arrival.sequence});
        };
        const auto page = [&](const Numbers &numbers, bool more) {
            std::vector<SeamRow> rows;
            for (const Number &one : numbers)
                rows.push_back(row(one));
            const bool goesOn = seam.page(std::move(rows), more);
            collect();
            return goesOn;
        };
        seam.connectionBegins();
        for (const Number &one : range(1, 5) + range(16, 18))
            seam.live(row(one));
        collect();
        QCOMPARE(out, range(1, 5));
        QVERIFY(seam.wantsWalk());
        QCOMPARE(seam.lastNumber(), std::uint64_t(5));
        seam.beginWalk();
        QVERIFY(page(range(6, 10), true));
        QVERIFY(!page(range(11, 19), true)); // beyond what came live, too
        QCOMPARE(out, range(1, 19));
        QCOMPARE(seam.counters(), (SeamCounters{11, 3, 1, 1}));
        // A number of another start says nothing of this gap.
        seam.connectionBegins();
        seam.live(row({1, 4}));
        seam.beginWalk();
        QVERIFY(!page(range(1, 4, 1), true) || !page({}, false));
        QCOMPARE(out, range(1, 19) + range(4, 4, 1));
        QCOMPARE(seam.counters().gaps, 2);
        QCOMPARE(seam.counters().gapsFilled, 1);
    }

    void waitingIsBounded()
    {
        Seam::Options options = wanting(10);
        options.bound = 100;
        Stage stage(options);
        stage.seam.connectionBegins();
        stage.live({{0, 1}});
        stage.seam.beginWalk();
        stage.live(range(2, 150));
        QVERIFY(!stage.seam.isWalking());
        QCOMPARE(stage.out, range(1, 150));
    }

    /// A server that restarts, connections that break, updates that get lost, pages of any size: whatever
    /// happens, what comes out is the server's own log from the first update on, each once and in order.
    void whateverHappens_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 200; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void whateverHappens()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<std::uint32_t>(seed));
        const auto chance = [&](int percent) { return int(random() % 100) < percent; };
        Stage stage(wanting(random() % 200 + 1));
        stage.size = random() % 20 + 1;
        Number now{0, 0};
        const auto publish = [&](bool heard) {
            ++now.number;
            stage.log.push_back(now);
            if (heard)
                stage.live({now});
        };
        for (std::uint64_t i = random() % 300; i > 0; --i)
            publish(false);
        stage.seam.connectionBegins();
        for (int step = 0; step < 2'000; ++step) {
            publish(!chance(2));
            if (chance(1)) { // the connection breaks; perhaps the server, too
                for (std::uint64_t i = random() % 5; i > 0; --i)
                    publish(false);
                if (chance(50))
                    now = {now.epoch + 1, 0};
                for (std::uint64_t i = random() % 15; i > 0; --i)
                    publish(false);
                stage.seam.connectionBegins();
            }
            if (chance(20))
                stage.page();
        }
        publish(true);
        stage.walk();
        publish(true);
        QVERIFY(!stage.out.empty());
        const auto first = std::find(stage.log.begin(), stage.log.end(), stage.out.front());
        QCOMPARE(stage.out, Numbers(first, stage.log.end()));
        QCOMPARE(stage.seam.counters().gapsFilled, stage.seam.counters().gaps);
        QCOMPARE(int(stage.seam.waiting()), 0);
    }
};

QTEST_APPLESS_MAIN(TestSeam)
#include "test_seam.moc"
