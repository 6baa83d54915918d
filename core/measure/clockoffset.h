#pragma once

#include "core/clock.h"

#include <array>
#include <deque>
#include <optional>

namespace feedscope {

/// How the source's clock was tied to ours (measures.md 6).
enum class ClockMethod : std::uint8_t
{
    Unknown,     ///< it was not: figures built on origins are as good as the two clocks
    SameMachine, ///< one clock, offset 0
    TwoWay,      ///< four stamps t1..t4
    HttpDate,    ///< the Date header, whole seconds
    BestSeen, ///< not at all: delays are counted from the shortest of the last five minutes
};

/// Source clock minus local wall clock, and how far off that may be. All ns. A value.
struct ClockEstimate
{
    Ns offset = 0;           ///< θ
    Ns uncertainty = noTime; ///< u; noTime: not known
    Ns roundTrip = noTime;   ///< δ of the exchange it rests on; noTime: none
    ClockMethod method = ClockMethod::Unknown;
};

/// Estimates the offset of a source's clock from exchanges with it. Pure; not thread-safe.
class ClockOffset
{
public:
    static constexpr std::size_t kept = 16; ///< exchanges; the one with the smallest round trip is used
    static constexpr Ns renewEvery = 10 * second;

    /// A two-way exchange: sent t1 and received t4 on the local wall clock, received t2 and answered t3 on
    /// the source's. Ignored (returns false) if its round trip would be negative.
    bool addExchange(Ns t1, Ns t2, Ns t3, Ns t4);
    /// An HTTP answer's Date, in whole seconds since 1970, between t1 and t4 of the local wall clock.
    bool addHttpDate(Ns t1, Ns t4, std::int64_t dateSeconds);
    void clear()
    {
        m_exchanges.clear();
        m_dates.clear();
    }

    /// The best estimate at local wall time `now`, for origin stamps of `resolution` ns. Two-way exchanges
    /// go before dates.
    ClockEstimate estimate(Ns now, Ns resolution) const;
    static ClockEstimate sameMachine(Ns resolution);

    std::size_t count() const noexcept { return m_exchanges.size() + m_dates.size(); }
    /// Whether it is time for a new exchange.
    bool due(Ns now) const;

private:
    struct Exchange
    {
        Ns offset;
        Ns roundTrip;
        Ns at;
        bool date;
    };
    const Exchange *best() const;
    static bool add(std::deque<Exchange> &exchanges, const Exchange &exchange);

    std::deque<Exchange> m_exchanges;
    std::deque<Exchange> m_dates; ///< apart, as every answer of a fast poll brings one
};

/// The shortest delay of the last five minutes, for a source whose clock cannot be asked: what others have beyond it
/// is excess, whatever the two clocks say. Pure; not thread-safe; times steady, ns, not decreasing.
class BestDelay
{
public:
    static constexpr Ns reach = 300 * second;

    /// `delay`: arrival minus origin, each on its own wall clock.
    void add(Ns now, Ns delay);
    void clear() { *this = {}; }
    /// noTime: none in that time.
    Ns best(Ns now) const;
    /// The offset by which the best delay becomes 0; Unknown where there is none.
    ClockEstimate estimate(Ns now) const;

private:
    static constexpr std::size_t parts = 10; ///< of the reach: the oldest is let go as a whole
    static constexpr Ns part = reach / static_cast<Ns>(parts);
    struct Least
    {
        Ns number = noTime; ///< of the part, since the clock's zero
        Ns delay = 0;
    };
    std::array<Least, parts> m_least{};
};

/// How a figure that rests on the source's clock may be printed, given the clock's uncertainty.
enum class ClockLabel : std::uint8_t
{
    Plain,
    Greyed, ///< |value| < 2u
    Below,  ///< |value| < u: "below u", never the number itself
};

/// `value` and `uncertainty` in seconds; an unknown uncertainty greys.
ClockLabel clockLabel(double value, std::optional<double> uncertainty);

} // namespace feedscope
