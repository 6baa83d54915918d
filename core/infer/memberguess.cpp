#include "core/infer/memberguess.h"

#include "core/infer/speech.h"

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

QString typeWords(const Column &column)
{
    QStringList types;
    if (column.numbers > column.strings && column.last().type == ValueType::String)
        types.append(Speech::tr("text with a number"));
    else if (column.numbers > 0)
        types.append(Speech::tr("number"));
    if (column.strings > 0)
        types.append(Speech::tr("text"));
    if (column.last().type == ValueType::Boolean)
        types.append(Speech::tr("yes or no"));
    if (column.nulls > 0)
        types.append(Speech::tr("null"));
    if (types.isEmpty())
        types.append(column.last().type >= ValueType::Array ? Speech::tr("empty list")
                                                            : Speech::tr("empty text"));
    return types.join(u", "_s);
}

} // namespace

MemberGuess memberOf(const Column &column, const RuleGuess &rule)
{
    MemberGuess member;
    member.path = column.path;
    member.type = typeWords(column);
    member.last = QString::fromStdString(column.last().text).simplified().left(80);
    member.present = column.present;
    member.rows = column.rows;
    member.changed = column.changed;
    for (const auto *guesses : {&rule.fields, &rule.open})
        for (const FieldGuess &field : *guesses)
            if (field.path == column.path && (guesses == &rule.fields || member.role == Role::None)) {
                member.role = field.role;
                member.open = guesses == &rule.open;
                member.confidence = field.confidence;
                member.reason = field.reason;
            }
    return member;
}

} // namespace feedscope::infer
