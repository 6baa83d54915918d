#pragma once

#include <span>
#include <vector>

namespace feedscope {

/// A value that rises by one a second, from `start` on for `length` seconds; `weight` of its time.
struct RisingPiece
{
    double start = 0;
    double length = 0;
    double weight = 1;
};

/// The time-weighted percentiles of all pieces and of `zeroTime` weighted seconds at 0, one for each of
/// `shares` (ascending, 0..1): exact, linear time. Empty without any time. Consumes the pieces.
std::vector<double> timeWeightedPercentiles(std::vector<RisingPiece> pieces, double zeroTime,
                                            std::span<const double> shares);

} // namespace feedscope
