#pragma once

#include "core/clock.h"
#include "core/decode/value.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <string_view>

namespace feedscope {

/// What templates are filled from. A value; secrets are fetched when they are needed and never kept.
struct TemplateValues
{
    QStringList symbols;
    QMap<QString, QString> variables; ///< {query}, {stream}, … as the user set them
    /// The secret of this name ("" for {secret}); nothing if there is none.
    std::function<std::optional<QString>(const QString &name)> secret;
};

/// Where the text goes, and so what must be escaped in what is put in.
enum class TemplateUse : std::uint8_t
{
    Plain,  ///< as it is
    Json,   ///< the content of a JSON string
    Url,    ///< percent-encoded
    Header, ///< control characters are an error
};

/// What one filling needs beside the values.
struct TemplateContext
{
    const TemplateValues &values;
    Ns wallNow = noTime;  ///< for {now_s} and {now_ms}
    std::uint64_t id = 0; ///< for {id}
    /// For {/pointer}: the value in the message that is being answered.
    std::function<Value(std::string_view pointer)> pointer;
    std::string_view position{}; ///< for {position}: where a reconnect would go on; empty: from the start
};

/// A filled template, or one sentence about what it lacks.
struct FilledTemplate
{
    QByteArray text;
    QString error;
};

/// Fills {symbol}, {symbols|lower|suffix:@trade|join:/}, {symbols|json}, {now_s}, {now_ms}, {id},
/// {secret:name}, {position},
/// {/pointer} and {variable}. Any other brace stays as it is, so that JSON can be a template. Filters: lower,
/// upper, prefix:X, suffix:X, join:X, else:X (where there is nothing), json. Plain becomes Json by itself where the template begins like JSON.
FilledTemplate fillTemplate(std::string_view text, const TemplateContext &context, TemplateUse use);

/// The names between the braces, in order: "symbols", "secret:token", "host", "/data/id".
QStringList templateHoles(std::string_view text);

/// What is wrong with a template's filters; empty: nothing.
QString templateProblem(std::string_view text);

} // namespace feedscope
