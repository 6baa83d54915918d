#include "core/decode/rewind.h"
#include "core/decode/texthash.h"
#include "core/decode/value.h"

#include <QTest>

#include <charconv>
#include <cmath>
#include <random>

using namespace feedscope;

/// The short cuts of the ingest path against what they stand for.
class TestNumbers : public QObject
{
    Q_OBJECT

private slots:
    void plainDecimalsAreCorrectlyRounded();
    void oddNumbers_data();
    void oddNumbers();
    void hexadecimalIsExact_data();
    void hexadecimalIsExact();
    void placesAreAddedToExactly_data();
    void placesAreAddedToExactly();
    void textsAreTheSameOrNot();
    void partsOfAPairAreKeptApart();
};

void TestNumbers::plainDecimalsAreCorrectlyRounded()
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 200'000; ++i) {
        std::string text = std::to_string(random() >> (random() % 60));
        const std::size_t point = 1 + random() % (text.size() + 3);
        if (point < text.size())
            text.insert(point, 1, '.');
        if (random() % 4 == 0)
            text.insert(text.begin(), '-');
        double expected = 0;
        std::from_chars(text.data(), text.data() + text.size(), expected);
        const auto value = Value{ValueType::String, text}.toDouble();
        QVERIFY2(value && *value == expected, text.c_str());
    }
}

void TestNumbers::oddNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("expected"); // NaN: none
    const double none = std::nan("");
    for (const char *text :
         {"", "-", "+", ".", "-.", "1.2.3", "1,5", "12a", "a12", "--1", "1 ", "NaN", "inf"})
        QTest::newRow(qPrintable(QStringLiteral("none: '%1'").arg(QLatin1String(text))))
            << QByteArray(text) << none;
    QTest::newRow("minus zero") << QByteArray("-0.0") << -0.0;
    QTest::newRow("plus") << QByteArray("+1.5") << 1.5;
    QTest::newRow("exponent") << QByteArray("1.5e3") << 1500.0;
    QTest::newRow("leading zeros") << QByteArray("0001.50") << 1.5;
    QTest::newRow("15 digits") << QByteArray("999999999.999999") << 999999999.999999;
    QTest::newRow("16 digits") << QByteArray("9007199254740993") << 9007199254740992.0;
    QTest::newRow("24 digits") << QByteArray("123456789012345678901234") << 123456789012345678901234.0;
    QTest::newRow("small") << QByteArray("0.00000000000000001") << 1e-17;
}

void TestNumbers::oddNumbers()
{
    QFETCH(QByteArray, text);
    QFETCH(double, expected);
    const auto value =
        Value{ValueType::String, {text.constData(), static_cast<std::size_t>(text.size())}}.toDouble();
    QCOMPARE(value.has_value(), !std::isnan(expected));
    if (value) {
        QCOMPARE(*value, expected);
        QCOMPARE(std::signbit(*value), std::signbit(expected));
    }
}

void TestNumbers::hexadecimalIsExact_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // empty: none
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(qPrintable(QStringLiteral("'%1'").arg(QLatin1String(text))))
            << QByteArray(text) << QByteArray(expected);
    };
    row("0x0", "0");
    row("0x1b4", "436");
    row("1B4", "436");
    row("0X00000000000000000000000000000000000000000000000000000000000000000000000a", "10");
    row("-0x10", "-16");
    row("0x3b9aca00", "1000000000"); // where a limb is full
    row("0xffffffffffffffff", "18446744073709551615");
    row("0x10000000000000000", "18446744073709551616");
    row("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "115792089237316195423570985008687907853269984665640564039457584007913129639935");
    row("0x10000000000000000000000000000000000000000000000000000000000000000", "");
    for (const char *none : {"", "0x", "-", "-0x", "0xg", "x1", "1 ", " 1", "+1", "0x-1", "1.5", "0x0x1"})
        row(none, "");
}

void TestNumbers::hexadecimalIsExact()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto decimal = decimalOfHexadecimal({text.constData(), std::size_t(text.size())});
    QCOMPARE(decimal.has_value(), !expected.isEmpty());
    QCOMPARE(QByteArray::fromStdString(decimal.value_or("")), expected);
}

void TestNumbers::placesAreAddedToExactly_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<qint64>("by");
    QTest::addColumn<QByteArray>("expected"); // empty: none
    QTest::newRow("one more") << QByteArray("10001") << qint64(1) << QByteArray("10002");
    QTest::newRow("beyond a double") << QByteArray("9007199254740993") << qint64(1)
                                     << QByteArray("9007199254740994");
    QTest::newRow("the last") << QByteArray("18446744073709551614") << qint64(1)
                              << QByteArray("18446744073709551615");
    QTest::newRow("beyond it") << QByteArray("18446744073709551615") << qint64(1) << QByteArray();
    QTest::newRow("less") << QByteArray("18446744073709551615") << qint64(-1)
                          << QByteArray("18446744073709551614");
    QTest::newRow("below zero") << QByteArray("1") << qint64(-2) << QByteArray("-1");
    QTest::newRow("from below zero") << QByteArray("-5") << qint64(6) << QByteArray("1");
    QTest::newRow("the first") << QByteArray("-9223372036854775808") << qint64(-1) << QByteArray();
    for (const char *none : {"", "1.0", "1e3", "e-5", "12a", "36893488147419103232"})
        QTest::newRow(none) << QByteArray(none) << qint64(1) << QByteArray();
}

void TestNumbers::placesAreAddedToExactly()
{
    QFETCH(QByteArray, place);
    QFETCH(qint64, by);
    QFETCH(QByteArray, expected);
    const auto next = advanced({place.constData(), std::size_t(place.size())}, by);
    QCOMPARE(next.has_value(), !expected.isEmpty());
    QCOMPARE(QByteArray::fromStdString(next.value_or("")), expected);
}

void TestNumbers::textsAreTheSameOrNot()
{
    const std::string text = "abcdefghijklmnopqrstuvwxyz";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const std::string same = text.substr(0, size);
        QVERIFY(sameText(same, std::string(same)));
        QVERIFY(!sameText(same, text + "a"));
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = same;
            other[at] = '!';
            QVERIFY2(!sameText(same, other), other.c_str());
        }
    }
}

void TestNumbers::partsOfAPairAreKeptApart()
{
    TextPairIndex index;
    const std::string_view text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
    const auto cutAt = [text](std::size_t at) { return TextPairView(text.substr(0, at), text.substr(at)); };
    for (std::uint32_t at = 0; at <= text.size(); ++at) {
        QCOMPARE(index.find(cutAt(at)), TextPairIndex::none);
        QCOMPARE(index.add(cutAt(at)), at);
    }
    for (std::uint32_t at = 0; at <= text.size(); ++at)
        QCOMPARE(index.find(cutAt(at)), at);
    index.clear();
    QCOMPARE(index.find(cutAt(0)), TextPairIndex::none);
    QCOMPARE(index.add(cutAt(7)), 0U);
}

QTEST_APPLESS_MAIN(TestNumbers)
#include "test_numbers.moc"
