#include "decodinghelp.h"

using namespace feedscope;
using namespace decoding;

/// What a hostile or broken server may send: each is one counted error with a position, or a defined value.
class TestHostile : public QObject
{
    Q_OBJECT

private slots:
    void unreadable_data();
    void unreadable();
    void halves();
    void depth();
    void manyValues();
    void tooLarge();
    void backtracking();
    void strangeNumbers();
};

namespace {

std::shared_ptr<const Profile> catchAll()
{
    return profile(R"({"rules":[{"kind":"t","fields":{"x":"/x","price":"/p","time":"/t"}}]})");
}

} // namespace

void TestHostile::unreadable_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("byte");
    QTest::newRow("half") << QByteArray(R"({"x":[1,)") << 9;
    QTest::newRow("within a string") << QByteArray(R"({"x":"abc)") << 10;
    QTest::newRow("after the end") << QByteArray(R"({"x":1} 2)") << 9;
    QTest::newRow("two values") << QByteArray("{}{}") << 3;
    QTest::newRow("no comma") << QByteArray(R"({"x":1 "y":2})") << 8;
    QTest::newRow("comma at the end") << QByteArray("[1,]") << 4;
    QTest::newRow("no colon") << QByteArray(R"({"x" 1})") << 6;
    QTest::newRow("name without quotes") << QByteArray("{x:1}") << 2;
    QTest::newRow("wrong bracket") << QByteArray("[1}") << 3;
    QTest::newRow("NaN") << QByteArray(R"({"x":NaN})") << 6;
    QTest::newRow("leading zero") << QByteArray("[01]") << 2;
    QTest::newRow("bare point") << QByteArray("[1.]") << 2;
    QTest::newRow("word") << QByteArray("[trueish]") << 2;
    QTest::newRow("escape") << QByteArray(R"(["\q"])") << 2;
    QTest::newRow("half an escape") << QByteArray(R"(["\u12"])") << 2;
    QTest::newRow("text after a string") << QByteArray(R"(["a"b])") << 5;
    QTest::newRow("UTF-8 cut") << QByteArray("[\"a\xc3\"]") << 4;
    QTest::newRow("UTF-8 overlong") << QByteArray("[\"\xc0\xaf\"]") << 3;
    QTest::newRow("UTF-8 surrogate") << QByteArray("[\"\xed\xa0\x80\"]") << 3;
    QTest::newRow("bytes that are no text") << QByteArray("\xff\xfe") << 1;
}

void TestHostile::unreadable()
{
    QFETCH(QByteArray, message);
    QFETCH(int, byte);
    Decoder decoder(catchAll(), Side::Push);
    QCOMPARE(join(updates(decoder, message.toStdString())), std::string());
    QCOMPARE(decoder.counters().unreadable, 1U);
    const QString reason = decoder.oddMessages().front().reason;
    QVERIFY2(reason.contains(QStringLiteral("(byte %1)").arg(byte)), qPrintable(reason));
    QCOMPARE(join(updates(decoder, R"({"x":1})")), std::string(R"({"kind":"t","x":1})"));
}

void TestHostile::halves()
{
    const std::string whole = R"({"x":{"a":[1,-2.5e3,"q\"\\",true,null]},"p":"1.5","t":17})";
    Decoder decoder(catchAll(), Side::Push);
    for (std::size_t size = 1; size < whole.size(); ++size)
        QVERIFY2(updates(decoder, whole.substr(0, size)).empty(), whole.substr(0, size).c_str());
    QCOMPARE(decoder.counters().unreadable, whole.size() - 1);
    QCOMPARE(updates(decoder, whole).size(), 1U);
}

void TestHostile::depth()
{
    Decoder decoder(catchAll(), Side::Push);
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QCOMPARE(updates(decoder, nested(512)).size(), 1U);
    QCOMPARE(updates(decoder, nested(513)).size(), 0U);
    QCOMPARE(updates(decoder, std::string(1'000'000, '[')).size(), 0U);
    QVERIFY(decoder.oddMessages().back().reason.contains(QStringLiteral("512 levels")));
}

void TestHostile::manyValues()
{
    std::string many = "[0";
    for (int i = 0; i < 600'000; ++i)
        many += ",0";
    Decoder decoder(catchAll(), Side::Push);
    QCOMPARE(updates(decoder, many + ']').size(), 0U);
    QVERIFY(decoder.oddMessages().back().reason.contains(QStringLiteral("more values")));
}

void TestHostile::tooLarge()
{
    Decoder decoder(catchAll(), Side::Push);
    QCOMPARE(updates(decoder, '"' + std::string(Decoder::maximumBytes, 'x') + '"').size(), 0U);
    QVERIFY(decoder.oddMessages().back().reason.contains(QStringLiteral("larger than 16777216 bytes")));
}

/// A text made to keep a pattern busy for ever ends as "no match".
void TestHostile::backtracking()
{
    Decoder decoder(profile(R"({"rules":[{"when":{"/x":{"regex":"^(a+)+$"}},"kind":"t"}]})"), Side::Push);
    QCOMPARE(updates(decoder, R"({"x":")" + std::string(5000, 'a') + R"(!"})").size(), 0U);
    QCOMPARE(decoder.counters().unknown, 1U);
}

void TestHostile::strangeNumbers()
{
    Decoder decoder(catchAll(), Side::Push);
    const auto first = [&](const std::string &message) { return join(updates(decoder, message)); };
    QCOMPARE(first(R"({"p":1e999,"x":1e999})"), std::string(R"({"kind":"t","x":1e999})"));
    QCOMPARE(first(R"({"p":"-Infinity"})"), std::string(R"({"kind":"t"})"));
    QCOMPARE(first(R"({"p":"+1.5"})"), std::string(R"({"kind":"t","price":1.5})"));
    QCOMPARE(first(R"({"p":")" + std::string(100'000, '9') + R"("})"), std::string(R"({"kind":"t"})"));
    // The year 292277026596: a double can say it, 64 bits of nanoseconds cannot.
    double ms = 0;
    Ns ns = 0;
    decoder.decode(R"({"t":9223372036854775807})", false,
                   [&](const Update &u) { ms = u.timeMs, ns = u.timeNs; });
    QCOMPARE(ms, 9223372036854775807.0);
    QCOMPARE(ns, noTime);
    QCOMPARE(first(R"({"t":"NaN"})"), std::string(R"({"kind":"t"})"));
}

QTEST_GUILESS_MAIN(TestHostile)
#include "test_hostile.moc"
