#pragma once

#include "core/infer/frameguess.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace feedscope::infer {

/// What a member is to the feed.
enum class Role : std::uint8_t
{
    None,
    Key,
    Value,
    Time,
    Sequence,
    Text,
    Title,
    Size,
    Bid,
    Ask
};
inline constexpr std::array allRoles = {Role::None, Role::Key,   Role::Value, Role::Time, Role::Sequence,
                                        Role::Text, Role::Title, Role::Size,  Role::Bid,  Role::Ask};
/// For people.
QString roleName(Role role);
/// The field of an update that it becomes; empty for None.
const char *roleField(Role role);

/// From here on a guess is good enough to be used unasked; the window says "certain" of it.
inline constexpr double confident = .7;
/// Below, nothing is proposed: the role is left open, and said to be.
inline constexpr double proposable = .4;

/// One role given to a member. `unit` is of times; `regex` takes the series out of a longer text.
struct FieldGuess
{
    Role role = Role::None;
    std::string path; ///< with "*" for lists, as a Cell has it
    QString unit = {};
    QString regex = {};
    bool upper = false;
    double confidence = 0;
    QString reason;                             ///< in words, completes "it is proposed because …"
    std::vector<std::string> alternatives = {}; ///< paths that would do nearly as well
};

/// One line of the members' table. All texts come from the feed: plain text, never markup.
struct MemberGuess
{
    std::string path;
    QString type;
    QString last; ///< at most 80 characters
    int present = 0;
    int rows = 0;
    int changed = 0;
    Role role = Role::None;
    bool open = false; ///< too uncertain to be proposed: merely the likeliest
    double confidence = 0;
    QString reason;
};

/// One kind of message and what is proposed for it.
struct RuleGuess
{
    std::string id;   ///< of its Shape
    QJsonObject when; ///< empty: all messages
    std::string rows; ///< the list of its rows; empty: the message is the row
    QJsonObject rowWhen;
    QJsonObject snapshotWhen;
    bool snapshot = false; ///< always
    QString kind;
    double confidence = 0; ///< of the kind
    QString reason;
    bool talk = false;    ///< the feed about itself: acks, heartbeats, errors
    bool ignored = false; ///< nothing in it could be told: no rule is made, its messages stay "unknown"
    int messages = 0;
    std::vector<FieldGuess> fields; ///< proposed
    std::vector<FieldGuess> open;   ///< too uncertain to be proposed; role None never
    std::vector<MemberGuess> members;

    const FieldGuess *field(Role role) const;
    /// What the rule is called on the screen: its kind and how it is told.
    QString title() const;
};

/// What the user said: of a shape's member, by shape and path. It goes before all guesses.
using Choices = std::map<std::pair<std::string, std::string>, Role>;

/// All that the first messages let one guess of a feed. A value.
struct Proposal
{
    FrameGuess frames;
    std::vector<RuleGuess> rules; ///< in the order in which they are tried
    QString sequenceMode;         ///< as a profile says it; "none": it cannot be checked
    QString sequenceScope;
    QString sequenceReason;
    /// The numbers seen, with their series: by them two lanes of a feed can be seen to count alike.
    std::vector<std::pair<std::string, std::uint64_t>> numbers;
    int messages = 0;
    std::int64_t bytes = 0;
    std::int64_t notLookedAt = 0; ///< messages beyond the bound
    QStringList remarks;          ///< sentences: what is left open, what was cut

    /// True if at least one kind of message carries data that can be shown.
    bool stands() const;
    /// The rule with most messages that carries data; null: none does.
    const RuleGuess *main() const;
    /// One line: what was inferred, with confidences.
    QString summary() const;
    /// The members of a profile that say how messages are read: frames, rules, sequence.
    QJsonObject toRules() const;
};

/// A whole profile for an address. `lane`: the transport's name in the table of transports.
QJsonObject profileFrom(const Proposal &proposal, const QString &name, const QString &url,
                        const QString &lane);

} // namespace feedscope::infer
