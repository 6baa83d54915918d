#pragma once

#include <cstdint>
#include <limits>

namespace feedscope {

/// Nanoseconds. A point in time is on the steady clock unless its name says wall.
using Ns = std::int64_t;

/// "Not known", for any Ns.
inline constexpr Ns noTime = std::numeric_limits<Ns>::min();

inline constexpr Ns microsecond = 1'000;
inline constexpr Ns millisecond = 1'000'000;
inline constexpr Ns second = 1'000'000'000;

/// The steady clock; any thread; about 25 ns a call.
Ns steadyNow() noexcept;

/// The wall clock, nanoseconds since 1970-01-01 UTC; any thread.
Ns wallNow() noexcept;

/// Wall minus steady, from the tightest of `rounds` bracketed readings (measures.md 6 and 10).
Ns wallMinusSteady(int rounds = 16) noexcept;

/// How long this machine has slept since it was started: the steady clock stands still then, on Linux. 0 where
/// that cannot be known. Any thread.
Ns sleptSoFar() noexcept;

/// Where the time comes from, so that a test can hand in its own. Thread: that of its user.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Ns now() const = 0;
};

/// The real thing.
class SteadyClock final : public Clock
{
public:
    Ns now() const override { return steadyNow(); }
};

} // namespace feedscope
