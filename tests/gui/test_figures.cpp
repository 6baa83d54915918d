// What the ledger and "update by update" make of a result.
#include "ui/figures.h"
#include "ui/format.h"

#include <QLocale>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

LaneResult laneOf(LaneKind kind, double lag, std::int64_t missed)
{
    LaneResult out;
    out.kind = kind;
    out.live = true;
    out.lag.mean.value = lag;
    out.lag.mean.standardError = 0.001;
    out.updates.reference = 100;
    out.updates.delivered = 100 - missed;
    out.updates.missed = missed;
    out.missedShare.value = static_cast<double>(missed) / 100;
    return out;
}

UpdateRow rowOf(std::uint64_t sequence, bool shownByPoll, SeriesId series = 0)
{
    UpdateRow out;
    out.series = series;
    out.sequence = sequence;
    out.numbered = true;
    out.cells = {{3 * millisecond, true}, {612 * millisecond, shownByPoll}};
    return out;
}

} // namespace

class TestFigures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void ledgerHasExpectedBeneathMeasured()
    {
        ComparisonResult result;
        result.uncertainty = 0;
        result.lanes = {laneOf(LaneKind::Push, 0.003, 0), laneOf(LaneKind::PollLatest, 0.512, 51)};
        result.lanes[1].expected.lagMean = 0.5;
        const auto rows = ledgerOf(result);
        const auto found =
            std::find_if(rows.begin(), rows.end(), [](const auto &r) { return r.name == "Mean Lag"_L1; });
        QVERIFY(found != rows.end());
        QCOMPARE(found->cells[1].text, u"512\u2009ms"_s);
        QVERIFY(found->cells[1].tip.contains("95"_L1));
        QVERIFY((found + 1)->expected);
        QCOMPARE((found + 1)->cells[1].text, u"500\u2009ms"_s);
        QCOMPARE((found + 1)->cells[0].text, u"—"_s);
        QVERIFY(!(found + 1)->cells[0].tip.isEmpty()); // why it is not known
        for (const LedgerRow &row : rows)
            QVERIFY(!row.meaning.isEmpty());
    }

    void missedShowsCountAndShare()
    {
        ComparisonResult result;
        result.lanes = {laneOf(LaneKind::Push, 0.003, 0), laneOf(LaneKind::PollLatest, 0.512, 51)};
        const auto rows = ledgerOf(result);
        QCOMPARE(rows[1].cells[0].text, u"0"_s);
        QCOMPARE(rows[1].cells[1].text, u"51 · 51.0\u2009%"_s);
        result.lanes[0].updates.missed.reset();
        QCOMPARE(ledgerOf(result)[1].cells[0].text, u"—"_s);
    }

    void theClocksUncertaintyGreysOrHides()
    {
        ComparisonResult result;
        Estimate lag;
        lag.value = 0.003;
        result.uncertainty = 0.001;
        QVERIFY(!timeFigure(lag, result).greyed);
        result.uncertainty = 0.002;
        QVERIFY(timeFigure(lag, result).greyed);
        QCOMPARE(timeFigure(lag, result).text, u"3.0\u2009ms"_s);
        result.uncertainty = 0.004;
        QCOMPARE(timeFigure(lag, result).text, u"< 4.0\u2009ms"_s);
    }

    void runsThatWereNeverShownFold()
    {
        ComparisonResult result;
        for (std::uint64_t n = 1849; n > 1840; --n)
            result.rows.push_back(rowOf(n, n > 1846 || n < 1842));
        const auto lines = updateLines(result, 10);
        QCOMPARE(lines.size(), std::size_t(5));
        QCOMPARE(lines[0].number, u"#1849"_s);
        QCOMPARE(lines[3].number, u"#1842–1846"_s);
        QVERIFY(lines[3].cells[1].bad);
        QCOMPARE(lines[4].cells[1].text, u"612\u2009ms"_s);
        QCOMPARE(updateLines(result, 2).size(), std::size_t(2));
    }

    void runsOverSeveralSeriesSaySo()
    {
        ComparisonResult result;
        result.rows = {rowOf(7, false, 1), rowOf(3, false, 2)};
        const auto lines = updateLines(result, 10);
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(!lines[0].oneSeries);
        QVERIFY(lines[0].number.startsWith(u'2'));
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "test_figures.moc"
