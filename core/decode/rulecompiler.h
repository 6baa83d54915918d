#pragma once

#include "core/decode/profilereader.h"

namespace feedscope {

/// Compiles the parts of a profile that look into messages (rules, conditions, fields) into one RuleSet.
class RuleCompiler
{
public:
    /// `events`: the kinds that are event series.
    RuleCompiler(ProfileReader &reader, RuleSet &set, QStringList events)
        : m_reader(reader)
        , m_set(set)
        , m_events(std::move(events))
    {}

    void rules(const Member &at);
    void merge(const Member &at);
    void sequence(const Member &at);
    void unwrap(const Member &at);
    When when(const Member &at, bool fromRow = false);
    /// How a message that is waited for is described: an object of pointers as in `when`; of any other object,
    /// also one written as text, the members listed count; anything else is the whole message.
    When message(const Member &at);
    FieldRule field(const std::string &name, const Member &at);
    std::optional<PointerRef> pointer(const Member &at);

private:
    Rule rule(const Member &at);
    std::optional<RowPath> rows(const Member &at);
    std::optional<Learn> learn(const Member &at);
    Condition condition(const std::string &name, const Member &at, bool fromRow);
    Condition member(std::string_view name, std::vector<Literal> anyOf, const Member &at);
    Test test(const Member &at);
    std::uint8_t types(const Member &at);
    std::optional<std::uint32_t> pattern(const Member &at);
    std::uint32_t table(std::string_view name);
    void lookup(const Member &at, FieldRule &field);
    void paths(const Member &at, FieldRule &field);
    void scope(const Member &at);
    TimeUnit unit(const Member &at);
    Ns epoch(const Member &at);
    bool isSixteen(const Member &at);
    PointerRef refer(std::string_view text, const Member &at, bool fromRow = false);

    ProfileReader &m_reader;
    RuleSet &m_set;
    QStringList m_events;
};

} // namespace feedscope
