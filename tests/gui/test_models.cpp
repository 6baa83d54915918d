// Board and notices as models: the tester attached, only dirty rows announced, rows outdated as measures.md
// says.
#include "ui/boardmodel.h"
#include "ui/noticemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// A feed of a few series on two lanes, told what arrives.
struct Feed
{
    LiveData live;

    explicit Feed(int series)
    {
        live.lanes.resize(2);
        live.lanes[1].push = false;
        live.boards.emplace_back(true);
        live.boards.emplace_back(false);
        for (int i = 0; i < series; ++i)
            live.series.push_back({u"tick"_s, u"S%1"_s.arg(i)});
    }

    void arrive(std::size_t lane, SeriesId series, std::uint64_t sequence, double value, Ns origin,
                Ns arrival)
    {
        Arrival a;
        a.arrival = arrival;
        a.originWall = origin;
        a.sequence = sequence;
        a.flags = Arrival::HasSequence;
        a.value = value;
        a.series = series;
        live.boards[lane].apply(a);
        live.now = arrival;
    }

    void arriveOnAll(int series)
    {
        for (int i = 0; i < series; ++i)
            arrive(0, static_cast<SeriesId>(i), 1, 100 + i, second, second);
    }
};

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private slots:
    void boardHoldsUnderTheTester()
    {
        Feed feed(20);
        BoardModel model(feed.live, 0, nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.refresh(0);
        QCOMPARE(model.rowCount(), 0);
        feed.arriveOnAll(10);
        model.refresh(second);
        QCOMPARE(model.rowCount(), 10);
        model.sort(BoardModel::Last, Qt::DescendingOrder);
        QCOMPARE(model.symbol(0), u"S9"_s);
        model.setFilter(u"s3"_s);
        QCOMPARE(model.rowCount(), 1);
        model.setFilter({});
        feed.arriveOnAll(20);
        model.refresh(2 * second);
        QCOMPARE(model.rowCount(), 20);
        ++feed.live.feedRevision;
        feed.live.boards[0].clear();
        model.refresh(3 * second);
        QCOMPARE(model.rowCount(), 0);
    }

    void announcesOneBlockForNeighbours()
    {
        Feed feed(10);
        BoardModel model(feed.live, 0, nullptr);
        model.setFlashing(false);
        feed.arriveOnAll(10);
        model.refresh(second);
        QSignalSpy changed(&model, &BoardModel::dataChanged);
        for (const SeriesId series : {2u, 3u, 4u, 8u})
            feed.arrive(0, series, 2, 200, 2 * second, second + millisecond);
        model.refresh(second + millisecond);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed[0][0].toModelIndex().row(), 2);
        QCOMPARE(changed[0][1].toModelIndex().row(), 4);
        QCOMPARE(changed[1][0].toModelIndex().row(), 8);
        changed.clear();
        model.refresh(second + 2 * millisecond);
        QCOMPARE(changed.size(), 0);
    }

    void flashFadesAndEnds()
    {
        Feed feed(1);
        BoardModel model(feed.live, 0, nullptr);
        feed.arriveOnAll(1);
        model.refresh(second);
        feed.arrive(0, 0, 2, 90, 2 * second, 2 * second);
        model.refresh(2 * second);
        QCOMPARE(model.flash(0), -1.0);
        model.refresh(2 * second + BoardModel::flashFor / 2);
        QVERIFY(model.flash(0) < -0.4 && model.flash(0) > -0.6);
        model.refresh(2 * second + BoardModel::flashFor + 1);
        QCOMPARE(model.flash(0), 0.0);
    }

    void resortsTwiceASecondAtMost()
    {
        Feed feed(2);
        BoardModel model(feed.live, 0, nullptr);
        feed.arriveOnAll(2);
        model.refresh(second);
        model.sort(BoardModel::Last, Qt::AscendingOrder);
        feed.arrive(0, 0, 2, 500, 2 * second, second);
        model.refresh(second + 100 * millisecond);
        QCOMPARE(model.symbol(0), u"S0"_s);
        model.refresh(second + BoardModel::slowEvery);
        QCOMPARE(model.symbol(0), u"S1"_s);
    }

    void outdatedCountsFromTheUpdateThatFollows()
    {
        Feed feed(1);
        OutdatedRows rows;
        feed.arrive(0, 0, 1, 10, 1 * second, 1 * second);
        feed.arrive(1, 0, 1, 10, 1 * second, 1 * second);
        rows.refresh(feed.live);
        QCOMPARE(rows.outdated(feed.live, 1, 0), Ns(0));
        feed.arrive(0, 0, 2, 11, 2 * second, 2 * second);
        rows.refresh(feed.live);
        feed.arrive(0, 0, 3, 12, 3 * second, 3 * second);
        rows.refresh(feed.live);
        feed.live.now = 4 * second;
        QCOMPARE(rows.outdated(feed.live, 0, 0), Ns(0));
        QCOMPARE(rows.outdated(feed.live, 1, 0), 2 * second); // since #2, not since #3
        feed.arrive(1, 0, 2, 11, 2 * second, 4 * second);     // moves on, though not to the newest
        rows.refresh(feed.live);
        QCOMPARE(rows.outdated(feed.live, 1, 0), 1 * second);
    }

    void noticesKeepTheirPlace()
    {
        LiveData live;
        NoticeModel model(live);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        live.notices.add({u"a"_s, Severity::Info, u"first"_s, wallNow(), false, false});
        model.refresh();
        const QPersistentModelIndex first = model.index(0);
        live.notices.add({u"b"_s, Severity::Critical, u"second"_s, wallNow(), false, false});
        model.refresh();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(first.row(), 1);
        QCOMPARE(first.data(NoticeModel::IdRole).toString(), u"a"_s);
        live.notices.markRead(u"a"_s);
        QSignalSpy changed(&model, &NoticeModel::dataChanged);
        model.refresh();
        QCOMPARE(changed.size(), 1);
        QVERIFY(first.data(NoticeModel::ReadRole).toBool());
    }
};

QTEST_MAIN(TestModels)
#include "test_models.moc"
