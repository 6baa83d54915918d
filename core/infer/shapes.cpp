#include "core/infer/shapes.h"

#include "core/infer/kindtags.h"
#include "core/infer/memberset.h"
#include "core/infer/words.h"

#include <QJsonDocument>

#include <algorithm>
#include <map>
#include <optional>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostCompared = 80; ///< parts that are compared in pairs
constexpr int mostRounds = 5;

/// A member that may tell the kinds of messages apart.
struct Teller
{
    std::string path;
    double score = 0;
    ValueType type = ValueType::String;
};

const Cell *cellAt(const Part &part, std::string_view path)
{
    const auto found = std::ranges::find(part.cells, path, &Cell::path);
    return found == part.cells.end() ? nullptr : &*found;
}

/// Groups parts; one for a call of shapesOf().
class Sorter
{
public:
    std::vector<Shape> sort(std::vector<const Part *> parts)
    {
        split({}, std::move(parts), mostRounds);
        return std::move(m_shapes);
    }

private:
    struct Compared
    {
        const Part *part;
        const Paths *members;
    };

    const Paths &members(const Part *part)
    {
        auto found = m_members.find(part);
        if (found == m_members.end())
            found = m_members.emplace(part, membersOf(*part)).first;
        return found->second;
    }

    std::vector<Compared> sample(const std::vector<const Part *> &parts)
    {
        std::vector<Compared> result;
        const std::size_t step = (parts.size() + mostCompared - 1) / mostCompared;
        for (std::size_t i = 0; i < parts.size(); i += std::max<std::size_t>(step, 1))
            result.push_back({parts[i], &members(parts[i])});
        return result;
    }

    void split(const Shape &base, std::vector<const Part *> parts, int rounds)
    {
        if (parts.empty())
            return;
        const auto teller = rounds > 0 ? bestTeller(base, parts) : std::nullopt;
        if (!teller)
            return splitByMembers(base, parts);
        std::map<Tag, std::vector<const Part *>> groups;
        std::vector<const Part *> rest;
        for (const Part *part : parts) {
            const Cell *cell = cellAt(*part, teller->path);
            if (cell != nullptr && mayTell(*cell))
                groups[tagOf(*part, *cell)].push_back(part);
            else
                rest.push_back(part);
        }
        for (auto &[tag, group] : groups) {
            Shape shape = base;
            shape.when.insert(QString::fromStdString(teller->path), testOf(tag, teller->type));
            shape.words.push_back(tag.text);
            shape.toldBy.push_back(teller->path);
            if (isUniform(group) && rounds > 1 && !shape.when.contains("/sio"_L1))
                finish(std::move(shape), std::move(group));
            else
                split(shape, std::move(group), rounds - 1);
        }
        split(base, std::move(rest), rounds - 1);
    }

    void finish(Shape shape, std::vector<const Part *> parts)
    {
        shape.parts = std::move(parts);
        m_shapes.push_back(std::move(shape));
    }

    bool isUniform(const std::vector<const Part *> &parts)
    {
        const auto some = sample(parts);
        return std::ranges::all_of(
            some, [&](const Compared &c) { return similarity(*c.members, *some[0].members) >= .6; });
    }

    std::optional<Teller> bestTeller(const Shape &base, const std::vector<const Part *> &parts)
    {
        const auto some = sample(parts);
        std::map<std::string, Teller> candidates;
        for (const Compared &compared : some)
            for (const Cell &cell : compared.part->cells)
                if (mayTell(cell) && std::ranges::find(base.toldBy, cell.path) == base.toldBy.end())
                    candidates.try_emplace(cell.path, Teller{cell.path, 0, cell.type});
        std::optional<Teller> best;
        for (auto &[path, teller] : candidates) {
            teller.score = score(path, some);
            if (teller.score > .45 && (!best || teller.score > best->score + 1e-9))
                best = teller;
        }
        return best;
    }

    /// High if the member is named for it, is mostly there, and its equal values go with equal members.
    double score(const std::string &path, const std::vector<Compared> &parts)
    {
        std::vector<std::pair<Tag, const Paths *>> tags;
        std::map<Tag, int> counts;
        double prior = 0;
        bool talk = false;
        bool states = true;
        for (const Compared &compared : parts) {
            const Cell *cell = cellAt(*compared.part, path);
            if (cell == nullptr || !mayTell(*cell))
                continue;
            prior = tellingPrior(*cell);
            tags.emplace_back(tagOf(*compared.part, *cell), compared.members);
            ++counts[tags.back().first];
            talk = talk || !talkKind(cell->text).empty();
            states = states && isStateWord(cell->text);
        }
        if (states) // the same kind of message, whole or in part
            return 0;
        const double present = static_cast<double>(tags.size()) / static_cast<double>(parts.size());
        if (tags.empty() || counts.size() > 40 ||
            (counts.size() > 8 && static_cast<double>(counts.size()) > .5 * static_cast<double>(tags.size())))
            return 0;
        if (counts.size() == 1)
            return prior < .75 ? 0 : .5 * prior + .25 * present;
        double within = 0, between = 0;
        int pairsWithin = 0, pairsBetween = 0;
        for (std::size_t i = 0; i < tags.size(); ++i)
            for (std::size_t j = i + 1; j < tags.size(); ++j) {
                const double s = similarity(*tags[i].second, *tags[j].second);
                const bool same = tags[i].first == tags[j].first;
                (same ? within : between) += s;
                ++(same ? pairsWithin : pairsBetween);
            }
        within = pairsWithin > 0 ? within / pairsWithin : .9;
        between = pairsBetween > 0 ? between / pairsBetween : 0;
        if (between > .97 && !(talk && prior >= .8))
            return 0;
        if (between > .9 && prior < .8)
            return 0;
        if (prior < .3 && (pairsWithin == 0 || within - between < .3))
            return 0;
        return .5 * prior + .25 * present + .5 * (within - between);
    }

    /// Nothing says the kind: what has the same members is of one kind, told by one that only it has.
    void splitByMembers(const Shape &base, const std::vector<const Part *> &parts)
    {
        struct Group
        {
            Paths common;
            Paths all;
            std::vector<const Part *> parts;
        };
        std::vector<Group> groups;
        constexpr std::size_t mostGroups = 32;
        for (const Part *part : parts) {
            const Paths &mine = members(part);
            auto group = std::ranges::find_if(
                groups, [&](const Group &g) { return sameShape(g.all, mine) || sameShape(g.common, mine); });
            if (group == groups.end() && groups.size() >= mostGroups)
                group = groups.end() - 1;
            if (group == groups.end()) {
                groups.push_back({mine, mine, {part}});
                continue;
            }
            std::erase_if(group->common, [&](const std::string &path) { return !mine.contains(path); });
            group->all.insert(mine.begin(), mine.end());
            group->parts.push_back(part);
        }
        for (Group &group : groups) {
            Shape shape = base;
            const std::string *own = nullptr;
            for (const std::string &path : group.common) {
                const bool onlyHere = std::ranges::none_of(
                    groups, [&](const Group &other) { return &other != &group && other.all.contains(path); });
                const bool asked = path.find('*') == std::string::npos && path.find('#') == std::string::npos;
                if (onlyHere && asked && (own == nullptr || path.size() < own->size()))
                    own = &path;
            }
            if (own != nullptr && groups.size() > 1)
                shape.when.insert(QString::fromStdString(*own), QJsonObject{{u"exists"_s, true}});
            finish(std::move(shape), std::move(group.parts));
        }
    }

    std::map<const Part *, Paths> m_members;
    std::vector<Shape> m_shapes;
};

} // namespace

std::string Shape::id() const
{
    return QJsonDocument(when).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<Shape> oneShape(const std::vector<Part> &parts)
{
    Shape shape;
    for (const Part &part : parts)
        shape.parts.push_back(&part);
    return shape.parts.empty() ? std::vector<Shape>() : std::vector{std::move(shape)};
}

std::vector<Shape> shapesOf(const std::vector<Part> &parts)
{
    std::map<std::string, Shape> texts;
    std::vector<const Part *> rest;
    for (const Part &part : parts) {
        if (!part.bareText) {
            rest.push_back(&part);
            continue;
        }
        const std::string text = part.cells.empty() ? std::string() : part.cells.front().text;
        if (text.size() > 32 || (texts.size() >= 16 && !texts.contains(text)))
            continue;
        Shape &shape = texts[text];
        shape.when = {{QString(), QString::fromStdString(text)}};
        shape.words = {text};
        shape.bareText = true;
        shape.parts.push_back(&part);
    }
    std::vector<Shape> shapes = Sorter().sort(std::move(rest));
    for (auto &[text, shape] : texts)
        shapes.push_back(std::move(shape));
    std::ranges::stable_sort(shapes, std::greater(),
                             [](const Shape &shape) { return shape.when.size() + shape.words.size(); });
    return shapes;
}

} // namespace feedscope::infer
