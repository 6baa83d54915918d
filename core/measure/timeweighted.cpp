#include "core/measure/timeweighted.h"

#include <algorithm>
#include <limits>

namespace feedscope {

namespace {

/// The mass function of the pieces, narrowed to [low, high]: `mass` and `slope` hold what no longer changes
/// shape inside; only pieces that begin or end inside are kept.
struct Bracket
{
    std::vector<RisingPiece> pieces;
    double low = 0;
    double high = 0;
    double mass = 0;  ///< at `low`, of pieces no longer kept
    double slope = 0; ///< of pieces that span the bracket

    double at(double value) const
    {
        double sum = mass + slope * (value - low);
        for (const RisingPiece &piece : pieces)
            sum += piece.weight * std::clamp(value - piece.start, 0.0, piece.length);
        return sum;
    }

    /// The median of some of the places where pieces begin and end inside: halves the work each time,
    /// however uneven the pieces are.
    double pivot() const
    {
        constexpr std::size_t samples = 31;
        std::vector<double> places;
        const std::size_t step = pieces.size() / samples + 1;
        for (std::size_t i = 0; i < pieces.size(); i += step) {
            for (const double place : {pieces[i].start, pieces[i].start + pieces[i].length}) {
                if (place > low && place < high)
                    places.push_back(place);
            }
        }
        if (places.empty())
            return low + (high - low) / 2;
        const auto middle = places.begin() + static_cast<std::ptrdiff_t>(places.size() / 2);
        std::nth_element(places.begin(), middle, places.end());
        return *middle;
    }

    void narrow(double newLow, double newHigh)
    {
        mass += slope * (newLow - low);
        low = newLow;
        high = newHigh;
        std::erase_if(pieces, [this](const RisingPiece &piece) {
            if (piece.start >= high)
                return true;
            if (piece.start + piece.length <= low) {
                mass += piece.weight * piece.length;
                return true;
            }
            if (piece.start > low || piece.start + piece.length < high)
                return false;
            mass += piece.weight * (low - piece.start);
            slope += piece.weight;
            return true;
        });
    }
};

/// Finds the values at which the mass reaches each of `wanted` (ascending). All share one bracket until a
/// pivot parts them.
void solve(Bracket bracket, double zeroTime, std::span<const double> wanted, std::vector<double> &found)
{
    while (!wanted.empty()) {
        const double middle = bracket.pieces.empty() ? bracket.low : bracket.pivot();
        if (middle <= bracket.low || middle >= bracket.high)
            break; // nothing bends inside any more, or as near as a double can be
        const double mass = bracket.at(middle) + (middle >= 0 ? zeroTime : 0);
        const auto firstAbove = std::upper_bound(wanted.begin(), wanted.end(), mass);
        const auto below = wanted.first(static_cast<std::size_t>(firstAbove - wanted.begin()));
        if (below.size() == wanted.size()) {
            bracket.narrow(bracket.low, middle);
            continue;
        }
        if (!below.empty()) {
            Bracket lower = bracket;
            lower.narrow(lower.low, middle);
            solve(std::move(lower), zeroTime, below, found);
            wanted = wanted.subspan(below.size());
        }
        bracket.narrow(middle, bracket.high);
    }
    const double atLow = bracket.at(bracket.low) + (bracket.low >= 0 ? zeroTime : 0);
    for (const double mass : wanted) {
        const double missing = mass - atLow;
        const double value = bracket.slope > 0 ? bracket.low + missing / bracket.slope : bracket.high;
        found.push_back(missing > 0 ? std::min(bracket.high, value) : bracket.low);
    }
}

} // namespace

std::vector<double> timeWeightedPercentiles(std::vector<RisingPiece> pieces, double zeroTime,
                                            std::span<const double> shares)
{
    double total = zeroTime;
    double low = zeroTime > 0 ? 0 : std::numeric_limits<double>::max();
    double high = zeroTime > 0 ? 0 : std::numeric_limits<double>::lowest();
    for (const RisingPiece &piece : pieces) {
        total += piece.weight * piece.length;
        low = std::min(low, piece.start);
        high = std::max(high, piece.start + piece.length);
    }
    std::vector<double> found;
    if (total <= 0)
        return found;
    std::vector<double> wanted;
    for (const double share : shares)
        wanted.push_back(share * total);
    solve(Bracket{std::move(pieces), low, high, 0, 0}, zeroTime, wanted, found);
    return found;
}

} // namespace feedscope
