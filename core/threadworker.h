#pragma once

#include <QEvent>
#include <QObject>

#include <atomic>
#include <functional>
#include <future>

namespace feedscope {

/// An object that lives in another thread and does there what it is handed: moveToThread() it to a thread
/// with an event loop, then post() and run() from the thread that made it.
///
/// QMetaObject::invokeMethod would do as well, but its ordering happens inside Qt, where ThreadSanitizer sees
/// nothing. Here both hand-overs (the work going in, its results coming back) are ordered by code of ours, so
/// that it reports real races around them and only those.
class ThreadWorker : public QObject
{
public:
    using Work = std::function<void()>;

    ThreadWorker() = default;

    /// Does `work` soon, in the worker's thread; returns at once. Work that is not reached before the thread
    /// or the worker ends is destroyed undone.
    void post(Work work);

    /// Does `work` in the worker's thread and waits for it, so it may refer to the caller's locals. False:
    /// the thread does not run (any more) and the work was not done. Never call it in the worker's thread.
    bool run(Work work);

protected:
    void customEvent(QEvent *event) override;

private:
    struct Errand;

    std::future<void> send(Work work);

    std::atomic<unsigned> m_sent = 0; ///< orders what was done before send() with the work itself
};

} // namespace feedscope
