#include "core/infer/kindtags.h"

#include "core/infer/words.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cctype>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

std::string plain(std::string_view text)
{
    std::string result;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)))
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

bool isCapitals(std::string_view text)
{
    int letters = 0;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z')
            return false;
        letters += c >= 'A' && c <= 'Z';
    }
    return letters >= 3;
}

bool isElsewhere(const Part &part, const Cell &cell, std::string_view token)
{
    const std::string wanted = plain(token);
    return wanted.size() >= 3 && std::ranges::any_of(part.cells, [&](const Cell &other) {
               return &other != &cell && other.type == ValueType::String && plain(other.text) == wanted;
           });
}

} // namespace

Tag tagOf(const Part &part, const Cell &cell)
{
    constexpr std::string_view separators = ".@:/|_";
    const std::string_view text = cell.text;
    if (!isSubjectName(nameIn(cell.path)) || text.find_first_of(separators) == std::string_view::npos)
        return {cell.text};
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, start), text.size());
        const std::string_view token = text.substr(start, end - start);
        if (isElsewhere(part, cell, token) || isCapitals(token)) {
            if (start > 0)
                return {std::string(text.substr(0, start)), true, false};
            if (end < text.size())
                return {std::string(text.substr(end)), false, true};
        }
        start = end + 1;
    }
    return {cell.text};
}

QJsonValue testOf(const Tag &tag, ValueType type)
{
    const QString text = QString::fromStdString(tag.text);
    if (type == ValueType::Number)
        return QJsonValue(text.toDouble());
    if (!tag.prefix && !tag.suffix)
        return text;
    const QString escapedText = QRegularExpression::escape(text);
    return QJsonObject{{u"regex"_s, tag.prefix ? u'^' + escapedText : escapedText + u'$'}};
}

bool mayTell(const Cell &cell)
{
    if (cell.path.find('*') != std::string::npos || cell.path.find('#') != std::string::npos)
        return false;
    if (std::ranges::count(cell.path, '/') > 3 || cell.text.empty() || cell.text.size() > 48)
        return false;
    if (cell.type == ValueType::Number)
        return kindPrior(nameIn(cell.path)) >= .85 && cell.text.size() <= 3;
    return cell.type == ValueType::String && cell.text.find(' ') == std::string::npos;
}

double tellingPrior(const Cell &cell)
{
    if (cell.path == "/data/0" || cell.path == "/0") // "42["tick",…]", [id,"te",…]
        return cell.path == "/data/0" ? .85 : .1;
    const std::string_view name = nameIn(cell.path);
    if (placeIn(cell.path) >= 0)
        return .3;
    const double prior = kindPrior(name);
    return prior - .05 * (static_cast<double>(std::ranges::count(cell.path, '/')) - 1);
}

bool isStateWord(std::string_view text)
{
    static constexpr std::array<std::string_view, 7> words = {"snapshot", "delta",  "update", "partial",
                                                              "insert",   "delete", "change"};
    return std::ranges::find(words, text) != words.end();
}

} // namespace feedscope::infer
