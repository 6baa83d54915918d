#include "core/threadworker.h"

#include <QCoreApplication>
#include <QThread>

#include <chrono>
#include <memory>

namespace feedscope {

/// One piece of work under way. Destroyed undone, its promise breaks, which wakes whoever waits.
struct ThreadWorker::Errand : QEvent
{
    explicit Errand(Work theWork)
        : QEvent(QEvent::User)
        , work(std::move(theWork))
    {}

    Work work;
    std::promise<void> done;
};

std::future<void> ThreadWorker::send(Work work)
{
    auto errand = std::make_unique<Errand>(std::move(work));
    auto done = errand->done.get_future();
    m_sent.fetch_add(1, std::memory_order_release);
    QCoreApplication::postEvent(this, errand.release());
    return done;
}

void ThreadWorker::post(Work work)
{
    send(std::move(work));
}

bool ThreadWorker::run(Work work)
{
    using namespace std::chrono_literals;
    const QThread *home = thread();
    Q_ASSERT(home != QThread::currentThread());
    if (!home || !home->isRunning())
        return false;
    bool did = false;
    const auto done = send([work = std::move(work), &did] {
        work();
        did = true;
    });
    // A thread whose loop has ended delivers nothing more: do not wait for it for ever.
    while (done.wait_for(100ms) != std::future_status::ready) {
        if (home->isFinished())
            QCoreApplication::removePostedEvents(this, QEvent::User);
    }
    return did;
}

void ThreadWorker::customEvent(QEvent *event)
{
    m_sent.load(std::memory_order_acquire); // before anything of the event is read
    auto *errand = static_cast<Errand *>(event);
    errand->work();
    errand->work = nullptr; // what it holds dies before the caller goes on
    errand->done.set_value();
}

} // namespace feedscope
