#include "core/infer/roleguess.h"

#include "core/infer/speech.h"
#include "core/infer/words.h"

#include <algorithm>
#include <cmath>

// What speaks for and against each role: one function a role.

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

QString byName(double prior)
{
    if (prior >= .85)
        return Speech::tr("its name says so");
    return prior >= .5 ? Speech::tr("its name suggests it") : Speech::tr("its name says little");
}

QString joined(const QString &a, const QString &b)
{
    return b.isEmpty() ? a : a + u"; "_s + b;
}

/// Members in members are less often the ones.
double depthCost(const Column &column)
{
    const std::string_view list = listOf(column.path);
    const auto depth = std::ranges::count(std::string_view(column.path).substr(list.size()), '/');
    return .02 * static_cast<double>(std::max<std::ptrdiff_t>(depth - 1, 0));
}

bool isSubjectPath(std::string_view path)
{
    return isSubjectName(nameIn(path));
}

} // namespace

/// [1835167390.063, "1"]: a time and what was then.
bool RoleGuesser::beginsPair(const Column &column) const
{
    if (placeIn(column.path) != 0 || column.time == TimeLook::None)
        return false;
    const std::string holder = column.path.substr(0, column.path.rfind('/'));
    const auto at = [&](const char *place) {
        const auto found = std::ranges::find(m_columns, holder + place, &Column::path);
        return found == m_columns.end() ? nullptr : &*found;
    };
    const Column *second = at("/1");
    return second != nullptr && second->isNumeric() && second->time == TimeLook::None && at("/2") == nullptr;
}

RoleGuesser::Score RoleGuesser::timeScore(const Column &column) const
{
    if (column.time == TimeLook::None)
        return {};
    const double prior = beginsPair(column) ? .85 : priorsOf(nameIn(column.path)).time;
    const bool iso = column.time == TimeLook::Iso;
    double confidence = prior > 0                          ? .2 + .65 * prior
                        : iso || column.fractions > 0      ? .45
                        : column.time == TimeLook::Seconds ? .2
                                                           : .42;
    QString reason = byName(prior);
    reason = joined(
        reason,
        iso ? Speech::tr("ISO 8601")
            : Speech::tr("%1 since 1970 by magnitude").arg(QString::fromLatin1(unitName(column.time))));
    if (std::abs(m_nowMs - column.lastMs) < 86'400e3) {
        confidence += .15;
        reason = joined(reason, Speech::tr("it is near now"));
    }
    if (column.grew >= 3 && column.fell == 0)
        confidence += .05;
    if (iso && column.last().text.find(':') == std::string::npos)
        confidence *= .5;               // a date alone
    confidence += column.own ? .12 : 0; // the row's own time before its message's
    confidence += column.time == TimeLook::Seconds ? 0 : .03;
    if (isTold(column))
        confidence *= .5;
    return {confidence - 2 * depthCost(column), reason};
}

RoleGuesser::Score RoleGuesser::keyScore(const Column &column) const
{
    const bool ofMap = column.path.ends_with('#');
    const std::string_view name = nameIn(column.path);
    double prior = ofMap ? .8 : priorsOf(name).key;
    const bool text = column.isText() && column.time == TimeLook::None;
    const bool number = column.isInteger() && prior >= .7 && name.size() > 1;
    if (!text && !number)
        return {};
    QString reason = ofMap ? Speech::tr("it is the name of its row") : byName(prior);
    const auto most = [&](int count) { return count * 10 >= column.strings * 8; };
    if (text && most(column.pairs)) {
        prior = std::max(prior, .65);
        reason = joined(reason, Speech::tr("its texts look like pairs of currencies"));
    } else if (text && most(column.symbols) && column.last().text.size() >= 3) {
        prior = name.empty() || prior > 0 ? std::max(prior, .5) : std::max(prior, .35);
        reason = joined(reason, Speech::tr("its texts look like symbols"));
    }
    if (name.empty() && !ofMap && prior == 0)
        prior = column.sentences > 0 ? 0 : .35; // a place in a list, with a word in it
    double confidence = .12 + .72 * prior;
    if (text && most(column.symbols))
        confidence += .1;
    if (column.distinct > 1 && column.distinct < column.present)
        confidence += .05;
    if (text && most(column.sides) && (prior < .7 || name.size() == 1)) // "S" may be a side, "name" is none
        confidence *= .2;
    if (text && (most(column.idLike) || (most(column.sentences) && prior < .8)))
        confidence *= .35;
    const int parts = static_cast<int>(m_shape.parts.size());
    if (parts >= 6 && column.distinct == column.present && column.rows == parts && prior < .8)
        confidence *= .55; // never the same twice: a number of the message rather than its series
    if (isTold(column) && !isSubjectPath(column.path))
        confidence *= .4;
    if (isSubjectPath(column.path) && prior < .8)
        confidence = std::min(confidence, .58);
    return {confidence - depthCost(column) - (column.own ? 0 : .04), reason};
}

double RoleGuesser::valuePrior(const Column &column) const
{
    const std::string_view name = nameIn(column.path);
    if (m_ohlc && name.size() == 1)
        return name == "c" ? 1 : name == "p" || name == "v" ? .1 : 0;
    double prior = priorsOf(name).value;
    const std::string holder = column.path.substr(0, column.path.rfind('/'));
    const bool afterTime = std::ranges::any_of(
        m_columns, [&](const Column &c) { return c.path == holder + "/0" && beginsPair(c); });
    if (afterTime)
        return std::max(prior, .7);
    if (placeIn(column.path) > 0)
        prior *= .4; // the first of a pair such as [price, size] speaks for its name
    return prior;
}

/// In a short row without names the price stands before its size.
bool RoleGuesser::isFirstDecimal(const Column &column) const
{
    const auto inRow = [&](const Column &c) {
        return c.own && placeIn(c.path) >= 0 && nameIn(c.path).empty();
    };
    const auto first = std::ranges::find_if(
        m_columns, [&](const Column &c) { return inRow(c) && c.fractions > 0 && c.time == TimeLook::None; });
    return first != m_columns.end() && &*first == &column && std::ranges::count_if(m_columns, inRow) <= 8;
}

RoleGuesser::Score RoleGuesser::valueScore(const Column &column) const
{
    if (!column.isNumeric() || isTold(column))
        return {};
    const std::string_view name = nameIn(column.path);
    const NamePriors priors = priorsOf(name);
    const double prior = valuePrior(column);
    if (column.time != TimeLook::None && (priors.time > 0 || prior < .5))
        return {};
    double confidence = .1 + .68 * prior;
    QString reason = byName(prior);
    const bool unnamed = prior == 0 && placeIn(column.path) >= 0;
    if (unnamed && column.changed == 0 && column.present > 1)
        return {}; // a channel's number, say
    if (unnamed)
        confidence = std::max(confidence, isFirstDecimal(column) ? .36 : .2);
    if (column.changed > 0) {
        confidence += .07;
        reason = joined(
            reason,
            Speech::tr("a number that changed %1 times in %2").arg(column.changed).arg(column.present));
    } else {
        reason = joined(reason, Speech::tr("a number"));
    }
    if (column.fractions > 0)
        confidence += .06;
    const Column *bid = this->column(Role::Bid);
    if (m_loneNumbers == 1 && bid == nullptr && column.own) {
        confidence += prior > 0 ? .1 : .36;
        reason = joined(reason, Speech::tr("the only number that it could be"));
    }
    if (prior < .5 && !unnamed &&
        (priors.sequence >= .5 || priors.size >= .6 || (!name.empty() && priors.key >= .7)))
        confidence *= .4;
    if (talkKind(name) == "error" || name == "code" || name == "version" || name == "priority" ||
        name == "qos" || name == "packet_id" || name == "bytes")
        confidence *= .4;
    return {confidence - depthCost(column) - (column.own ? 0 : .25), reason};
}

/// Over the whole, or, where that falls, within each series: whichever grows.
RoleGuesser::Growth RoleGuesser::growthOf(const Column &column) const
{
    const Growth whole{column.grew, column.fell, column.byOne};
    const Column *key = this->column(Role::Key);
    if (whole.down == 0 || key == nullptr)
        return whole;
    Growth growth;
    std::map<std::string_view, std::uint64_t> last;
    std::size_t at = 0;
    for (std::size_t i = 0; i < column.cells.size(); ++i) {
        while (at + 1 < key->cells.size() && key->rowOf[at + 1] <= column.rowOf[i])
            ++at;
        const auto number = column.cells[i]->value().toUint64();
        if (!number)
            continue;
        const auto [before, first] = last.try_emplace(key->cells[at]->text, *number);
        growth.up += !first && *number > before->second;
        growth.down += !first && *number < before->second;
        growth.byOne += !first && *number == before->second + 1;
        before->second = *number;
    }
    return growth;
}

RoleGuesser::Score RoleGuesser::sequenceScore(const Column &column) const
{
    if (!column.isInteger() || column.time != TimeLook::None || isTold(column))
        return {};
    const double prior = priorsOf(nameIn(column.path)).sequence;
    const Growth growth = growthOf(column);
    const int steps = growth.up + growth.down;
    double confidence = .1 + .55 * prior;
    QString reason = byName(prior);
    if (steps >= 3 && growth.down == 0) {
        confidence += growth.byOne == steps ? .25 : .12;
        reason = joined(reason, growth.byOne == steps ? Speech::tr("it grew by one each time")
                                                      : Speech::tr("it only grew"));
    } else if (steps >= 4 && growth.down * 4 > steps) {
        confidence *= .4;
    }
    return {confidence - depthCost(column) - (column.own ? 0 : .08), reason};
}

RoleGuesser::Score RoleGuesser::textScore(const Column &column) const
{
    if (!column.isText() || column.time != TimeLook::None || isTold(column))
        return {};
    const double prior = priorsOf(nameIn(column.path)).text;
    if (prior < .2)
        return {};
    const bool sentences = column.sentences * 2 >= column.strings;
    QString reason = byName(prior);
    if (sentences)
        reason = joined(reason, Speech::tr("it holds sentences"));
    return {.12 + .65 * prior + (sentences ? .12 : 0) - depthCost(column) - (column.own ? 0 : .2), reason};
}

RoleGuesser::Score RoleGuesser::titleScore(const Column &column) const
{
    if (!column.isText() || column.time != TimeLook::None)
        return {};
    return {priorsOf(nameIn(column.path)).title * .8 - depthCost(column), byName(1)};
}

RoleGuesser::Score RoleGuesser::sizeScore(const Column &column) const
{
    const FieldGuess *value = guess(Role::Value);
    if (!column.isNumeric() || column.time != TimeLook::None || value == nullptr ||
        value->confidence < proposable || m_ohlc)
        return {};
    const double prior = priorsOf(nameIn(column.path)).size;
    return {column.own && prior > 0 && placeIn(column.path) <= 0 ? .1 + .68 * prior - depthCost(column) : 0,
            byName(prior)};
}

/// A bid needs its ask, and is not above it for long.
RoleGuesser::Score RoleGuesser::quoteScore(const Column &column, double prior, std::string_view other) const
{
    if (prior <= 0 || !column.isNumeric() || placeIn(column.path) > 0)
        return {};
    const bool paired = std::ranges::any_of(m_columns, [&](const Column &c) {
        const NamePriors priors = priorsOf(nameIn(c.path));
        return c.isNumeric() && (other == "ask" ? priors.ask : priors.bid) > 0;
    });
    return {paired ? .15 + .65 * prior + .1 - depthCost(column) : 0,
            joined(byName(prior), Speech::tr("its other side is there, too"))};
}

RoleGuesser::Score RoleGuesser::bidScore(const Column &column) const
{
    return quoteScore(column, priorsOf(nameIn(column.path)).bid, "ask");
}

RoleGuesser::Score RoleGuesser::askScore(const Column &column) const
{
    return quoteScore(column, priorsOf(nameIn(column.path)).ask, "bid");
}

} // namespace feedscope::infer
