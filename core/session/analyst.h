#pragma once

#include "core/measure/comparison.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace feedscope {

/// Keeps what the lanes received, as far as a window needs it, and has it analysed on a thread of its own, so
/// that neither an arrival stamp nor a frame waits for it. All functions but the worker's may be called from
/// the session's thread only. Bounded: 16 MB a lane while the window slides, 320 MB a lane for a finite run;
/// beyond that the oldest are given up and the window begins later, which its `from` says.
class Analyst
{
public:
    static constexpr std::size_t slidingBound = 200'000; ///< arrivals a lane
    static constexpr std::size_t runBound = 4'000'000;

    /// Adds to a frame what depends on where its window begins; called on the worker's thread with the window
    /// settled, and may move its beginning to a later instant.
    using Finish = std::function<void(ComparisonInput &)>;
    /// Gets a frame with all that it rests on; nothing: a reset came in between.
    using Collected = std::function<void(std::optional<ComparisonInput>)>;

    Analyst();
    ~Analyst();
    Analyst(const Analyst &) = delete;
    Analyst &operator=(const Analyst &) = delete;

    /// Forgets everything. `sliding`: what is older than the window may be given up.
    void reset(std::size_t lanes, bool sliding);

    /// Takes what a lane received, in order.
    void add(std::size_t lane, std::vector<Arrival> &&arrivals, std::vector<Request> &&requests);

    /// Asks for an analysis: `frame` is complete but for arrivals and requests. False, and nothing happens,
    /// while the last one is still under way.
    bool submit(ComparisonInput frame, Finish finish = {});

    /// Fills a frame like those for analyses and hands it to `then` on the worker's thread, which it must not
    /// hold up. Of requests that come faster than they are served only the last is.
    void collect(ComparisonInput frame, Finish finish, Collected then);

    /// The newest result that was not fetched yet; null if there is none.
    std::shared_ptr<const ComparisonResult> take();

    /// Fills a frame now, on the caller's thread, with all that was added.
    std::optional<ComparisonInput> collectNow(ComparisonInput frame, const Finish &finish = {});

    /// What is kept now.
    std::size_t bytes();

private:
    /// One lane's past. `before` is the newest of each series older than `kept`: the initial display.
    struct Past
    {
        std::vector<Arrival> before;
        std::vector<Arrival> kept;
        std::vector<Request> requests;
        std::vector<Arrival> incoming; ///< guarded by m_mutex, the rest by m_pastMutex
        std::vector<Request> incomingRequests;
        Ns completeFrom = noTime; ///< nothing newer than this was given up; noTime: nothing at all was
    };

    void work();
    void fetchIncoming();
    void prune(Past &past, Ns from, Ns slack);
    std::optional<ComparisonInput> fill(ComparisonInput frame, const Finish &finish);

    /// What the worker is asked for; without `then` an analysis.
    struct Job
    {
        ComparisonInput frame;
        Finish finish;
        Collected then;
    };
    void analyseJob(Job &&job, std::uint64_t era);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::unique_ptr<Job> m_analysis;
    std::unique_ptr<Job> m_collection;
    std::shared_ptr<const ComparisonResult> m_result;
    bool m_busy = false;
    bool m_quit = false;
    std::uint64_t m_era = 0; ///< counts resets: a late result of an earlier era is dropped

    std::mutex m_pastMutex;
    std::vector<Past> m_past;
    bool m_sliding = true;
    std::thread m_thread;
};

} // namespace feedscope
