#include "core/threadworker.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <vector>

using namespace feedscope;

/// The hand-over of work to another thread: done there, waited for, and never waited for in vain.
class TestThreadWorker : public QObject
{
    Q_OBJECT

private slots:
    void worksInItsThreadInOrder();
    void aThreadThatDoesNotRunDoesNothing();
    void aLoopThatEndsWakesTheCaller();
};

namespace {

/// A worker in a running thread.
struct Shop
{
    Shop()
    {
        worker.moveToThread(&thread);
        thread.start();
    }
    ~Shop()
    {
        thread.quit();
        thread.wait();
    }

    QThread thread;
    ThreadWorker worker;
};

} // namespace

void TestThreadWorker::worksInItsThreadInOrder()
{
    Shop shop;
    std::vector<int> done;
    QThread *where = nullptr;
    for (int i = 0; i < 100; ++i)
        shop.worker.post([&done, i] { done.push_back(i); });
    QVERIFY(shop.worker.run([&] {
        where = QThread::currentThread();
        done.push_back(100);
    }));
    QCOMPARE(where, &shop.thread);
    QCOMPARE(done.size(), std::size_t(101));
    QVERIFY(std::is_sorted(done.begin(), done.end()));
}

void TestThreadWorker::aThreadThatDoesNotRunDoesNothing()
{
    QThread thread;
    ThreadWorker worker;
    worker.moveToThread(&thread);
    bool done = false;
    QVERIFY(!worker.run([&] { done = true; }));
    QVERIFY(!done);
}

void TestThreadWorker::aLoopThatEndsWakesTheCaller()
{
    Shop shop;
    bool done = false;
    shop.worker.post([&shop] { shop.thread.quit(); });
    // Reached or not, depending on how quickly the loop ends: told truly, and in any case told.
    QCOMPARE(shop.worker.run([&] { done = true; }), done);
    shop.thread.wait();
    QVERIFY(!shop.worker.run([&] { done = true; }));
}

QTEST_GUILESS_MAIN(TestThreadWorker)
#include "test_threadworker.moc"
