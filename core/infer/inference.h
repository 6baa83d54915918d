#pragma once

#include "core/infer/proposal.h"

namespace feedscope::infer {

/// Watches the first messages of a feed that nobody described, and proposes how to read them: keys, values,
/// times, sequence and kinds, each with a confidence and a reason, never silently. Pure but for its memory,
/// which is bounded; what is beyond the bound is counted. Belongs to one thread.
class Inference
{
public:
    static constexpr int mostMessages = 200;
    static constexpr std::int64_t mostBytes = 1 << 20;

    /// A message as the transport delivered it.
    void observe(const QByteArray &bytes, bool binary);
    /// Forgets the messages; what the user chose stays.
    void clear();

    /// Once it is full the first half of the messages stays, and the newest ones replace the rest: for a
    /// table that lives. Else it stays as it is.
    void setSliding(bool sliding) { m_sliding = sliding; }

    bool isFull() const noexcept { return m_full; }
    int messages() const noexcept { return static_cast<int>(m_messages.size()); }

    /// The user's word on a member; it goes before every guess. None: it has no role.
    void choose(const std::string &rule, const std::string &path, Role role);
    void forgetChoices() { m_choices.clear(); }
    const Choices &choices() const noexcept { return m_choices; }

    /// What the messages so far say. `nowMs`: wall time, ms since 1970; NaN: not known. Milliseconds of work
    /// at the bound.
    Proposal propose(double nowMs) const;

    /// True if more messages would hardly change it: its main roles are certain, or nothing more is kept.
    bool isSettled(const Proposal &proposal) const;

private:
    std::vector<RawMessage> m_messages;
    std::int64_t m_bytes = 0;
    std::int64_t m_notLookedAt = 0;
    bool m_full = false;
    bool m_sliding = false;
    Choices m_choices;
};

} // namespace feedscope::infer
