#include "core/infer/inference.h"

#include "core/infer/ruleguess.h"
#include "core/infer/speech.h"

#include <algorithm>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

void remark(Proposal &proposal, const std::vector<Part> &parts)
{
    if (proposal.notLookedAt > 0)
        proposal.remarks.append(Speech::tr("Only %1 messages (%2 KB) were looked at, not %3 more.")
                                    .arg(proposal.messages)
                                    .arg(proposal.bytes / 1'000)
                                    .arg(proposal.notLookedAt));
    if (std::ranges::any_of(parts, &Part::cut))
        proposal.remarks.append(Speech::tr("Of very large messages only the first %1 members were looked at.")
                                    .arg(Part::mostCells));
    if (proposal.frames.unreadable > 0)
        proposal.remarks.append(
            Speech::tr("Messages that cannot be read like the others: %1.").arg(proposal.frames.unreadable));
    for (const RuleGuess &rule : proposal.rules) {
        if (rule.ignored)
            proposal.remarks.append(
                Speech::tr("Left open: what “%1” is (messages: %2).").arg(rule.title()).arg(rule.messages));
        for (const FieldGuess &field : rule.open)
            proposal.remarks.append(
                Speech::tr("Left open in “%1”: %2; the likeliest is %3 (%4 %).")
                    .arg(rule.title(), roleName(field.role), QString::fromStdString(field.path))
                    .arg(qRound(field.confidence * 100)));
    }
}

} // namespace

void Inference::observe(const QByteArray &bytes, bool binary)
{
    const auto isTooMuch = [&] {
        return m_messages.size() >= mostMessages ||
               (m_bytes + bytes.size() > mostBytes && !m_messages.empty());
    };
    while (m_sliding && isTooMuch()) {
        const auto oldest = m_messages.begin() + static_cast<std::ptrdiff_t>(m_messages.size() / 2);
        m_bytes -= oldest->bytes.size();
        m_messages.erase(oldest);
        ++m_notLookedAt;
    }
    if (isTooMuch()) {
        m_full = true;
        ++m_notLookedAt;
        return;
    }
    m_bytes += bytes.size();
    m_messages.push_back({bytes, binary});
    m_full = m_full || m_messages.size() >= mostMessages || m_bytes >= mostBytes;
}

void Inference::clear()
{
    m_messages.clear();
    m_bytes = 0;
    m_notLookedAt = 0;
    m_full = false;
}

void Inference::choose(const std::string &rule, const std::string &path, Role role)
{
    // One member a role: the new one takes it from the old one.
    if (role != Role::None)
        std::erase_if(m_choices, [&](const auto &choice) {
            return choice.first.first == rule && choice.second == role;
        });
    m_choices[{rule, path}] = role;
}

Proposal Inference::propose(double nowMs) const
{
    Proposal proposal;
    proposal.messages = messages();
    proposal.bytes = m_bytes;
    proposal.notLookedAt = m_notLookedAt;
    proposal.frames = guessFrames(m_messages);
    const std::vector<Part> parts = partsOf(m_messages, proposal.frames);
    std::vector<SequencePoint> points;
    const bool alike = proposal.frames.envelope == "prometheus";
    for (const Shape &shape : alike ? oneShape(parts) : shapesOf(parts)) {
        std::map<std::string, Role> chosen;
        const std::string id = shape.id();
        for (const auto &[place, role] : m_choices)
            if (place.first == id)
                chosen[place.second] = role;
        proposal.rules.push_back(guessRule(shape, proposal.frames, chosen, nowMs, points));
    }
    guessSequence(proposal, std::move(points));
    remark(proposal, parts);
    return proposal;
}

bool Inference::isSettled(const Proposal &proposal) const
{
    if (m_full)
        return true;
    const RuleGuess *rule = proposal.main();
    if (rule == nullptr || rule->messages < 3)
        return false;
    const auto sure = [rule](Role role) {
        const FieldGuess *field = rule->field(role);
        return field != nullptr && field->confidence >= confident;
    };
    return (sure(Role::Value) || sure(Role::Bid) || sure(Role::Text) || sure(Role::Title)) && sure(Role::Key);
}

} // namespace feedscope::infer
