#include "core/bundle/eventlines.h"
#include "tests/unit/bundle/randomevidence.h"

#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// The lines of a lane's file: exact both ways, and one clear complaint about whatever is none.
class TestEventLines : public QObject
{
    Q_OBJECT

private slots:
    void readsAsDocumented();
    void isExactBothWays();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void survivesDamage();

private:
    QString read(const QByteArray &line, bundle::Event &event)
    {
        return m_reader.read({line.constData(), static_cast<std::size_t>(line.size())}, event);
    }

    bundle::LineReader m_reader;
};

namespace {

bool same(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) ||
           std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same(const Arrival &a, const Arrival &b)
{
    return a.arrival == b.arrival && a.originWall == b.originWall && a.sequence == b.sequence &&
           a.identity == b.identity && a.content == b.content && same(a.value, b.value) &&
           same(a.size, b.size) && a.series == b.series && a.generation == b.generation &&
           a.message == b.message && a.decimals == b.decimals && a.flags == b.flags;
}

bool same(const Request &a, const Request &b)
{
    return a.planned == b.planned && a.sent == b.sent && a.ended == b.ended && a.overdue == b.overdue &&
           a.outcome == b.outcome && a.httpStatus == b.httpStatus && a.bodyBytes == b.bodyBytes &&
           a.rows == b.rows && a.newRows == b.newRows && a.date == b.date;
}

} // namespace

void TestEventLines::readsAsDocumented()
{
    Arrival a;
    a.arrival = 5;
    a.series = 3;
    a.identity = 0xabc;
    QCOMPARE(test::lineOf(a), QByteArray(R"({"arrival_ns":5,"series":3,"identity":"0000000000000abc",)"
                                         R"("content":"0000000000000000"})"
                                         "\n"));
    a.originWall = 1'700'000'000'123'456'789;
    a.sequence = std::numeric_limits<std::uint64_t>::max();
    a.flags = Arrival::HasSequence;
    a.value = 101.25;
    const QByteArray line = test::lineOf(a);
    for (const char *part : {R"("origin_ns":1700000000123456789)", R"("sequence":18446744073709551615)",
                             R"("value":101.25)", R"("flags":2)"})
        QVERIFY2(line.contains(part), line.constData());
    Request r;
    r.planned = 7;
    r.outcome = Request::Outcome::NotModified;
    QVERIFY(test::lineOf(r).startsWith(R"({"planned_ns":7,"sent_ns":null,"ended_ns":null,"overdue":0,)"
                                       R"("outcome":"not modified",)"));
}

void TestEventLines::isExactBothWays()
{
    test::RandomEvidence random(1);
    bundle::Event event;
    for (int i = 0; i < 20'000; ++i) {
        const Arrival arrival = random.arrival(i - 10'000);
        const QByteArray line = test::lineOf(arrival);
        QCOMPARE(read(line.chopped(1), event), QString());
        QVERIFY2(same(std::get<Arrival>(event), arrival), line.constData());
        const Request request = random.request(i - 10'000);
        const QByteArray poll = test::lineOf(request);
        QCOMPARE(read(poll.chopped(1), event), QString());
        QVERIFY2(same(std::get<Request>(event), request), poll.constData());
    }
}

void TestEventLines::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *name, const QByteArray &line, const char *complaint) {
        QTest::newRow(name) << line << QString::fromUtf8(complaint);
    };
    const QByteArray rest = R"(,"series":0,"identity":"0000000000000001","content":"0000000000000001"})";
    row("empty", "", "is no JSON object");
    row("prose", "hello", "is no JSON object");
    row("array", "[1]", "is no JSON object");
    row("nothing", "{}", "is an empty object");
    row("cut", R"({"arrival_ns":5,"series":3,"ident)", "is no JSON object");
    row("foreign", R"({"event":"x"})", "is no event: it begins with “event”");
    row("lacks", R"({"arrival_ns":5,"series":3})", "lacks “identity”");
    row("unknown member", R"({"arrival_ns":5,"colour":1})", "has a member “colour” that no event has");
    row("twice", R"({"arrival_ns":5,"arrival_ns":6})", "names “arrival_ns” twice");
    row("text for a time", R"({"arrival_ns":"5")" + rest, "holds no possible “arrival_ns”");
    row("beyond any clock", R"({"arrival_ns":9000000000000000000)" + rest, "holds no possible “arrival_ns”");
    row("too large", R"({"arrival_ns":99999999999999999999)" + rest, "is no JSON object");
    row("fraction", R"({"arrival_ns":5.5)" + rest, "holds no possible “arrival_ns”");
    row("hostile series", R"({"arrival_ns":5,"series":4294967295})", "holds no possible “series”");
    row("hash", R"({"arrival_ns":5,"series":1,"identity":"xyz"})", "holds no possible “identity”");
    row("hash of 17", R"({"arrival_ns":5,"identity":"00000000000000011"})", "holds no possible “identity”");
    row("outcome", R"({"planned_ns":5,"outcome":"maybe"})", "holds no possible “outcome”");
    row("negative rows", R"({"planned_ns":5,"rows":-1})", "holds no possible “rows”");
    row("very long", R"({"arrival_ns":)" + QByteArray(5'000, '1') + "}", "is longer than any event's");
    row("deep", QByteArray(2'000, '['), "is no JSON object");
    row("broken text", "{\"arrival_ns\":5,\"\xff\":1}", "is no JSON object");
}

void TestEventLines::namesWhatIsWrong()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, complaint);
    bundle::Event event;
    QCOMPARE(read(line, event), complaint);
}

/// Run it under the sanitizers: a changed line is an event within its bounds, or it is refused.
void TestEventLines::survivesDamage()
{
    test::RandomEvidence random(2);
    std::mt19937 damage(3);
    bundle::Event event;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray line = i % 2 == 0 ? test::lineOf(random.arrival(i)) : test::lineOf(random.request(i));
        line.chop(1);
        for (int changes = 1 + static_cast<int>(damage() % 3); changes > 0; --changes)
            line[static_cast<qsizetype>(damage() % static_cast<unsigned>(line.size()))] =
                "0123456789,:\"{}[]-.eE \\\xff"[damage() % 24];
        read(line.left(static_cast<qsizetype>(damage() % 400)), event);
    }
}

QTEST_GUILESS_MAIN(TestEventLines)
#include "test_eventlines.moc"
