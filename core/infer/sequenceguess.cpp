#include "core/infer/ruleguess.h"

#include "core/infer/speech.h"

#include <algorithm>
#include <map>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

/// How a number went from message to message.
struct Steps
{
    int all = 0, up = 0, byOne = 0;

    void step(std::uint64_t before, std::uint64_t now)
    {
        if (before == now)
            return; // several rows of one message
        ++all;
        up += now > before;
        byOne += now == before + 1;
    }
    bool contiguous() const { return all >= 5 && byOne == all; }
    bool monotonic() const { return all >= 3 && up == all; }
};

} // namespace

void guessSequence(Proposal &proposal, std::vector<SequencePoint> points)
{
    std::ranges::stable_sort(points, {}, &SequencePoint::message);
    Steps whole;
    Steps series;
    std::map<std::string, std::uint64_t> last;
    for (std::size_t i = 0; i < points.size(); ++i) {
        proposal.numbers.emplace_back(points[i].key, points[i].number);
        if (i > 0)
            whole.step(points[i - 1].number, points[i].number);
        if (const auto before = last.find(points[i].key); before != last.end())
            series.step(before->second, points[i].number);
        last[points[i].key] = points[i].number;
    }
    proposal.sequenceMode = u"none"_s;
    if (points.empty())
        return;
    const auto set = [&](const QString &mode, const QString &scope, const QString &reason) {
        proposal.sequenceMode = mode;
        proposal.sequenceScope = scope;
        proposal.sequenceReason = reason;
    };
    if (whole.contiguous())
        set(u"contiguous"_s, u"connection"_s,
            Speech::tr("the number grew by one from message to message, %1 times").arg(whole.all));
    else if (series.contiguous() && last.size() > 1)
        set(u"contiguous"_s, u"symbol"_s,
            Speech::tr("the number grew by one within each series, %1 times").arg(series.all));
    else if (whole.monotonic())
        set(u"monotonic"_s, u"connection"_s,
            Speech::tr("the number only grew, but not by one: gaps cannot be told"));
    else if (series.monotonic())
        set(u"monotonic"_s, u"symbol"_s,
            Speech::tr("the number only grew within each series, but not by one"));
    else
        proposal.sequenceReason = Speech::tr("the number was not seen to grow often enough to be checked");
}

} // namespace feedscope::infer
