#include "core/decode/timestamp.h"

#include <QTest>

#include <cmath>

using namespace feedscope;

/// Times in every way that feeds write them, exact to the nanosecond.
class TestTimestamp : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void countsFromAnotherEpoch();
};

void TestTimestamp::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("string");
    QTest::addColumn<int>("unit");
    QTest::addColumn<qint64>("ns");
    const auto row = [](const char *text, bool string, TimeUnit unit, qint64 ns) {
        QTest::newRow(text) << QByteArray(text) << string << int(unit) << ns;
    };
    row("1700000000", false, TimeUnit::Seconds, 1700000000'000000000);
    row("1658678142.557535", true, TimeUnit::Seconds, 1658678142'557535000);
    row("1.0000000019", false, TimeUnit::Seconds, 1'000000001);
    row("1.5e9", false, TimeUnit::Seconds, 1500000000'000000000);
    row("1700000000123", false, TimeUnit::None, 1700000000123'000000);
    row("1795167198.6213648", false, TimeUnit::Milliseconds, 1795167198'621364);
    row("1681343699596001", true, TimeUnit::Microseconds, 1681343699596001'000);
    row("1681343699596001002", false, TimeUnit::Nanoseconds, 1681343699596001002);
    row("-1.5", false, TimeUnit::Seconds, -1'500000000);
    row("1970-01-01T00:00:00Z", true, TimeUnit::Iso, 0);
    row("2031-03-09T18:34:18.123456789Z", true, TimeUnit::Iso, 1930847658'123456789);
    row("2031-02-27T19:36:10.5045044+01:00", true, TimeUnit::Iso, 1929983770'504504400);
    row("2031-02-27T13:06:10.5045044-0530", true, TimeUnit::Iso, 1929983770'504504400);
    row("2031-04-07 14:30:10.000000000+00:00", true, TimeUnit::Iso, 1933338610'000000000);
    row("2031-11-07T22:01:45", true, TimeUnit::None, 1951855305'000000000);
    row("2000-02-29", true, TimeUnit::Iso, 951782400'000000000);
    row("1969-12-31T23:59:59.5Z", true, TimeUnit::Iso, -500000000);
    row("2022-12-29 18:22:32.318353 +0000 UTC", true, TimeUnit::Iso, 1672338152'318353000);
    row("Wed, 02 Oct 2002 15:00:00 +0200", true, TimeUnit::Iso, 1033563600'000000000);
    row("2 Oct 02 13:00 GMT", true, TimeUnit::None, 1033563600'000000000);
    row("Tue, 01 Jan 2031 00:00:00 EST", true, TimeUnit::Iso, 1925010000'000000000);
    row("9223372036854775807", false, TimeUnit::Seconds, noTime);
    row("9999-12-31T23:59:59Z", true, TimeUnit::Iso, noTime);
    for (const char *nonsense : {"", "NaN", "soon", "1.2.3", "-", ".", "2031-13-01T00:00:00Z",
                                 "2031-01-01T25:00:00Z", "2031-01-01T00:00:00+1", "2031-01-01Tx",
                                 "31 Feb 2031 00:00:00 GMT", "2 Okt 2031 00:00:00 GMT", "2 Oct 2031 24:00:00 GMT",
                                 "2 Oct 2031 12:00:00 MOON", "2 Oct 2031"})
        row(nonsense, true, TimeUnit::None, noTime);
}

void TestTimestamp::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, string);
    QFETCH(int, unit);
    QFETCH(qint64, ns);
    const std::string_view view(text.constData(), std::size_t(text.size()));
    const Timestamp time =
        parseTimestamp({string ? ValueType::String : ValueType::Number, view}, TimeUnit(unit));
    QCOMPARE(time.ns, ns);
    if (ns != noTime)
        QVERIFY(std::abs(time.ms - double(ns) / 1e6) < 1e-3);
    else
        QCOMPARE(std::isnan(time.ms), !text.startsWith('9'));
}

void TestTimestamp::countsFromAnotherEpoch()
{
    TimeForm form(TimeUnit::Seconds);
    form.epoch = 946684800'000000000; // 2000-01-01
    const auto read = [&form](ValueType type, std::string_view text) {
        return parseTimestamp({type, text}, form);
    };
    QCOMPARE(read(ValueType::Number, "455751310").ns, 1402436110'000000000);
    QCOMPARE(read(ValueType::Number, "455751310").ms, 1402436110000.0);
    QCOMPARE(read(ValueType::String, "-946684800.5").ns, -500000000);
    QVERIFY(std::isnan(read(ValueType::String, "soon").ms));
    // What 64 bits of nanoseconds do not hold before or behind the shift is still a time in ms.
    QCOMPARE(read(ValueType::Number, "9000000000").ns, noTime);
    QCOMPARE(read(ValueType::Number, "9000000000").ms, 9946684800000.0);
    form.epoch = -2208988800'000000000; // 1900-01-01, as NTP counts
    form.unit = TimeUnit::Nanoseconds;
    QCOMPARE(read(ValueType::Number, "3913056000000000001").ns, 1704067200'000000001);
}

QTEST_GUILESS_MAIN(TestTimestamp)
#include "test_timestamp.moc"
