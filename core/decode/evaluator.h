#pragma once

#include "core/decode/rules.h"
#include "core/decode/tables.h"
#include "core/decode/texthash.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace feedscope {

/// Answers a rule set's questions about one message: conditions and field values. Holds the memory of
/// pointers, patterns and tables that this takes. One per decoder; not shared between threads.
class Evaluator
{
public:
    explicit Evaluator(const RuleSet &rules);

    PointerMemo &pointers() noexcept { return m_pointers; }
    LearntTables &tables() noexcept { return m_tables; }

    bool holds(const When &when)
    {
        return std::ranges::all_of(when, [this](const Condition &condition) { return holds(condition); });
    }
    /// The field's value after all its transformations, but without its unit.
    Value value(const FieldRule &field)
    {
        return field.plain ? m_pointers.value(field.paths[0]) : made(field);
    }
    void learn(const Learn &learn);

    /// A value that is not what its field says it is: which of both, since forgetMisread().
    struct Misread
    {
        std::string field;
        std::string text; ///< its first characters
    };
    const std::optional<Misread> &misread() const noexcept { return m_misread; }
    void forgetMisread() noexcept { m_misread.reset(); }

private:
    bool holds(const Condition &condition)
    {
        if (condition.shape == ConditionShape::AnyString)
            return isAnyOf(*condition.test.anyOf, m_pointers.node(condition.pointer.slot));
        if (condition.shape == ConditionShape::Exists)
            return (m_pointers.node(condition.pointer.slot) != noNode) == *condition.test.exists;
        return holdsGeneral(condition);
    }
    bool isAnyOf(const std::vector<Literal> &strings, NodeId node) const
    {
        if (node == noNode || m_pointers.tree()[node].type != NodeType::String)
            return false;
        const std::string_view text = m_pointers.tree()[node].textView();
        return std::ranges::any_of(strings, [text](const Literal &s) { return sameText(s.text, text); });
    }
    bool holdsGeneral(const Condition &condition);
    bool passes(const Test &test, Value value, NodeId node);
    bool equals(const Literal &literal, Value value, NodeId node);
    Value made(const FieldRule &field);
    Value source(const FieldRule &field);
    Value alternative(const FieldRule &field, PointerRef path);
    Value transformed(const FieldRule &field, Value value);
    Value fromHexadecimal(const FieldRule &field, Value value);
    Value divided(Value value, Value divisor);
    Value scaled(double factor, Value value);
    Value numberOf(double number);

    const RuleSet &m_rules;
    PointerMemo m_pointers;
    LearntTables m_tables;
    std::vector<PatternMatcher> m_matchers;
    std::optional<Misread> m_misread;
    std::string m_scratch;
};

} // namespace feedscope
