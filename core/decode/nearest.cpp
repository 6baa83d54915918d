#include "core/decode/nearest.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace feedscope {

namespace {

constexpr qsizetype longest = 64;

/// How many letters are to be typed, left out, changed or swapped with their neighbour (optimal string
/// alignment).
int slips(const QString &a, const QString &b)
{
    const auto columns = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> before(columns), above(columns), row(columns);
    for (std::size_t j = 0; j < columns; ++j)
        above[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int changed = above[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[at] = std::min({above[at] + 1, row[at - 1] + 1, changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], before[at - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[columns - 1];
}

} // namespace

QStringList nearest(const QString &word, const QStringList &known, qsizetype most)
{
    const QString typed = word.toLower();
    if (typed.isEmpty() || typed.size() > longest)
        return {};
    const int few = std::max(1, static_cast<int>(typed.size()) / 3);
    std::vector<std::pair<int, QString>> found;
    for (const QString &name : known) {
        const QString other = name.left(longest).toLower();
        const bool contains = typed.size() >= 3 && other.contains(typed);
        const int distance = slips(typed, other);
        if (distance <= few || contains)
            found.emplace_back(std::min(distance, contains ? few : distance), name);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList names;
    for (const auto &entry : found)
        if (names.size() < most)
            names.append(entry.second);
    return names;
}

} // namespace feedscope
