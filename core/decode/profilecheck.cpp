#include "core/decode/profilecheck.h"

#include "core/decode/decoder.h"
#include "core/decode/updatejson.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace feedscope {

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool comparesAsNumber(std::string_view field)
{
    static constexpr std::array<std::string_view, 6> names = {"price", "size",           "bid",
                                                              "ask",   "server_time_ms", "time"};
    return std::ranges::find(names, field) != names.end();
}

bool close(double a, double b)
{
    return a == b || std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

/// The JSON of a value, for people.
QString shown(const Tree &tree, NodeId node)
{
    if (node == noNode)
        return QCoreApplication::translate("feedscope", "nothing");
    std::string text;
    tree.write(node, text);
    return toQString(text);
}

bool sameType(const Tree &a, NodeId x, const Tree &b, NodeId y)
{
    if (a[x].type != b[y].type)
        return false;
    const Value left = a.value(x);
    const Value right = b.value(y);
    if (left.text() == right.text())
        return true;
    if (left.isContainer())
        return shown(a, x) == shown(b, y);
    return left.type() == ValueType::Number && left.toDouble() && left.toDouble() == right.toDouble() &&
           !left.toInt64(); // integers are compared by their digits: doubles would lose some
}

/// One sample: what it expects, what it became, and the differences.
class SampleCheck
{
public:
    SampleCheck(const Sample &sample, Side side, ProfileCheck &result)
        : m_sample(sample)
        , m_side(side)
        , m_result(result)
    {}

    void run(Decoder &decoder)
    {
        std::string first;
        int rows = 0;
        for (const RawMessage &earlier : m_sample.after)
            decode(decoder, earlier, [](const Update &) {});
        const DecodeResult decoded = decode(decoder, m_sample, [&](const Update &update) {
            std::string members;
            writeUpdateMembers(update, members);
            if (rows++ == 0)
                first = '{' + members + '}';
            m_result.updates.push_back("{\"message\":" + std::to_string(m_sample.number) + ',' +
                                       (m_side == Side::Poll ? "\"of\":\"rest\"," : "") + members + '}');
        });
        remark(decoder);
        if (m_sample.expect.empty())
            return;
        ++m_result.expectations;
        if (first.empty()) // a rule may fit and yield no row: its kind can still be told
            first = decoded.kind.empty() ? "{}" : "{\"kind\":\"" + std::string(decoded.kind) + "\"}";
        compare(first, rows, decoded.kind.empty() && rows == 0);
    }

private:
    template <typename Sink>
    static DecodeResult decode(Decoder &decoder, const RawMessage &message, Sink &&sink)
    {
        return decoder.decode({message.bytes.constData(), std::size_t(message.bytes.size())}, message.binary,
                              sink);
    }

    void remark(const Decoder &decoder)
    {
        for (const OddMessage &odd : decoder.oddMessages()) {
            m_result.remarks.push_back(
                (m_side == Side::Poll
                     ? QCoreApplication::translate("feedscope", "Message %1 of the twin: %2 It begins: %3")
                     : QCoreApplication::translate("feedscope", "Message %1: %2 It begins: %3"))
                    .arg(QString::number(m_sample.number), odd.reason, odd.excerpt));
        }
    }

    void compare(const std::string &got, int rows, bool nothing)
    {
        Tree wanted;
        Tree found;
        ReadError error;
        JsonReader reader;
        const NodeId expect = reader.read(wanted, m_sample.expect, error);
        const NodeId update = reader.read(found, got, error);
        if (expect == noNode || update == noNode)
            return;
        for (NodeId id = wanted[expect].child; id != noNode; id = wanted[id].next) {
            const std::string_view name = wanted[id].keyView();
            if (name == "rows")
                compareRows(wanted, id, rows);
            else if (name != "kind" || !nothing || rowsExpected(wanted, expect))
                compareMember(wanted, id, found, found.member(update, name));
        }
    }

    /// Where no row is expected and none came, there is no update whose kind could differ.
    static bool rowsExpected(const Tree &wanted, NodeId expect)
    {
        const NodeId rows = wanted.member(expect, "rows");
        return rows == noNode || wanted.value(rows).toDouble() != 0.0;
    }

    void compareRows(const Tree &wanted, NodeId id, int rows)
    {
        if (wanted.value(id).toDouble() != rows)
            differ("rows", shown(wanted, id), QString::number(rows));
    }

    void compareMember(const Tree &wanted, NodeId want, const Tree &found, NodeId got)
    {
        const std::string_view name = wanted[want].keyView();
        if (wanted[want].type == NodeType::Null || got == noNode) {
            if (wanted[want].type != NodeType::Null || got != noNode)
                differ(name, shown(wanted, want), shown(found, got));
            return;
        }
        const auto left = wanted.value(want).toDouble();
        const auto right = found.value(got).toDouble();
        const bool same = comparesAsNumber(name) && left && right ? close(*left, *right)
                                                                  : sameType(wanted, want, found, got);
        if (!same)
            differ(name, shown(wanted, want), shown(found, got));
    }

    void differ(std::string_view field, const QString &expected, const QString &got)
    {
        m_result.differences.push_back({m_sample.number, toQString(field), expected, got, m_side});
    }

    const Sample &m_sample;
    Side m_side;
    ProfileCheck &m_result;
};

} // namespace

ProfileCheck checkProfile(std::shared_ptr<const Profile> profile)
{
    ProfileCheck result;
    const auto checkAll = [&](const std::vector<Sample> &samples, Side side) {
        for (const Sample &sample : samples) {
            Decoder decoder(profile, side);
            ++result.messages;
            SampleCheck(sample, side, result).run(decoder);
        }
    };
    checkAll(profile->samples, Side::Push);
    checkAll(profile->twinSamples, Side::Poll);
    return result;
}

} // namespace feedscope
