// What the figures of a window cost: the whole analysis of a push and a poll lane, beside one stable sort of the
// same arrivals, in one run. Prints the medians and their ratio.

#include "simulation.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace feedscope;
using namespace feedscope::test;

namespace {

constexpr int rounds = 15;

template <typename Work>
double medianMs(Work work)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[rounds / 2];
}

} // namespace

int main()
{
    const ComparisonInput in = simulate({12, 5'000, 0.05, 0.002, 60, 2});
    const std::size_t arrivals = in.lanes[0].arrivals.size() + in.lanes[1].arrivals.size();
    std::int64_t updates = 0;
    const double analysis = medianMs([&] { updates = analyse(in).updates; });
    const double sorting = medianMs([&] {
        for (const auto &lane : in.lanes) {
            auto sorted = lane.arrivals;
            std::ranges::stable_sort(sorted, {}, [](const Arrival &a) { return a.originWall; });
        }
    });
    std::printf("%zu arrivals, %lld updates: analysed in %.1f ms, sorted once in %.1f ms, ratio %.2f\n", arrivals,
                static_cast<long long>(updates), analysis, sorting, analysis / sorting);
    return 0;
}
