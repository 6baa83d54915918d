#include "core/measure/comparison.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// The comparison of lanes that brought little, nothing or nonsense: every figure may be missing, but nothing
/// is read outside its bounds (run it under the sanitizers) and every live lane is ranked once.
class TestHostile : public QObject
{
    Q_OBJECT

private slots:
    void lanesThatBroughtNothing();
    void lanesThatBroughtNonsense();
};

namespace {

constexpr Ns begin = 100 * second;

void checkRanking(const ComparisonResult &result)
{
    std::vector<std::size_t> live;
    for (std::size_t l = 0; l < result.lanes.size(); ++l) {
        if (result.lanes[l].live)
            live.push_back(l);
    }
    std::vector<std::size_t> ranking = result.ranking;
    std::sort(ranking.begin(), ranking.end());
    QCOMPARE(ranking, live);
}

/// Random input, small and with many collisions; the same for the same seed.
class Nonsense
{
public:
    explicit Nonsense(unsigned seed)
        : m_random(seed)
    {}

    ComparisonInput input()
    {
        ComparisonInput input;
        input.from = begin;
        input.to = begin + time(5);
        input.drainEnd = input.to + time(2) - time(1);
        input.contiguity = static_cast<Contiguity>(pick(3));
        input.approximateWithin = pick(4) == 0 ? millisecond : 0;
        input.settledOnly = pick(2) == 0;
        input.kindOfSeries.resize(pick(4));
        for (std::size_t l = pick(5); l > 0; --l)
            input.lanes.push_back(lane(input));
        return input;
    }

private:
    std::size_t pick(std::size_t below) { return m_random() % below; }
    Ns time(Ns seconds) { return static_cast<Ns>(m_random() % static_cast<std::uint64_t>(seconds * second)); }

    LaneInput lane(const ComparisonInput &input)
    {
        LaneInput lane;
        lane.kind = static_cast<LaneKind>(pick(3));
        lane.interval = pick(2) == 0 ? 0 : time(1);
        lane.hold = pick(4) == 0 ? time(1) : 0;
        lane.liveSince = pick(4) == 0 ? noTime : begin - second + time(6);
        lane.dropped = static_cast<std::int64_t>(pick(3));
        if (pick(2) == 0)
            lane.oneWay = time(1);
        Ns at = begin - second;
        for (std::size_t i = pick(60); i > 0; --i)
            lane.arrivals.push_back(arrival(at += time(1) / 8, input.kindOfSeries.size()));
        return lane;
    }

    Arrival arrival(Ns at, std::size_t series)
    {
        Arrival arrival;
        arrival.arrival = at;
        arrival.originWall = pick(4) == 0 ? noTime : at - second / 2 + time(1);
        arrival.sequence = pick(8) == 0 ? m_random() : pick(20);
        arrival.identity = pick(30);
        arrival.content = pick(2);
        arrival.series = static_cast<SeriesId>(series == 0 ? 0 : pick(series));
        arrival.generation = static_cast<std::uint32_t>(pick(2));
        arrival.flags = static_cast<std::uint8_t>(pick(8));
        return arrival;
    }

    std::mt19937_64 m_random;
};

} // namespace

void TestHostile::lanesThatBroughtNothing()
{
    for (const Ns liveSince : {noTime, begin - second, begin + 3 * second}) {
        ComparisonInput input;
        input.from = begin;
        input.to = begin + 2 * second;
        input.drainEnd = input.to + second;
        for (const LaneKind kind : {LaneKind::Push, LaneKind::PollLatest, LaneKind::PollCursor}) {
            LaneInput lane;
            lane.kind = kind;
            lane.interval = kind == LaneKind::Push ? 0 : second;
            lane.liveSince = liveSince;
            input.lanes.push_back(lane);
        }
        checkRanking(analyse(input));
    }
    checkRanking(analyse({}));
}

void TestHostile::lanesThatBroughtNonsense()
{
    for (unsigned seed = 0; seed < 1'000; ++seed) {
        checkRanking(analyse(Nonsense(seed).input()));
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"seed %1"_s.arg(seed)));
    }
}

QTEST_GUILESS_MAIN(TestHostile)
#include "test_hostile.moc"
