#include "core/decode/sequencetracker.h"

#include <QTest>

using namespace feedscope;

/// Holes, copies and stragglers in the numbers of a feed. A case is a line: the numbers as they come; the
/// verdicts (i in order, e early, l late, d duplicate, b backward, - unknown); then lost numbers and gaps in
/// the end.
class TestSequence : public QObject
{
    Q_OBJECT

private slots:
    void contiguous_data();
    void contiguous();
    void range();
    void previous();
    void scopes();
    void snapshotStartsAnew();
    void rowsOfOneMessage();
    void stateInSingleRows();
};

namespace {

constexpr char letters[] = "-ieldb";

/// Feeds numbers and collects the verdicts.
struct Feeder
{
    SequenceTracker tracker;
    std::uint64_t message = 0;
    QByteArray verdicts;

    explicit Feeder(const SequenceRule &rule)
        : tracker(rule)
    {}

    void see(std::uint64_t first, std::uint64_t last, std::optional<std::uint64_t> previous = {},
             std::string_view scope = {}, bool snapshot = false)
    {
        Update update;
        update.kind = "t";
        update.snapshot = snapshot;
        update.message = ++message;
        update.numbers = {true, first, last, previous, scope};
        verdicts += letters[int(tracker.see(update).verdict)];
    }
};

SequenceRule ruleOf(SequenceMode mode, SequenceScope scope = SequenceScope::Connection,
                    std::uint32_t window = 0)
{
    SequenceRule rule;
    rule.mode = mode;
    rule.scope = scope;
    rule.reorderWindow = window;
    return rule;
}

} // namespace

void TestSequence::contiguous_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<quint32>("window");
    QTest::addColumn<QList<quint64>>("numbers");
    QTest::addColumn<QByteArray>("verdicts");
    QTest::addColumn<int>("missing");
    QTest::addColumn<int>("gaps");
    const auto row = [](const char *name, SequenceMode mode, quint32 window, QList<quint64> numbers,
                        const char *verdicts, int missing, int gaps) {
        QTest::newRow(name) << int(mode) << window << numbers << QByteArray(verdicts) << missing << gaps;
    };
    constexpr auto c = SequenceMode::Contiguous;
    row("in order", c, 0, {5, 6, 7}, "-ii", 0, 0);
    row("a gap", c, 0, {1, 2, 5, 6}, "-iei", 2, 1);
    row("two gaps", c, 0, {1, 3, 6}, "-ee", 3, 2);
    row("a copy", c, 0, {1, 2, 2, 1, 3}, "-iddi", 0, 0);
    row("straggler after the gap", c, 0, {1, 3, 2, 2}, "-ebd", 1, 1);
    row("straggler within the window", c, 4, {1, 3, 2, 4}, "-eli", 0, 0);
    row("straggler given up", c, 2, {1, 3, 4, 5, 2}, "-eiib", 1, 1);
    row("never came", c, 64, {7, 9, 10}, "-ei", 1, 1);
    row("a long hole is one gap", c, 4, {1, 100, 101, 110}, "-eie", 106, 2);
    row("hole filled from the middle", c, 64, {1, 7, 4, 3, 5, 2, 6, 6}, "-ellllld", 0, 0);
    row("largest number", c, 0, {18446744073709551613ULL, 18446744073709551615ULL, 18446744073709551615ULL},
        "-ed", 1, 1);
    row("monotonic", SequenceMode::Monotonic, 0, {1, 10, 10, 9, 11}, "-idbi", 0, 0);
    row("none", SequenceMode::None, 0, {1, 10, 1}, "---", 0, 0);
}

void TestSequence::contiguous()
{
    QFETCH(int, mode);
    QFETCH(quint32, window);
    QFETCH(QList<quint64>, numbers);
    QFETCH(QByteArray, verdicts);
    QFETCH(int, missing);
    QFETCH(int, gaps);
    Feeder feeder(ruleOf(SequenceMode(mode), SequenceScope::Connection, window));
    for (const quint64 number : numbers)
        feeder.see(number, number);
    feeder.tracker.finish();
    QCOMPARE(feeder.verdicts, verdicts);
    QCOMPARE(feeder.tracker.missing(), std::uint64_t(missing));
    QCOMPARE(feeder.tracker.gaps(), std::uint64_t(gaps));
}

void TestSequence::range()
{
    Feeder feeder(ruleOf(SequenceMode::Range));
    feeder.see(1, 4);
    feeder.see(5, 5);
    feeder.see(4, 9); // overlaps: nothing is missing
    feeder.see(12, 15);
    QCOMPARE(feeder.verdicts, QByteArray("-iie"));
    QCOMPARE(feeder.tracker.missing(), 2U);
}

void TestSequence::previous()
{
    Feeder feeder(ruleOf(SequenceMode::Previous));
    feeder.see(10, 10);
    feeder.see(25, 25, 10);
    feeder.see(40, 40, 30);
    feeder.see(40, 40, 30);
    feeder.see(50, 50); // no previous: starts anew
    QCOMPARE(feeder.verdicts, QByteArray("-iedi"));
    QCOMPARE(feeder.tracker.gaps(), 1U);
}

void TestSequence::scopes()
{
    Feeder feeder(ruleOf(SequenceMode::Contiguous, SequenceScope::Symbol));
    feeder.see(1, 1, {}, "A");
    feeder.see(7, 7, {}, "B");
    feeder.see(2, 2, {}, "A");
    feeder.see(9, 9, {}, "B");
    QCOMPARE(feeder.verdicts, QByteArray("--ie"));
    feeder.tracker.reset();
    feeder.see(100, 100, {}, "A");
    QCOMPARE(feeder.verdicts.back(), '-');
}

void TestSequence::snapshotStartsAnew()
{
    Feeder feeder(ruleOf(SequenceMode::Contiguous));
    feeder.see(1, 1);
    feeder.see(50, 50, {}, {}, true);
    feeder.see(51, 51);
    QCOMPARE(feeder.verdicts, QByteArray("--i"));
    QCOMPARE(feeder.tracker.gaps(), 0U);
}

/// A number of the whole message stands on each of its rows: that is no copy. The next message with it is.
void TestSequence::rowsOfOneMessage()
{
    Feeder feeder(ruleOf(SequenceMode::Contiguous));
    feeder.see(1, 1);
    feeder.see(2, 2);
    --feeder.message;
    feeder.see(2, 2);
    feeder.see(2, 2);
    QCOMPARE(feeder.verdicts, QByteArray("-iid"));
}

/// Datagrams bring state row by row, and late rows among the first updates: counting begins at the newest.
void TestSequence::stateInSingleRows()
{
    const auto state = [](Feeder &feeder, std::uint64_t number) { feeder.see(number, number, {}, "e", true); };
    const auto news = [](Feeder &feeder, std::uint64_t number) { feeder.see(number, number, {}, "e"); };
    Feeder feeder(ruleOf(SequenceMode::Contiguous, SequenceScope::Pointer, 8));
    for (const std::uint64_t number : {3U, 90U, 97U, 12U})
        state(feeder, number);
    news(feeder, 98);
    state(feeder, 40); // late
    for (std::uint64_t number = 99; number < 120; ++number)
        news(feeder, number);
    QCOMPARE(feeder.tracker.gaps(), 0U);
    state(feeder, 50); // too late for that: counting starts anew here
    news(feeder, 51);
    QCOMPARE(feeder.tracker.gaps(), 0U);
    Feeder first(ruleOf(SequenceMode::Contiguous, SequenceScope::Pointer, 8));
    news(first, 98); // before the state that it follows
    state(first, 97);
    news(first, 99);
    first.tracker.finish();
    QCOMPARE(first.tracker.gaps(), 0U);
    Feeder ordered(ruleOf(SequenceMode::Contiguous, SequenceScope::Pointer)); // nothing comes late: it was reset
    state(ordered, 97);
    state(ordered, 12);
    news(ordered, 13);
    QCOMPARE(ordered.verdicts, QByteArray("--i"));
}

QTEST_GUILESS_MAIN(TestSequence)
#include "test_sequence.moc"
