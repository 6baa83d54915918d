#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace feedscope::server {

/// Seeded random numbers that are the same on every platform: the distributions of <random> are not.
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_engine(seed)
    {}

    /// Uniform in (0, 1].
    double uniform() { return static_cast<double>((m_engine() >> 11) + 1) * 0x1.0p-53; }

    /// Uniform in 0..count-1; count > 0.
    int below(int count)
    {
        return static_cast<int>((m_engine() >> 32) * static_cast<std::uint64_t>(count) >> 32);
    }

    /// Exponential with mean 1: the gap between two events of a Poisson process of rate 1.
    double exponential() { return -std::log(uniform()); }

    /// Normal with mean 0 and variance 1 (Box and Muller, the cosine half).
    double normal() { return std::sqrt(2 * exponential()) * std::cos(2 * std::numbers::pi * uniform()); }

private:
    std::mt19937_64 m_engine;
};

} // namespace feedscope::server
