#include "core/measure/timeline.h"

#include "core/measure/timeweighted.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace feedscope {

namespace {

/// One linear piece: the display as it was in [from, to).
struct Piece
{
    Ns from;
    Ns to;
    Ns origin;
    Ns outdatedFrom; ///< = to: not outdated in it
    Ns nextOrigin;
    double weight; ///< makes all series count alike, however late they were first displayed
};

/// Calls `use` with every piece of every series.
template <typename Use>
void eachPiece(const LaneTimeline &timeline, Ns clockShift, Use use)
{
    for (std::size_t s = 0; s < timeline.seriesCount(); ++s) {
        const auto steps = timeline.of(static_cast<SeriesId>(s));
        if (steps.empty())
            continue;
        const Ns begin = std::max(steps.front().shownAt, timeline.from);
        if (begin >= timeline.to)
            continue;
        const double weight =
            static_cast<double>(timeline.to - timeline.from) / static_cast<double>(timeline.to - begin);
        for (std::size_t k = 0; k < steps.size(); ++k) {
            const Ns from = std::max(steps[k].shownAt, timeline.from);
            const Ns to = k + 1 < steps.size() ? steps[k + 1].shownAt : timeline.to;
            if (from >= to)
                continue;
            const bool followed = steps[k].nextOrigin != noTime;
            const Ns next = followed ? steps[k].nextOrigin + clockShift : to;
            use(Piece{from, to, steps[k].origin + clockShift, std::clamp(next, from, to), next, weight});
        }
    }
}

/// ∫ (t − origin) dt over [from, to), split at the blocks' borders; x is the time of [from, to).
void bookRamp(BlockRatio &ratio, Ns from, Ns to, Ns origin, double weight)
{
    while (from < to) {
        const Ns end = std::min(to, ratio.blockEnd(ratio.blockOf(from)));
        const double length = toSeconds(end - from);
        ratio.add(from, weight * length * (toSeconds(from - origin) + length / 2), 0);
        from = end;
    }
}

void bookTime(BlockRatio &ratio, Ns from, Ns to, double weight, bool counts)
{
    while (from < to) {
        const Ns end = std::min(to, ratio.blockEnd(ratio.blockOf(from)));
        const double length = weight * toSeconds(end - from);
        ratio.add(from, counts ? length : 0, counts ? 0 : length);
        from = end;
    }
}

/// The three ratios of one lane: time in x, ramps and outdated time in y.
struct Ratios
{
    BlockRatio age;
    BlockRatio outdatedTime;
    BlockRatio outdated;

    explicit Ratios(const LaneTimeline &timeline)
        : age(timeline.from, timeline.to)
        , outdatedTime(age)
        , outdated(age)
    {}

    void book(const Piece &piece)
    {
        bookRamp(age, piece.from, piece.to, piece.origin, piece.weight);
        bookRamp(outdated, piece.outdatedFrom, piece.to, piece.nextOrigin, piece.weight);
        bookTime(outdatedTime, piece.outdatedFrom, piece.to, piece.weight, true);
        for (BlockRatio *ratio : {&age, &outdatedTime, &outdated})
            bookTime(*ratio, piece.from, piece.to, piece.weight, false);
    }
};

/// The 50th, 95th and 99th percentile over time.
std::array<Percentile, 3> weighted(std::vector<RisingPiece> pieces, double zeroTime)
{
    constexpr std::array shares{0.50, 0.95, 0.99};
    const std::vector<double> values = timeWeightedPercentiles(std::move(pieces), zeroTime, shares);
    std::array<Percentile, 3> result;
    for (std::size_t i = 0; i < values.size(); ++i) {
        result[i].value = values[i];
        result[i].support = Support::Full;
    }
    return result;
}

} // namespace

std::span<const DisplayStep> LaneTimeline::of(SeriesId series) const
{
    if (series >= seriesCount())
        return {};
    return std::span(steps).subspan(offsets[series], offsets[series + std::size_t{1}] - offsets[series]);
}

TimelineFigures integrate(const LaneTimeline &timeline, bool withError)
{
    TimelineFigures figures;
    Ratios ratios(timeline);
    std::vector<RisingPiece> ages;
    std::vector<RisingPiece> outdated;
    ages.reserve(timeline.steps.size());
    outdated.reserve(timeline.steps.size());
    double freshTime = 0;
    eachPiece(timeline, 0, [&](const Piece &piece) {
        ratios.book(piece);
        const double length = toSeconds(piece.to - piece.from);
        const double late = toSeconds(piece.to - piece.outdatedFrom);
        ages.push_back({toSeconds(piece.from - piece.origin), length, piece.weight});
        if (late > 0)
            outdated.push_back({toSeconds(piece.outdatedFrom - piece.nextOrigin), late, piece.weight});
        freshTime += piece.weight * (length - late);
        const double oldest = toSeconds(piece.to - piece.origin);
        figures.ageMax = std::max(figures.ageMax.value_or(oldest), oldest);
    });
    for (std::size_t s = 0; s < timeline.seriesCount(); ++s)
        figures.series += timeline.of(static_cast<SeriesId>(s)).empty() ? 0 : 1;
    figures.ageMean = ratios.age.mean(figures.series, withError);
    figures.outdatedShare = ratios.outdatedTime.mean(figures.series, withError);
    figures.outdatedMean = ratios.outdated.mean(figures.series, withError);
    const auto age = weighted(std::move(ages), 0);
    const auto late = weighted(std::move(outdated), freshTime);
    std::tie(figures.ageP50, figures.ageP95, figures.ageP99) = std::tie(age[0], age[1], age[2]);
    std::tie(figures.outdatedP50, figures.outdatedP95, figures.outdatedP99) =
        std::tie(late[0], late[1], late[2]);
    return figures;
}

OutdatedFigures outdatedAt(const LaneTimeline &timeline, Ns clockShift)
{
    double time = 0;
    double late = 0;
    double area = 0;
    eachPiece(timeline, clockShift, [&](const Piece &piece) {
        const double length = toSeconds(piece.to - piece.outdatedFrom);
        time += piece.weight * toSeconds(piece.to - piece.from);
        late += piece.weight * length;
        area += piece.weight * length * (toSeconds(piece.outdatedFrom - piece.nextOrigin) + length / 2);
    });
    if (time <= 0)
        return {};
    return {late / time, area / time};
}

} // namespace feedscope
