#include "core/server/market.h"
#include "core/server/options.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace feedscope;
using namespace feedscope::server;
using namespace Qt::StringLiterals;

namespace {

std::vector<Tick> ticksOf(const std::vector<MarketEvent> &events)
{
    std::vector<Tick> ticks;
    for (const MarketEvent &event : events)
        if (const auto *tick = std::get_if<Tick>(&event.what))
            ticks.push_back(*tick);
    return ticks;
}

std::vector<MarketEvent> alertsOf(const std::vector<MarketEvent> &events)
{
    std::vector<MarketEvent> alerts;
    for (const MarketEvent &event : events)
        if (std::holds_alternative<Alert>(event.what))
            alerts.push_back(event);
    return alerts;
}

bool same(const std::vector<MarketEvent> &a, const std::vector<MarketEvent> &b)
{
    const auto ta = ticksOf(a);
    const auto tb = ticksOf(b);
    const auto equal = [](const Tick &x, const Tick &y) {
        return x.series == y.series && x.price == y.price && x.size == y.size;
    };
    const auto sameDue = [](const MarketEvent &x, const MarketEvent &y) { return x.due == y.due; };
    return std::equal(ta.begin(), ta.end(), tb.begin(), tb.end(), equal) &&
           std::equal(a.begin(), a.end(), b.begin(), b.end(), sameDue);
}

} // namespace

class TestServerMarket : public QObject
{
    Q_OBJECT

private slots:
    void theSameSeedGivesTheSameEvents()
    {
        Market one(7, 12, 20, 0);
        Market two(7, 12, 20, 0);
        Market other(8, 12, 20, 0);
        const auto whole = one.advance(60 * second);
        std::vector<MarketEvent> pieces; // asked for in other steps
        for (Ns now = 0; now <= 60 * second; now += 77 * millisecond)
            for (auto &event : two.advance(now))
                pieces.push_back(std::move(event));
        for (auto &event : two.advance(60 * second))
            pieces.push_back(std::move(event));
        QVERIFY(whole.size() > 1000);
        QVERIFY(same(whole, pieces));
        QVERIFY(!same(whole, other.advance(60 * second)));
    }

    void arrivalsArePoisson_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("slow") << 0.5;
        QTest::newRow("default") << 20.0;
        QTest::newRow("fast") << 10'000.0;
    }
    void arrivalsArePoisson()
    {
        QFETCH(double, rate);
        // 2,000 cells in which 10 arrivals are expected: mean and variance of a Poisson count are equal.
        constexpr int cells = 2'000;
        constexpr double expected = 10;
        Market market(1, 12, rate, 0);
        std::vector<double> counts(cells);
        const double cell = expected / rate * second;
        for (const MarketEvent &event : market.advance(static_cast<Ns>(cells * cell)))
            if (std::holds_alternative<Tick>(event.what))
                counts[std::min<std::size_t>(
                    cells - 1, static_cast<std::size_t>(static_cast<double>(event.due) / cell))] += 1;
        double sum = 0;
        double squares = 0;
        for (const double count : counts) {
            sum += count;
            squares += count * count;
        }
        const double mean = sum / cells;
        const double variance = squares / cells - mean * mean;
        QVERIFY2(std::abs(mean - expected) < 0.3, qPrintable(QString::number(mean))); // 4 standard errors
        QVERIFY2(std::abs(variance - expected) < 1.3,
                 qPrintable(QString::number(variance))); // 4 standard errors
    }

    void everySeriesChangesAsOftenAsAnyOther()
    {
        Market market(3, 12, 1000, 0);
        std::map<int, int> counts;
        for (const Tick &tick : ticksOf(market.advance(60 * second)))
            ++counts[tick.series];
        QCOMPARE(counts.size(), std::size_t(12));
        for (const auto &[series, count] : counts)
            QVERIFY2(std::abs(count - 5000) < 350, qPrintable(u"%1: %2"_s.arg(series).arg(count)));
    }

    void theRateChangesAtOnce()
    {
        Market market(1, 12, ServerOptions::minimumRate, 0);
        market.setRate(1000, 0);
        const auto events = ticksOf(market.advance(10 * second));
        QVERIFY2(std::abs(static_cast<int>(events.size()) - 10'000) < 500,
                 qPrintable(QString::number(events.size())));
        market.setRate(0, 10 * second); // kept within bounds
        QCOMPARE(market.rate(), ServerOptions::minimumRate);
        market.setRate(std::nan(""), 10 * second);
        QCOMPARE(market.rate(), ServerOptions::minimumRate);
    }

    void theScheduleMovesAfterASleep()
    {
        Market market(1, 12, 20, 0);
        market.skipTo(3600 * second);
        QCOMPARE(market.nextDue(), 3600 * second);
        QCOMPARE(ticksOf(market.advance(3600 * second)).size(), std::size_t(1));
    }

    void theDemoStartsAsInThePictures()
    {
        const Market market(1, 12, 20, 0);
        const auto quotes = market.quotes();
        QCOMPARE(quotes.size(), std::size_t(12));
        QCOMPARE(market.tickers()[0].symbol, "BTC-USD");
        QCOMPARE(quotes[0].price, 106955.30);
        QCOMPARE(QString::number(quotes[0].change, 'f', 2), u"1.05"_s);
        QCOMPARE(quotes[11].price, 0.4127);
        QCOMPARE(quotes[11].series, 11);
    }

    void symbolsAreAdjustableAndUnique()
    {
        const Market many(1, 1000, 20, 0);
        std::map<QByteArray, int> seen;
        for (const Ticker &ticker : many.tickers()) {
            ++seen[ticker.symbol];
            QVERIFY(ticker.price > 0.4 && ticker.decimals >= 2 && ticker.volatility > 0);
        }
        QCOMPARE(seen.size(), std::size_t(1000));
        QCOMPARE(Market(1, 0, 20, 0).tickers().size(), std::size_t(1));
        QCOMPARE(Market(1, 5000, 20, 0).tickers().size(), std::size_t(1000));
    }

    void pricesStaySaneForAWeek()
    {
        Market market(5, 12, 0.2, 0);
        for (const Tick &tick : ticksOf(market.advance(7 * 24 * 3600 * second))) {
            const double start = market.tickers()[static_cast<std::size_t>(tick.series)].price;
            QVERIFY(tick.price > start * 0.8 && tick.price < start * 1.25 && tick.size > 0);
        }
    }

    void alertsAreRareAndOfThreeSeverities_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("minutes");
        QTest::newRow("slow") << 2.0 << 600;
        QTest::newRow("default") << 20.0 << 180;
        QTest::newRow("fast") << 500.0 << 20;
    }
    void alertsAreRareAndOfThreeSeverities()
    {
        QFETCH(double, rate);
        QFETCH(int, minutes);
        Market market(1, 12, rate, 0);
        const auto alerts = alertsOf(market.advance(minutes * 60 * second));
        std::map<Alert::Severity, int> severities;
        Ns last = -Alerts::spacing;
        for (const MarketEvent &event : alerts) {
            ++severities[std::get<Alert>(event.what).severity];
            QVERIFY(event.due - last >= Alerts::spacing);
            last = event.due;
        }
        const double perMinute = static_cast<double>(alerts.size()) / minutes;
        QVERIFY2(perMinute > 1 && perMinute <= 5, qPrintable(QString::number(perMinute)));
        QVERIFY(severities.size() == 3 || minutes < 100);
    }

    void aCrossingIsTold()
    {
        Alerts alerts(tickers(2), 0);
        QVERIFY(!alerts.look({1, 3892.00, 0, 1}, second));
        const auto down = alerts.look({1, 3889.50, 0, 1}, 2 * second);
        QVERIFY(down);
        QCOMPARE(down->text, u"ETH-USD crossed 3,890 downwards"_s);
        QCOMPARE(down->series, 1);
        QVERIFY(!alerts.look({1, 3891.00, 0, 1}, 3 * second)); // too soon for this series
        const auto up = alerts.look({0, 107'001.00, 0, 1}, 20 * second);
        QVERIFY(up);
        QCOMPARE(up->text, u"BTC-USD crossed 107,000 upwards"_s);
        QCOMPARE(up->severity, Alert::Severity::Warning); // a fifth round price
    }

    void aMoveWithinAMinuteIsTold()
    {
        Alerts alerts(tickers(5), 0);
        QVERIFY(!alerts.look({4, 2.4419, 0, 1}, second));
        const auto far = alerts.look({4, 2.5005, 0, 1}, 50 * second);
        QVERIFY(far);
        QCOMPARE(far->text, u"XRP-USD moved 2.4 % in 60 s"_s);
        QCOMPARE(far->severity, Alert::Severity::Critical);
        const auto slow = alerts.look({4, 2.5600, 0, 1}, 180 * second); // as far, but after the minute
        QVERIFY(!slow || !slow->text.contains(u"moved"_s));
    }

    void turnoverIsTold()
    {
        Alerts alerts(tickers(3), 0);
        QVERIFY(!alerts.look({2, 182.41, 0, 5'000}, second));
        const auto told = alerts.look({2, 182.41, 0, 1'000}, 2 * second);
        QVERIFY(told);
        QCOMPARE(told->text, u"SOL-USD volume above 1 M"_s);
        QCOMPARE(told->severity, Alert::Severity::Info);
        QVERIFY(!alerts.look({2, 182.41, 0, 1'000}, 70 * second)); // 1.3 M: nothing new
        const auto more = alerts.look({2, 182.41, 0, 5'000}, 80 * second);
        QVERIFY(more);
        QCOMPARE(more->text, u"SOL-USD volume above 2 M"_s);
    }
};

QTEST_APPLESS_MAIN(TestServerMarket)
#include "test_server_market.moc"
