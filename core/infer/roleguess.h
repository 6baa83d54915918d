#pragma once

#include "core/infer/columns.h"
#include "core/infer/proposal.h"

#include <map>
#include <optional>
#include <vector>

namespace feedscope::infer {

/// Gives the members of one kind of message their roles. Pure; one for a shape and a list.
class RoleGuesser
{
public:
    /// `chosen`: by path, of this shape; `nowMs`: wall time, NaN: not known.
    RoleGuesser(const Shape &shape, const std::vector<Column> &columns,
                const std::map<std::string, Role> &chosen, double nowMs);

    const std::vector<FieldGuess> &guesses() const noexcept { return m_guesses; }
    const FieldGuess *guess(Role role) const;
    const Column *column(Role role) const;

private:
    struct Score
    {
        double confidence = 0;
        QString reason;
    };
    /// Steps of a number from message to message.
    struct Growth
    {
        int up = 0, down = 0, byOne = 0;
    };
    using Scorer = Score (RoleGuesser::*)(const Column &) const;

    void choose(Role role, Scorer scorer);
    void take(Role role, const Column &column, const Score &score);
    bool isTaken(const Column &column) const;
    bool isTold(const Column &column) const;
    const Column *named(std::string_view name) const;

    Score timeScore(const Column &column) const;
    Score keyScore(const Column &column) const;
    Score valueScore(const Column &column) const;
    Score sequenceScore(const Column &column) const;
    Score textScore(const Column &column) const;
    Score titleScore(const Column &column) const;
    Score sizeScore(const Column &column) const;
    Score bidScore(const Column &column) const;
    Score askScore(const Column &column) const;
    Score quoteScore(const Column &column, double prior, std::string_view other) const;
    double valuePrior(const Column &column) const;
    bool beginsPair(const Column &column) const;
    bool isFirstDecimal(const Column &column) const;
    Growth growthOf(const Column &column) const;
    void doubtTime(const Column &best, Score &score) const;
    void keyFromSubject();

    const Shape &m_shape;
    const std::vector<Column> &m_columns;
    const std::map<std::string, Role> &m_chosen;
    double m_nowMs;
    bool m_ohlc = false;
    int m_loneNumbers = 0; ///< members that could be the value
    std::vector<FieldGuess> m_guesses;
    std::map<Role, const Column *> m_taken;
};

/// Two members that say the same thing, if differently written.
bool sayTheSame(const Column &a, const Column &b);

} // namespace feedscope::infer
