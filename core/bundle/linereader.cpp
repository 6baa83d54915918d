// The events as they are read; eventlines.cpp is its mirror.
#include "core/bundle/bundleformat.h"
#include "core/bundle/eventlines.h"
#include "core/bundle/eventmembers.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>

using namespace Qt::StringLiterals;

namespace feedscope::bundle {

namespace {

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(std::min<std::size_t>(text.size(), 40)));
}

using Element = simdjson::dom::element;

/// The members of one line, each taken by its number in a table of names. Remembers the first thing that is
/// wrong.
class Fields
{
public:
    explicit Fields(std::span<const std::string_view> names)
        : m_names(names)
    {}

    const QString &problem() const { return m_problem; }

    /// The member's number; negative: there is none such, or it stands there twice.
    int indexOf(std::string_view name)
    {
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found == m_names.end()) {
            fail(u"has a member “%1” that no event has"_s.arg(shown(name)));
            return -1;
        }
        m_now = static_cast<int>(found - m_names.begin());
        const unsigned bit = 1u << m_now;
        if ((m_seen & bit) != 0)
            fail(u"names “%1” twice"_s.arg(shown(name)));
        m_seen |= bit;
        return m_now;
    }
    /// Complains unless all members of `mask` were there.
    void need(unsigned mask)
    {
        for (std::size_t i = 0; i < m_names.size(); ++i)
            if ((mask & ~m_seen & (1u << i)) != 0)
                fail(u"lacks “%1”"_s.arg(shown(m_names[i])));
    }

    template <typename Number>
    void take(Element element, Number &into, std::int64_t least, std::int64_t most)
    {
        std::int64_t value = 0;
        if (element.get_int64().get(value) != simdjson::SUCCESS || value < least || value > most)
            failValue();
        else
            into = static_cast<Number>(value);
    }
    void takeTime(Element element, Ns &into, Ns bound)
    {
        if (element.is_null())
            into = noTime;
        else
            take(element, into, -bound, bound);
    }
    void takeUnsigned(Element element, std::uint64_t &into)
    {
        if (element.get_uint64().get(into) != simdjson::SUCCESS)
            failValue();
    }
    void takeReal(Element element, double &into)
    {
        std::string_view word;
        if (element.get_double().get(into) == simdjson::SUCCESS)
            return;
        if (element.get_string().get(word) != simdjson::SUCCESS || (word != "inf" && word != "-inf"))
            failValue();
        else
            into = word == "inf" ? HUGE_VAL : -HUGE_VAL;
    }
    void takeHash(Element element, std::uint64_t &into)
    {
        std::string_view digits;
        if (element.get_string().get(digits) != simdjson::SUCCESS || digits.size() != 16) {
            failValue();
            return;
        }
        const auto end = std::from_chars(digits.data(), digits.data() + 16, into, 16).ptr;
        if (end != digits.data() + 16)
            failValue();
    }
    void takeOutcome(Element element, Request::Outcome &into)
    {
        std::string_view word;
        const auto found = element.get_string().get(word) == simdjson::SUCCESS
                               ? std::find(outcomes.begin(), outcomes.end(), word)
                               : outcomes.end();
        if (found == outcomes.end())
            failValue();
        else
            into = static_cast<Request::Outcome>(found - outcomes.begin());
    }

private:
    void fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
    }
    void failValue()
    {
        fail(u"holds no possible “%1”"_s.arg(shown(m_names[static_cast<std::size_t>(m_now)])));
    }

    std::span<const std::string_view> m_names;
    unsigned m_seen = 0;
    int m_now = 0;
    QString m_problem;
};

constexpr std::int64_t most32 = std::numeric_limits<std::int32_t>::max();

QString readArrival(simdjson::dom::object object, Arrival &a)
{
    Fields fields(arrivalMembers);
    for (const auto [name, element] : object) {
        switch (fields.indexOf(name)) {
        case 0:
            fields.take(element, a.arrival, -latestSteady, latestSteady);
            break;
        case 1:
            fields.take(element, a.originWall, noTime + 1, std::numeric_limits<Ns>::max());
            break;
        case 2:
            fields.take(element, a.series, 0, mostSeries - 1);
            break;
        case 3:
            fields.takeUnsigned(element, a.sequence);
            break;
        case 4:
            fields.take(element, a.generation, 0, std::numeric_limits<std::uint32_t>::max());
            break;
        case 5:
            fields.take(element, a.message, 0, std::numeric_limits<std::uint32_t>::max());
            break;
        case 6:
            fields.takeHash(element, a.identity);
            break;
        case 7:
            fields.takeHash(element, a.content);
            break;
        case 8:
            fields.takeReal(element, a.value);
            break;
        case 9:
            fields.takeReal(element, a.size);
            break;
        case 10:
            fields.take(element, a.decimals, -128, 127);
            break;
        case 11:
            fields.take(element, a.flags, 0, 255);
            break;
        default:
            return fields.problem();
        }
    }
    fields.need(0b1100'0101);
    return fields.problem();
}

QString readRequest(simdjson::dom::object object, Request &r)
{
    Fields fields(requestMembers);
    for (const auto [name, element] : object) {
        switch (fields.indexOf(name)) {
        case 0:
            fields.take(element, r.planned, -latestSteady, latestSteady);
            break;
        case 1:
            fields.takeTime(element, r.sent, latestSteady);
            break;
        case 2:
            fields.takeTime(element, r.ended, latestSteady);
            break;
        case 3:
            fields.take(element, r.overdue, 0, mostPlanned);
            break;
        case 4:
            fields.takeOutcome(element, r.outcome);
            break;
        case 5:
            fields.take(element, r.httpStatus, -32'768, 32'767);
            break;
        case 6:
            fields.take(element, r.bodyBytes, 0, mostBytes);
            break;
        case 7:
            fields.take(element, r.rows, 0, most32);
            break;
        case 8:
            fields.take(element, r.newRows, 0, most32);
            break;
        case 9:
            fields.take(element, r.date, -latestDate, latestDate);
            break;
        default:
            return fields.problem();
        }
    }
    fields.need(0b1'1111'1111);
    return fields.problem();
}

} // namespace

struct LineReader::Parser
{
    simdjson::dom::parser parser;
};

LineReader::LineReader()
    : m_parser(std::make_unique<Parser>())
{}

LineReader::~LineReader() = default;

QString LineReader::read(std::string_view line, Event &event)
{
    if (line.size() > static_cast<std::size_t>(longestLine))
        return u"is longer than any event's"_s;
    simdjson::dom::object object;
    if (m_parser->parser.parse(line.data(), line.size()).get_object().get(object) != simdjson::SUCCESS)
        return u"is no JSON object"_s;
    if (object.begin() == object.end())
        return u"is an empty object"_s;
    if ((*object.begin()).key == arrivalMembers[0])
        return readArrival(object, event.emplace<Arrival>());
    if ((*object.begin()).key == requestMembers[0])
        return readRequest(object, event.emplace<Request>());
    return u"is no event: it begins with “%1”"_s.arg(shown((*object.begin()).key));
}

} // namespace feedscope::bundle
