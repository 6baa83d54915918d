#pragma once

#include "core/decode/pattern.h"
#include "core/decode/pointers.h"
#include "core/decode/timestamp.h"
#include "core/decode/update.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace feedscope {

/// A literal of a profile: its type and, for containers, its JSON without spaces.
struct Literal
{
    NodeType type = NodeType::Null;
    std::string text;

    Value value() const noexcept { return {type, text}; }
};

/// What a condition asks of one value; all that is set must hold.
struct Test
{
    std::optional<std::vector<Literal>> anyOf; ///< a literal, or `in`
    std::optional<std::uint32_t> pattern;      ///< index into RuleSet::patterns
    std::optional<bool> exists;
    std::uint8_t types = 0; ///< bits of NodeType; 0: any
};

/// What a condition comes down to. The two shapes that nearly all profiles are made of are told at once; a
/// feed of ten kinds of messages asks ten of them for each message.
enum class ConditionShape : std::uint8_t
{
    General,
    AnyString, ///< the value is one of some strings: `anyOf` and nothing else
    Exists,    ///< it is there, or is not: `exists` and nothing else
};

/// `{pointer: test}`, or `{table[pointer].member: test}` on what was learnt earlier.
struct Condition
{
    PointerRef pointer;
    std::optional<std::uint32_t> table; ///< index into RuleSet::tables
    std::string member;
    Test test;
    ConditionShape shape = ConditionShape::General; ///< from the rest
};

/// Holds if each of its conditions does; an empty one always holds.
using When = std::vector<Condition>;

/// How one field of an update is made.
struct FieldRule
{
    std::string name;
    Field field = Field::Other;
    std::vector<PointerRef> paths; ///< the first with content wins
    TimeForm unit; ///< `unit` and `epoch`
    std::optional<std::uint32_t> pattern;
    std::vector<std::pair<std::string, Literal>> map; ///< what is not listed stays as it is
    std::optional<std::uint32_t> table;               ///< `lookup`
    std::string member;
    bool upper = false;
    bool strip = false;
    bool hexadecimal = false; ///< `base`: text is an integer in base 16
    bool abs = false;
    std::optional<PointerRef> over; ///< what it is divided by
    std::optional<double> scale;
    std::optional<Literal> constant;
    std::optional<Literal> fallback; ///< `default`

    bool plain = false; ///< nothing of all this but one path
};

/// Where a rule's rows are: a fixed pointer, then keys and wildcards.
struct RowPath
{
    struct Segment
    {
        bool every = false; ///< `*`
        std::string key;
        std::optional<std::int64_t> index;
    };
    PointerRef start;
    std::vector<Segment> segments;
};

/// `learn`: remembers values under a key for later messages.
struct Learn
{
    std::uint32_t table = 0;
    PointerRef key;
    std::vector<std::pair<std::string, PointerRef>> values;
};

struct Rule
{
    When when;
    std::optional<RowPath> rows;
    When rowWhen;
    std::string kind;
    bool event = false;
    bool data = true;    ///< a kind that is not about the connection
    bool counted = true; ///< its numbers take part in the sequence; as `data` unless the profile says otherwise
    bool talk = false; ///< the feed talks about itself: no data
    bool snapshot = false;
    std::optional<When> snapshotWhen;
    std::optional<Learn> learn;
    std::vector<FieldRule> fields;
};

/// `merge`: partial objects are laid over the last one of their key.
struct Merge
{
    When when;
    PointerRef key; ///< the object is what holds this member
};

enum class SequenceMode : std::uint8_t
{
    None,
    Contiguous,
    Range,
    Previous,
    Monotonic
};
enum class SequenceScope : std::uint8_t
{
    Connection,
    Symbol,
    Pointer
};

/// `sequence`: where the numbers stand and what is promised of them.
struct SequenceRule
{
    SequenceMode mode = SequenceMode::None;
    SequenceScope scope = SequenceScope::Connection;
    std::optional<PointerRef> path; ///< instead of the rule's own `sequence` field
    std::optional<PointerRef> first;
    std::optional<PointerRef> last;
    std::optional<PointerRef> previous;
    std::optional<PointerRef> scopePath;
    std::uint32_t reorderWindow = 0;
};

/// Everything that turns a tree into updates, compiled. Immutable; shared by the decoders of a profile.
struct RuleSet
{
    PointerTrie pointers;
    std::vector<std::shared_ptr<const Pattern>> patterns;
    std::vector<std::string> tables;
    std::vector<Rule> rules;
    bool all = false;                             ///< `match`: every rule that fits, not only the first
    bool batch = false;                           ///< an array is several messages
    std::vector<std::vector<std::string>> unwrap; ///< paths of strings that hold JSON
    std::optional<Merge> merge;
    SequenceRule sequence;
};

/// The field of this name; Other if the program knows none.
Field fieldNamed(std::string_view name) noexcept;
std::string_view fieldName(Field field) noexcept;

} // namespace feedscope
