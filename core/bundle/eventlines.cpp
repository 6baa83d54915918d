// The events as they are written; linereader.cpp is its mirror.
#include "core/bundle/eventlines.h"
#include "core/bundle/eventmembers.h"

#include <charconv>
#include <cmath>

namespace feedscope::bundle {

namespace {

/// Writes one object member by member.
class Line
{
public:
    explicit Line(QByteArray &text)
        : m_text(text)
    {}
    ~Line() { m_text += "}\n"; }
    Line(const Line &) = delete;
    Line &operator=(const Line &) = delete;

    void time(std::string_view name, Ns time)
    {
        if (time == noTime)
            begin(name) += "null";
        else
            number(name, time);
    }
    template <typename Number>
    void number(std::string_view name, Number value)
    {
        std::array<char, 32> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        begin(name).append(digits.data(), end - digits.data());
    }
    void real(std::string_view name, double value)
    {
        if (std::isnan(value))
            return;
        if (std::isinf(value)) {
            begin(name) += value > 0 ? "\"inf\"" : "\"-inf\"";
            return;
        }
        const qsizetype start = m_text.size();
        number(name, value);
        // Readers take what has no point for a whole number: those have one zero only and end at 64 bits.
        const std::string_view digits(m_text.constData() + start,
                                      static_cast<std::size_t>(m_text.size() - start));
        if (digits.find_first_of(".e", name.size() + 4) == std::string_view::npos)
            m_text += ".0";
    }
    void hash(std::string_view name, std::uint64_t value)
    {
        std::array<char, 18> quoted;
        quoted.front() = quoted.back() = '"';
        for (std::size_t i = 16; i > 0; --i, value >>= 4)
            quoted[i] = "0123456789abcdef"[value & 15];
        begin(name).append(quoted.data(), quoted.size());
    }
    /// `text` needs no escapes.
    void word(std::string_view name, std::string_view text)
    {
        begin(name).append('"').append(text.data(), qsizetype(text.size())).append('"');
    }

private:
    QByteArray &begin(std::string_view name)
    {
        m_text += m_first ? "{\"" : ",\"";
        m_first = false;
        return m_text.append(name.data(), qsizetype(name.size())).append("\":");
    }

    QByteArray &m_text;
    bool m_first = true;
};

} // namespace

void appendLine(QByteArray &text, const Arrival &a)
{
    const Arrival usual;
    Line line(text);
    line.time(arrivalMembers[0], a.arrival);
    if (a.originWall != noTime)
        line.number(arrivalMembers[1], a.originWall);
    line.number(arrivalMembers[2], a.series);
    if (a.sequence != 0 || a.has(Arrival::HasSequence))
        line.number(arrivalMembers[3], a.sequence);
    if (a.generation != 0)
        line.number(arrivalMembers[4], a.generation);
    if (a.message != 0)
        line.number(arrivalMembers[5], a.message);
    line.hash(arrivalMembers[6], a.identity);
    line.hash(arrivalMembers[7], a.content);
    line.real(arrivalMembers[8], a.value);
    line.real(arrivalMembers[9], a.size);
    if (a.decimals != usual.decimals)
        line.number(arrivalMembers[10], static_cast<int>(a.decimals));
    if (a.flags != 0)
        line.number(arrivalMembers[11], static_cast<unsigned>(a.flags));
}

void appendLine(QByteArray &text, const Request &r)
{
    Line line(text);
    line.time(requestMembers[0], r.planned);
    line.time(requestMembers[1], r.sent);
    line.time(requestMembers[2], r.ended);
    line.number(requestMembers[3], r.overdue);
    line.word(requestMembers[4], outcomes[static_cast<std::size_t>(r.outcome)]);
    line.number(requestMembers[5], r.httpStatus);
    line.number(requestMembers[6], r.bodyBytes);
    line.number(requestMembers[7], r.rows);
    line.number(requestMembers[8], r.newRows);
    if (r.date != 0)
        line.number(requestMembers[9], r.date);
}

} // namespace feedscope::bundle
