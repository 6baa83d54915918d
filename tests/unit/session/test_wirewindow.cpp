#include "core/session/wirewindow.h"

#include <QTest>

using namespace feedscope;

/// What a lane had on the wire in a window, from samples of its counts.
class TestWireWindow : public QObject
{
    Q_OBJECT

private slots:
    void nothingYet()
    {
        const WireWindow window;
        QCOMPARE(window.between(0, second).sent, 0);
        QCOMPARE(window.firstFrom(0), noTime);
    }

    /// A window begins at a sample; its end is sampled a little late, the sample before may be a second old.
    void theEndIsTheFirstSampleAfterIt()
    {
        WireWindow window;
        const auto add = [&window](Ns time, std::int64_t sent, std::int64_t lost) {
            WireCount count;
            count.sent = sent;
            count.received = 10 * sent;
            count.lostReceived = lost;
            window.add(time, count);
        };
        add(0, 100, 0);
        add(1 * second, 200, 1);
        add(2 * second, 300, 2);
        add(3 * second + 5 * millisecond, 400, 4);
        add(4 * second, 500, 8);
        QCOMPARE(window.between(second, 3 * second).sent, 200);
        QCOMPARE(window.between(second, 3 * second).received, 2'000);
        QCOMPARE(window.between(second, 3 * second).lost, 3);
        QCOMPARE(window.between(second, 2 * second).sent, 100); // a sample right there
        QCOMPARE(window.between(second, noTime).sent, 300);
        QCOMPARE(window.between(second, 9 * second).sent, 300); // none so late: up to the newest
        QCOMPARE(window.firstFrom(second + 1), 2 * second);
    }
};

QTEST_GUILESS_MAIN(TestWireWindow)
#include "test_wirewindow.moc"
