#include "core/decode/evaluator.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace feedscope {

namespace {

std::string_view stripped(std::string_view text)
{
    constexpr std::string_view spaces = " \t\r\n";
    const std::size_t start = text.find_first_not_of(spaces);
    return start == std::string_view::npos ? std::string_view()
                                           : text.substr(start, text.find_last_not_of(spaces) - start + 1);
}

bool isEmpty(Value value)
{
    return !value.hasContent() || (value.type() == ValueType::String && value.text().empty());
}

std::string_view upperCased(std::string_view text, TextArena &arena)
{
    char *const copy = arena.take(text.size());
    std::ranges::transform(text, copy,
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return {copy, text.size()};
}

} // namespace

Evaluator::Evaluator(const RuleSet &rules)
    : m_rules(rules)
    , m_pointers(rules.pointers)
    , m_tables(rules.tables.size())
{
    for (const auto &pattern : rules.patterns)
        m_matchers.emplace_back(pattern);
}

bool Evaluator::holdsGeneral(const Condition &condition)
{
    if (condition.table) {
        const Value key = m_pointers.value(condition.pointer);
        return passes(condition.test, m_tables.find(*condition.table, key.text(), condition.member), noNode);
    }
    if (condition.pointer.name)
        return passes(condition.test, m_pointers.value(condition.pointer), noNode);
    const NodeId node = m_pointers.node(condition.pointer.slot);
    return passes(condition.test, m_pointers.tree().value(node), node);
}

bool Evaluator::passes(const Test &test, Value value, NodeId node)
{
    if (test.exists && *test.exists != value.exists())
        return false;
    if (test.types != 0) {
        if (node == noNode || (test.types & 1U << static_cast<unsigned>(m_pointers.tree()[node].type)) == 0)
            return false;
    }
    if (test.anyOf) {
        const auto same = [&](const Literal &literal) { return equals(literal, value, node); };
        if (!std::ranges::any_of(*test.anyOf, same))
            return false;
    }
    if (!test.pattern)
        return true;
    return value.isScalar() && m_matchers[*test.pattern].matches(value.text());
}

bool Evaluator::equals(const Literal &literal, Value value, NodeId node)
{
    const Value other = literal.value();
    if (other.type() != value.type())
        return false;
    if (value.isContainer()) {
        if (node == noNode)
            return false;
        m_scratch.clear();
        m_pointers.tree().write(node, m_scratch);
        return m_scratch == literal.text;
    }
    if (sameText(value.text(), other.text()))
        return true;
    return value.type() == ValueType::Number && value.toDouble() && value.toDouble() == other.toDouble();
}

Value Evaluator::made(const FieldRule &field)
{
    if (field.constant)
        return field.constant->value();
    const Value result = source(field);
    if (field.fallback && isEmpty(result))
        return field.fallback->value();
    return result;
}

Value Evaluator::source(const FieldRule &field)
{
    Value first;
    for (const PointerRef path : field.paths) {
        const Value value = alternative(field, path);
        if (!isEmpty(value))
            return value;
        if (!first.exists())
            first = value;
    }
    return first;
}

Value Evaluator::alternative(const FieldRule &field, PointerRef path)
{
    const Value value = m_pointers.value(path);
    return value.hasContent() ? transformed(field, value) : value;
}

Value Evaluator::transformed(const FieldRule &field, Value value)
{
    TextArena &arena = m_pointers.tree().arena();
    const auto learnt = [&](Value key) {
        const Value found = m_tables.find(*field.table, key.text(), field.member);
        return found.hasContent() ? Value{found.type(), arena.keep(found.text())} : Value();
    };
    // The table may know the value as it stands; then the rest is done to what was learnt.
    const Value known = field.table ? learnt(value) : Value();
    if (known.exists())
        value = known;
    if (field.strip && value.type() == ValueType::String)
        value = {value.type(), stripped(value.text())};
    if (field.pattern) {
        const auto captured = m_matchers[*field.pattern].capture(value.text());
        if (!captured)
            return {};
        value = {ValueType::String, arena.keep(*captured)};
    }
    if (field.upper && value.type() == ValueType::String)
        value = {value.type(), upperCased(value.text(), arena)};
    if (!field.map.empty()) {
        const auto entry =
            std::ranges::find(field.map, value.text(), &std::pair<std::string, Literal>::first);
        if (entry != field.map.end())
            value = entry->second.value();
    }
    if (field.table && !known.exists())
        value = learnt(value);
    if (field.hexadecimal)
        value = fromHexadecimal(field, value);
    if (field.over)
        value = divided(value, m_pointers.value(*field.over));
    if (field.abs && value.text().starts_with('-'))
        value = {value.type(), value.text().substr(1)};
    return field.scale ? scaled(*field.scale, value) : value;
}

/// Numbers of JSON are what they are. Text that is no such integer has no value, and is told of.
Value Evaluator::fromHexadecimal(const FieldRule &field, Value value)
{
    constexpr std::size_t shown = 80;
    if (value.type() != ValueType::String || value.text().empty())
        return value;
    const auto decimal = decimalOfHexadecimal(value.text());
    if (decimal)
        return {ValueType::Number, m_pointers.tree().arena().keep(*decimal)};
    if (!m_misread)
        m_misread = {field.name, std::string(value.text().substr(0, shown))};
    return {};
}

/// Without a divisor, or by 0, there is no value.
Value Evaluator::divided(Value value, Value divisor)
{
    const auto number = value.toDouble();
    const auto by = divisor.toDouble();
    return number && by && *by != 0.0 ? numberOf(*number / *by) : Value();
}

Value Evaluator::scaled(double factor, Value value)
{
    const auto number = value.toDouble();
    return number ? numberOf(*number * factor) : value;
}

Value Evaluator::numberOf(double number)
{
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number,
                                   std::chars_format::general, 15)
                         .ptr; // 15 digits: no 0.30000000000000004
    return {ValueType::Number,
            m_pointers.tree().arena().keep({text.data(), static_cast<std::size_t>(end - text.data())})};
}

void Evaluator::learn(const Learn &learn)
{
    const Value key = m_pointers.value(learn.key);
    if (!key.hasContent())
        return;
    for (const auto &[member, pointer] : learn.values) {
        const Value value = m_pointers.value(pointer);
        if (value.hasContent())
            m_tables.learn(learn.table, key.text(), member, value);
    }
}

} // namespace feedscope
