#include "core/infer/memberset.h"

#include <algorithm>
#include <string_view>

namespace feedscope::infer {

Paths membersOf(const Part &part)
{
    Paths paths;
    for (const Cell &cell : part.cells) {
        std::string_view path = cell.path;
        while (!path.empty() && paths.emplace(path).second)
            path = path.substr(0, path.rfind('/'));
    }
    return paths;
}

namespace {

std::size_t shared(const Paths &a, const Paths &b)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(a, [&](const std::string &path) { return b.contains(path); }));
}

} // namespace

double similarity(const Paths &a, const Paths &b)
{
    const std::size_t common = shared(a, b);
    const std::size_t all = a.size() + b.size() - common;
    return all == 0 ? 1 : static_cast<double>(common) / static_cast<double>(all);
}

bool sameShape(const Paths &a, const Paths &b)
{
    const std::size_t common = shared(a, b);
    const std::size_t smaller = std::min(a.size(), b.size());
    return similarity(a, b) >= .4 || (smaller >= 3 && common * 10 >= smaller * (smaller >= 6 ? 7 : 8));
}

} // namespace feedscope::infer
