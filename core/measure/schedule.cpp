#include "core/measure/schedule.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

/// SplitMix64's finaliser: neighbouring seeds give unrelated phases.
std::uint64_t mix(std::uint64_t seed)
{
    seed += 0x9e3779b97f4a7c15ULL;
    seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebULL;
    return seed ^ (seed >> 31);
}

} // namespace

PollPlan::PollPlan(Ns start, Ns interval, Ns window, std::uint64_t seed)
    : m_start(start)
    , m_interval(std::max<Ns>(interval, 1))
    , m_steps(std::clamp(static_cast<double>(window) / (2.0 * static_cast<double>(m_interval)), fewestSteps,
                         mostSteps))
    , m_psi(std::ldexp(static_cast<double>(mix(seed) >> 11), -52))
{}

PollPlan PollPlan::fromSweep(Ns start, Ns interval, double steps, double psi)
{
    PollPlan plan(start, interval, 0, 0);
    plan.m_steps = steps;
    plan.m_psi = psi;
    return plan;
}

Ns PollPlan::at(std::int64_t j) const
{
    const double sweep = std::fmod(m_psi + static_cast<double>(j) / m_steps, 2.0);
    const double phase = 1.0 - std::abs(1.0 - sweep);
    return m_start + j * m_interval + std::llround(phase * static_cast<double>(m_interval));
}

std::int64_t PollPlan::firstFrom(Ns time) const
{
    // Poll j lies in [start + jT, start + (j+1)T].
    std::int64_t j = std::max<std::int64_t>(0, (time - m_start) / m_interval - 1);
    while (at(j) < time)
        ++j;
    return j;
}

std::int64_t PollPlan::countIn(Ns from, Ns to) const
{
    return to <= from ? 0 : firstFrom(to) - firstFrom(from);
}

} // namespace feedscope
