#include "core/decode/rewind.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <limits>

namespace feedscope {

namespace {

__extension__ typedef __int128 Wide; // no standard name yet; g++ and clang++ both have it

constexpr Ns nsOf(TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Seconds:
        return second;
    case TimeUnit::Milliseconds:
        return millisecond;
    case TimeUnit::Microseconds:
        return microsecond;
    default:
        return 1;
    }
}

/// A count from 0 to what fits.
std::int64_t whole(double value)
{
    constexpr double most = 9e18;
    return static_cast<std::int64_t>(std::clamp(value, 0.0, most));
}

/// In what unit a Unix time of so many digits is, from 2001 to 2286; None: it is no such time.
TimeUnit unitOf(std::size_t digits)
{
    switch (digits) {
    case 10:
        return TimeUnit::Seconds;
    case 13:
        return TimeUnit::Milliseconds;
    case 16:
        return TimeUnit::Microseconds;
    case 19:
        return TimeUnit::Nanoseconds;
    default:
        return TimeUnit::None;
    }
}

/// ".012" of a time, with as many digits as `like` has behind its point.
std::string fractionLike(const std::string &like, Ns time)
{
    const std::size_t point = like.find('.');
    if (point == std::string::npos)
        return {};
    const std::size_t end = std::min(like.find_first_not_of("0123456789", point + 1), like.size());
    const std::string digits = std::to_string(second + time % second).substr(1);
    return '.' + digits.substr(0, end - point - 1);
}

} // namespace

std::optional<std::string> advanced(std::string_view place, std::int64_t by)
{
    const Value text{ValueType::String, place};
    const auto large = text.toUint64();
    const auto small = text.toInt64();
    if (!large && !small)
        return std::nullopt;
    const Wide result = (large ? static_cast<Wide>(*large) : static_cast<Wide>(*small)) + by;
    if (result < std::numeric_limits<std::int64_t>::min() ||
        result > static_cast<Wide>(std::numeric_limits<std::uint64_t>::max()))
        return std::nullopt;
    return result < 0 ? std::to_string(static_cast<std::int64_t>(result))
                      : std::to_string(static_cast<std::uint64_t>(result));
}

std::string rewound(const std::string &place, const RewindSpec &rewind)
{
    if (rewind.value <= 0)
        return place;
    const TimeUnit counted = unitOf(std::min(place.find('.'), place.size()));
    const bool timed = rewind.unit != TimeUnit::None;
    const double back = rewind.value * static_cast<double>(nsOf(rewind.unit)); // ns, if timed
    if (const auto number = Value{ValueType::Number, place}.toInt64()) {
        const bool converts = timed && counted != TimeUnit::None;
        const std::int64_t off =
            whole(converts ? std::ceil(back / static_cast<double>(nsOf(counted))) : rewind.value);
        return std::to_string(*number > off ? *number - off : 0);
    }
    if (!timed)
        return place;
    const Value text{ValueType::String, place};
    const bool fraction = text.toDouble() && counted == TimeUnit::Seconds;
    const Ns time = parseTimestamp(text, fraction ? TimeUnit::Seconds : TimeUnit::Iso).ns;
    if (time == noTime || (text.toDouble() && !fraction))
        return place;
    const Ns then = std::max<Ns>(0, time - std::min(time, whole(back)));
    const Ns seconds = then / second;
    const std::string written =
        fraction
            ? std::to_string(seconds)
            : QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate).chopped(1).toStdString();
    return written + fractionLike(place, then) + (fraction ? "" : "Z");
}

} // namespace feedscope
