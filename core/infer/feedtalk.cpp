#include "core/infer/feedtalk.h"

#include "core/infer/words.h"

#include <algorithm>
#include <array>
#include <span>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

bool saysAnyOf(const Shape &shape, std::span<const std::string_view> wanted)
{
    return std::ranges::any_of(shape.words, [&](const std::string &text) {
        return std::ranges::any_of(wordsOf(text), [&](const std::string &word) {
            return std::ranges::find(wanted, word) != wanted.end();
        });
    });
}

QString talkByMembers(const Shape &shape, bool eventStream)
{
    const bool protocol = std::ranges::all_of(shape.parts, &Part::talk);
    bool code = false, message = false, answer = false, failed = false, comment = false, data = false;
    for (const Cell &cell : shape.parts.front()->cells) {
        const auto segments = segmentsOf(cell.path);
        if (segments.empty())
            continue;
        const std::string &first = segments.front();
        const std::string_view last = nameIn(cell.path);
        code = code || last == "code";
        message = message || last == "msg" || last == "message";
        failed = failed || first == "error" || first == "errors";
        answer = answer || isAnswerMember(first);
        comment = comment || first == "comment";
        data = data || first == "data";
        if (segments.size() == 1 && last == "pong")
            return u"pong"_s;
    }
    if (failed || (code && message))
        return u"error"_s;
    if (eventStream && comment && !data)
        return u"heartbeat"_s;
    return answer || protocol ? u"ack"_s : QString();
}

} // namespace

QString talkOf(const Shape &shape, const RoleGuesser &roles, bool eventStream)
{
    std::string_view kind;
    bool subscription = false;
    for (const std::string &word : shape.words) {
        if (const std::string_view found = talkKind(word); !found.empty())
            kind = found;
        subscription = subscription || word.find("ubscription") != std::string::npos;
    }
    const double value =
        std::max(confidenceOf(roles, Role::Value), quoteConfidence(roles));
    const double key = confidenceOf(roles, Role::Key);
    const double time = confidenceOf(roles, Role::Time);
    const double text = std::max(confidenceOf(roles, Role::Text), confidenceOf(roles, Role::Title));
    const bool isData = value >= .6 && std::max(key, time) >= .5;
    if (kind == "error")
        return u"error"_s;
    if (kind == "ack" && (isData || (text >= .6 && time >= .6) ||
                          (subscription && shape.parts.front()->cells.size() >= 6)))
        return {};
    if (!kind.empty() && kind != "ack" && value >= .75 && key >= .6)
        return {};
    if (!kind.empty())
        return QString::fromLatin1(kind.data(), qsizetype(kind.size()));
    return isData ? QString() : talkByMembers(shape, eventStream);
}

bool saysBook(const Shape &shape)
{
    static constexpr std::array<std::string_view, 5> words = {"book", "orderbook", "depth", "level", "l"};
    return saysAnyOf(shape, words);
}

bool saysTrade(const Shape &shape)
{
    static constexpr std::array<std::string_view, 5> words = {"trade", "trades", "match", "fill", "t"};
    return saysAnyOf(shape, words);
}

} // namespace feedscope::infer
