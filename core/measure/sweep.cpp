#include "core/measure/sweep.h"

#include "core/measure/expected.h"
#include "core/measure/requestfigures.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

constexpr Ns shortestWindow = 8 * second; ///< enough changes for a mean
constexpr double pollsWanted = 24;        ///< twenty, and some that the sweep of the phase moves out

/// Values weighted by how many stand behind each; the error as of independent means.
Estimate pooled(const std::vector<Estimate> &parts)
{
    Estimate all;
    double sum = 0;
    double squares = 0;
    bool errors = true;
    for (const Estimate &part : parts) {
        if (!part.value || part.count <= 0)
            continue;
        const auto n = static_cast<double>(part.count);
        sum += n * *part.value;
        errors = errors && part.standardError;
        squares += std::pow(n * part.standardError.value_or(0), 2);
        all.count += part.count;
    }
    if (all.count == 0)
        return all;
    all.value = sum / static_cast<double>(all.count);
    if (errors)
        all.standardError = std::sqrt(squares) / static_cast<double>(all.count);
    if (*all.value <= 0)
        all.upperLimit = 3.0 / static_cast<double>(all.count);
    return all;
}

/// A share of windows of unlike length, by their length.
std::optional<double> pooled(const std::vector<std::pair<double, double>> &weighted)
{
    double weights = 0;
    double sum = 0;
    for (const auto &[weight, value] : weighted) {
        weights += weight;
        sum += weight * value;
    }
    return weights > 0 ? std::optional(sum / weights) : std::nullopt;
}

/// Bytes a second. What makes them vary: the sizes of a poll lane's answers, whose number is planned; the
/// number of a push lane's changes, taken as independent of each other.
Estimate byteRate(const LaneInput &lane, const LaneResult &result, const ComparisonInput &input)
{
    Estimate rate;
    const double seconds = toSeconds(input.to - input.from);
    if (!lane.wire || seconds <= 0)
        return rate;
    const auto bytes = static_cast<double>(lane.wire->windowSent + lane.wire->windowReceived);
    rate.value = bytes / seconds;
    if (lane.kind == LaneKind::Push || lane.hold > 0) {
        rate.count = result.updates.delivered;
        if (rate.count > 0)
            rate.standardError = *rate.value / std::sqrt(static_cast<double>(rate.count));
        return rate;
    }
    double sum = 0;
    double squares = 0;
    for (const Request &request : lane.requests) {
        if (request.planned < input.from || request.planned >= input.to)
            continue;
        const auto body = static_cast<double>(request.bodyBytes);
        ++rate.count;
        sum += body;
        squares += body * body;
    }
    if (rate.count > 1) {
        const auto n = static_cast<double>(rate.count);
        rate.standardError = std::sqrt(std::max(0.0, squares - sum * sum / n)) / seconds;
    }
    return rate;
}

} // namespace

std::vector<SweepStep> layOutSweep(const SweepRange &range)
{
    std::vector<SweepStep> steps;
    const int count = std::max(2, range.steps);
    const double ratio = std::log(static_cast<double>(range.to) / static_cast<double>(range.from));
    for (int i = 0; i < count; ++i) {
        const double exact = static_cast<double>(range.from) * std::exp(ratio * i / (count - 1));
        const Ns interval = std::llround(exact / millisecond) * millisecond;
        if (!steps.empty() && interval <= steps.back().interval)
            continue; // closer to each other than a millisecond
        const Ns wanted = static_cast<Ns>(static_cast<double>(interval) * pollsWanted);
        const bool fits = interval * fewestPolls <= range.longest;
        steps.push_back({interval, fits ? std::min(std::max(wanted, shortestWindow), range.longest) : 0});
    }
    return steps;
}

Ns sweepDuration(const std::vector<SweepStep> &steps)
{
    constexpr Ns atLeast = 2 * second; // of the warm-up and of the drain, see run.cpp
    Ns sum = 0;
    for (const SweepStep &step : steps)
        if (step.window > 0)
            sum += step.interval / 2 + std::max(atLeast, step.interval) + step.window +
                   std::max(atLeast, step.interval);
    return sum;
}

Sweep::Sweep(std::vector<SweepStep> steps)
    : m_steps(std::move(steps))
{}

Sweep::Sample Sweep::sampleOf(const ComparisonInput &input, const ComparisonResult &result, std::size_t index)
{
    const LaneInput &lane = input.lanes[index];
    const LaneResult &found = result.lanes[index];
    Sample sample;
    sample.seconds = toSeconds(input.to - input.from);
    sample.figures = {found.lag.mean, found.lag.p95.shown(), found.delay.mean, found.missedShare,
                      byteRate(lane, found, input)};
    sample.oneWay = lane.oneWay;
    if (lane.wire)
        sample.bytes = lane.wire->windowSent + lane.wire->windowReceived;
    for (const Request &request : lane.requests) {
        if (request.planned < input.from || request.planned >= input.to)
            continue;
        ++sample.requests;
        sample.bodies += request.outcome == Request::Outcome::Answered ? 1 : 0;
        sample.notModified = sample.notModified || request.outcome == Request::Outcome::NotModified;
        sample.bodyBytes += request.bodyBytes;
        sample.rows += request.rows;
    }
    return sample;
}

void Sweep::add(std::size_t step, const ComparisonInput &input, const ComparisonResult &result)
{
    m_head.feed = input.feed;
    m_head.relative = m_head.relative || result.relative;
    m_updates += result.updates;
    m_seconds += toSeconds(input.to - input.from);
    if (result.updates > m_mostUpdates) {
        m_mostUpdates = result.updates;
        m_source = std::make_shared<const SourceGaps>(measureGaps(buildReferenceSet(input), input));
    }
    for (std::size_t i = 0; i < input.lanes.size(); ++i) {
        const LaneInput &in = input.lanes[i];
        auto lane = std::find_if(m_lanes.begin(), m_lanes.end(),
                                 [&](const Lane &known) { return known.name == in.name; });
        if (lane == m_lanes.end())
            lane = m_lanes.insert(lane, {in.name, in.kind, in.interval > 0, {}});
        if (!isLive(in))
            continue;
        lane->samples.push_back(sampleOf(input, result, i));
        lane->samples.back().step = step;
    }
}

SweepResult Sweep::result() const
{
    SweepResult result = m_head;
    result.rate = m_seconds > 0 ? static_cast<double>(m_updates) / m_seconds : 0;
    result.series = m_source ? m_source->seriesCount : 0;
    for (const Lane &lane : m_lanes) {
        if (lane.polls)
            result.polls.push_back(curveOf(lane));
        else
            result.pushes.push_back(levelOf(lane));
    }
    return result;
}

SweepCurve Sweep::curveOf(const Lane &lane) const
{
    SweepCurve curve{lane.name, {}, theoryOf(lane)};
    for (const SweepStep &step : m_steps)
        curve.points.push_back({step.interval, 0, 0, {}});
    for (const Sample &sample : lane.samples) {
        SweepPoint &point = curve.points[sample.step];
        point.window = m_steps[sample.step].window;
        point.polls = sample.requests;
        point.measured = sample.figures;
    }
    return curve;
}

SweepLevel Sweep::levelOf(const Lane &lane)
{
    std::vector<Estimate> lags;
    std::vector<Estimate> delays;
    std::vector<Estimate> missed;
    std::vector<std::pair<double, double>> p95;
    std::vector<std::pair<double, double>> bytes;
    std::int64_t changes = 0;
    for (const Sample &sample : lane.samples) {
        lags.push_back(sample.figures.lag);
        delays.push_back(sample.figures.delay);
        missed.push_back(sample.figures.missedShare);
        if (sample.figures.lagP95)
            p95.emplace_back(sample.figures.lag.count, *sample.figures.lagP95);
        if (sample.figures.bytesPerSecond.value)
            bytes.emplace_back(sample.seconds, *sample.figures.bytesPerSecond.value);
        changes += sample.figures.bytesPerSecond.count;
    }
    SweepLevel level{lane.name, {pooled(lags), pooled(p95), pooled(delays), pooled(missed), {}}};
    Estimate &rate = level.measured.bytesPerSecond;
    rate.value = pooled(bytes);
    rate.count = changes;
    if (rate.value && changes > 0)
        rate.standardError = *rate.value / std::sqrt(static_cast<double>(changes));
    return level;
}

SweepTheory Sweep::theoryOf(const Lane &lane) const
{
    SweepTheory theory;
    theory.kind = lane.kind;
    theory.source = m_source;
    theory.rate = m_seconds > 0 ? static_cast<double>(m_updates) / m_seconds : 0;
    theory.series = m_source ? m_source->seriesCount : 0;
    Sample sum;
    std::vector<std::pair<double, double>> ways;
    for (const Sample &sample : lane.samples) {
        sum.requests += sample.requests;
        sum.bodies += sample.bodies;
        sum.bodyBytes += sample.bodyBytes;
        sum.rows += sample.rows;
        sum.bytes += sample.bytes;
        theory.conditional = theory.conditional || sample.notModified;
        if (sample.oneWay)
            ways.emplace_back(sample.requests, toSeconds(*sample.oneWay));
    }
    theory.d = pooled(ways);
    const auto requests = static_cast<double>(sum.requests);
    if (sum.requests > 0 && sum.bytes > 0)
        theory.bytesPerRequest = static_cast<double>(sum.bytes - sum.bodyBytes) / requests;
    if (sum.bodies > 0)
        theory.bytesPerBody = static_cast<double>(sum.bodyBytes) / static_cast<double>(sum.bodies);
    if (sum.rows > 0)
        theory.bytesPerRow = static_cast<double>(sum.bodyBytes) / static_cast<double>(sum.rows);
    return theory;
}

} // namespace feedscope
