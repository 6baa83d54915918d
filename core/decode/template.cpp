#include "core/decode/template.h"

#include "core/decode/environmentsecret.h"
#include "core/decode/tree.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// {name|filter|filter}: what stands between the braces.
struct Placeholder
{
    std::string_view name;
    std::vector<std::string_view> filters;
};

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// The placeholder that begins at `text`'s brace, and its length with both braces; nothing if this is just a
/// brace.
std::optional<std::pair<Placeholder, std::size_t>> placeholderAt(std::string_view text)
{
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos || end < 2)
        return std::nullopt;
    const std::string_view body = text.substr(1, end - 1);
    const bool begins = body[0] == '/' || (body[0] >= 'a' && body[0] <= 'z');
    if (!begins || body.find_first_of("{\"\n") != std::string_view::npos)
        return std::nullopt;
    Placeholder result;
    result.filters = split(body, '|');
    result.name = result.filters.front();
    result.filters.erase(result.filters.begin());
    return std::pair(result, end + 1);
}

/// Calls `text` for what stays and `hole` for each placeholder, in order.
void walk(std::string_view from, const std::function<void(std::string_view)> &text,
          const std::function<void(const Placeholder &)> &hole)
{
    while (!from.empty()) {
        const std::size_t brace = std::min(from.find('{'), from.size());
        text(from.substr(0, brace));
        from.remove_prefix(brace);
        if (from.empty())
            return;
        if (const auto found = placeholderAt(from)) {
            hole(found->first);
            from.remove_prefix(found->second);
        } else {
            text(from.substr(0, 1));
            from.remove_prefix(1);
        }
    }
}

/// How many holes stand before the "@" that ends an address's user and password.
int holesOfUser(std::string_view address)
{
    const std::size_t start = address.find("://");
    if (start == std::string_view::npos)
        return 0;
    int holes = 0, ofUser = 0;
    bool ends = false; // the authority has
    walk(
        address,
        [&](std::string_view text) {
            const std::size_t from = text.find("://");
            const std::string_view authority = text.substr(from == std::string_view::npos ? 0 : from + 3);
            const std::size_t end = std::min(authority.find_first_of("/?#"), authority.size());
            if (!ends && authority.substr(0, end).find('@') != std::string_view::npos)
                ofUser = holes;
            ends = ends || end < authority.size();
        },
        [&](const Placeholder &) { ++holes; });
    return ofUser;
}

/// Fills one template; the first problem ends in error().
class Filler
{
public:
    Filler(const TemplateContext &context, TemplateUse use)
        : m_context(context)
        , m_use(use)
    {}

    FilledTemplate fill(std::string_view from)
    {
        m_ofUser = m_use == TemplateUse::Url ? holesOfUser(from) : 0;
        walk(
            from, [this](std::string_view text) { m_out.append(text); },
            [this](const Placeholder &hole) {
                put(hole);
                m_ofUser -= m_ofUser > 0 ? 1 : 0;
            });
        return {m_error.isEmpty() ? QByteArray::fromStdString(m_out) : QByteArray(), m_error};
    }

private:
    void put(const Placeholder &hole)
    {
        m_raw = false;
        QStringList values = valuesOf(hole.name);
        QString joiner = u","_s;
        bool json = false;
        for (const std::string_view filter : hole.filters) {
            const QString argument = toQString(filter.substr(std::min(filter.find(':') + 1, filter.size())));
            if (filter.starts_with("join:"))
                joiner = argument;
            else if (filter == "json")
                json = true;
            else
                apply(filter, argument, values);
        }
        if (json)
            return putJson(values, hole.name == "symbols");
        QStringList escaped;
        for (const QString &value : values)
            escaped.append(m_raw ? value : escape(value));
        m_out += escaped.join(joiner).toStdString();
    }

    static void apply(std::string_view filter, const QString &argument, QStringList &values)
    {
        for (QString &value : values) {
            if (filter == "lower")
                value = value.toLower();
            else if (filter == "upper")
                value = value.toUpper();
            else if (filter.starts_with("prefix:"))
                value.prepend(argument);
            else if (filter.starts_with("else:"))
                value = value.isEmpty() ? argument : value;
            else
                value.append(argument);
        }
    }

    void putJson(const QStringList &values, bool array)
    {
        std::string text;
        for (const QString &value : values) {
            text += text.empty() ? "" : ",";
            writeJsonString(value.toStdString(), text);
        }
        if (array)
            text = '[' + text + ']';
        m_out += m_use == TemplateUse::Url ? escape(toQString(text)).toStdString() : text;
    }

    QStringList valuesOf(std::string_view name)
    {
        if (name == "symbols")
            return m_context.values.symbols;
        if (name == "symbol")
            return {m_context.values.symbols.value(0)};
        if (name == "now_s")
            return {QString::number(m_context.wallNow / second)};
        if (name == "now_ms")
            return {QString::number(m_context.wallNow / millisecond)};
        if (name == "id")
            return {QString::number(m_context.id)};
        if (name == "position")
            return {toQString(m_context.position)};
        if (name.starts_with('/'))
            return pointed(name);
        if (name == "secret" || name.starts_with("secret:"))
            return secret(toQString(name.substr(std::min<std::size_t>(7, name.size()))));
        const auto found = m_context.values.variables.constFind(toQString(name));
        if (found != m_context.values.variables.cend())
            return {*found};
        fail(tr("The profile's template asks for {%1}, which has no value. Set it, or take it out of the "
                "profile.")
                 .arg(toQString(name)));
        return {};
    }

    QStringList pointed(std::string_view pointer)
    {
        const Value value = m_context.pointer ? m_context.pointer(pointer) : Value();
        if (!value.exists()) {
            fail(tr("The message that is to be answered has no %1, which the profile's template asks for.")
                     .arg(toQString(pointer)));
            return {};
        }
        m_raw = value.type() != ValueType::String && m_use == TemplateUse::Json;
        return {toQString(value.text())};
    }

    QStringList secret(const QString &name)
    {
        const auto value = m_context.values.secret ? m_context.values.secret(name) : std::nullopt;
        if (!value)
            fail(tr("The secret “%1” is not there. Set the environment variable %2, or keep it for this feed alone with "
                    "“feedscope secret set FEED/%1”.")
                     .arg(name, QString::fromLatin1(environmentVariable(name))));
        return {value.value_or(QString())};
    }

    QString escape(const QString &value)
    {
        if (m_use == TemplateUse::Url)
            return QString::fromLatin1( // these mean nothing in a path or query
                QUrl::toPercentEncoding(value, m_ofUser > 0 ? "" : "@:!,"));
        if (m_use == TemplateUse::Header &&
            std::ranges::any_of(value, [](QChar c) { return c < u' ' || c == u'\x7f'; }))
            fail(tr("A value for a header holds a control character."));
        if (m_use != TemplateUse::Json)
            return value;
        std::string quoted;
        writeJsonString(value.toStdString(), quoted);
        return toQString(std::string_view(quoted).substr(1, quoted.size() - 2));
    }

    void fail(const QString &sentence)
    {
        if (m_error.isEmpty())
            m_error = sentence;
    }

    const TemplateContext &m_context;
    TemplateUse m_use;
    int m_ofUser = 0;   ///< holes to come that stand in the address's user and password
    bool m_raw = false; ///< a number or an object of a message: JSON already
    std::string m_out;
    QString m_error;
};

} // namespace

FilledTemplate fillTemplate(std::string_view text, const TemplateContext &context, TemplateUse use)
{
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    const bool json = start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
    return Filler(context, use == TemplateUse::Plain && json ? TemplateUse::Json : use).fill(text);
}

QStringList templateHoles(std::string_view text)
{
    QStringList names;
    walk(
        text, [](std::string_view) {}, [&](const Placeholder &hole) { names.append(toQString(hole.name)); });
    return names;
}

QString templateProblem(std::string_view text)
{
    static constexpr std::array<std::string_view, 3> plain = {"lower", "upper", "json"};
    static constexpr std::array<std::string_view, 4> withArgument = {"prefix:", "suffix:", "join:", "else:"};
    QString problem;
    walk(
        text, [](std::string_view) {},
        [&](const Placeholder &hole) {
            for (const std::string_view filter : hole.filters) {
                const bool known =
                    std::ranges::find(plain, filter) != plain.end() ||
                    std::ranges::any_of(withArgument, [&](auto name) { return filter.starts_with(name); });
                if (!known)
                    problem = tr("the unknown filter \"%1\"").arg(toQString(filter));
            }
        });
    return problem;
}

} // namespace feedscope
