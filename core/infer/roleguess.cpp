#include "core/infer/roleguess.h"

#include "core/decode/timestamp.h"
#include "core/infer/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

QString byName(double prior)
{
    if (prior >= .85)
        return tr("its name says so");
    return prior >= .5 ? tr("its name suggests it") : tr("its name says little");
}

QString joined(const QString &a, const QString &b)
{
    return b.isEmpty() ? a : a + u"; "_s + b;
}

double bounded(double confidence)
{
    return std::clamp(confidence, 0., .97);
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

bool sayTheSame(const Column &a, const Column &b)
{
    if (a.time != TimeLook::None && b.time != TimeLook::None)
        return std::abs(a.lastMs - b.lastMs) <= 1000;
    const auto x = a.last().value().toDouble();
    const auto y = b.last().value().toDouble();
    return a.last().text == b.last().text || (x && y && *x == *y);
}

RoleGuesser::RoleGuesser(const Shape &shape, const std::vector<Column> &columns,
                         const std::map<std::string, Role> &chosen, double nowMs)
    : m_shape(shape)
    , m_columns(columns)
    , m_chosen(chosen)
    , m_nowMs(nowMs)
{
    const auto numeric = [this](std::string_view one, std::string_view other) {
        const Column *column = named(one);
        column = column != nullptr ? column : named(other);
        return column != nullptr && column->isNumeric();
    };
    m_ohlc = numeric("o", "open") && numeric("h", "high") && numeric("l", "low") && numeric("c", "close");
    for (const Column &column : m_columns)
        if (const auto found = m_chosen.find(column.path); found != m_chosen.end() && found->second != Role::None)
            take(found->second, column, {1, tr("you chose it")});
    choose(Role::Time, &RoleGuesser::timeScore);
    choose(Role::Key, &RoleGuesser::keyScore);
    choose(Role::Bid, &RoleGuesser::bidScore);
    choose(Role::Ask, &RoleGuesser::askScore);
    for (const Column &column : m_columns)
        m_loneNumbers += column.own && column.isNumeric() && !isTaken(column) && column.time == TimeLook::None &&
                         sequenceScore(column).confidence < .6;
    choose(Role::Value, &RoleGuesser::valueScore);
    choose(Role::Size, &RoleGuesser::sizeScore);
    choose(Role::Sequence, &RoleGuesser::sequenceScore);
    choose(Role::Title, &RoleGuesser::titleScore);
    choose(Role::Text, &RoleGuesser::textScore);
    const FieldGuess *key = guess(Role::Key);
    if (key == nullptr || key->confidence < .6)
        keyFromSubject();
}

const FieldGuess *RoleGuesser::guess(Role role) const
{
    const auto found = std::ranges::find(m_guesses, role, &FieldGuess::role);
    return found == m_guesses.end() ? nullptr : &*found;
}

const Column *RoleGuesser::column(Role role) const
{
    const auto found = m_taken.find(role);
    return found == m_taken.end() ? nullptr : found->second;
}

const Column *RoleGuesser::named(std::string_view name) const
{
    const auto found = std::ranges::find_if(
        m_columns, [name](const Column &c) { return nameIn(c.path) == name && placeIn(c.path) <= 0; });
    return found == m_columns.end() ? nullptr : &*found;
}

bool RoleGuesser::isTaken(const Column &column) const
{
    return std::ranges::any_of(m_taken, [&](const auto &taken) { return taken.second == &column; });
}

bool RoleGuesser::isTold(const Column &column) const
{
    return std::ranges::find(m_shape.toldBy, column.path) != m_shape.toldBy.end();
}

void RoleGuesser::take(Role role, const Column &column, const Score &score)
{
    FieldGuess guess;
    guess.role = role;
    guess.path = column.path;
    guess.confidence = bounded(score.confidence);
    if (score.confidence >= 1)
        guess.confidence = 1;
    guess.reason = score.reason;
    if (role == Role::Time)
        guess.unit = QString::fromLatin1(unitName(column.time));
    m_guesses.push_back(std::move(guess));
    // What is too weak to be proposed keeps the member free for other roles.
    if (score.confidence >= proposable)
        m_taken[role] = &column;
}

/// The best member for a role; the less it stands out, the less is it trusted.
void RoleGuesser::choose(Role role, Scorer scorer)
{
    if (guess(role) != nullptr)
        return;
    const Column *best = nullptr;
    Score top;
    std::vector<std::pair<const Column *, double>> scores;
    for (const Column &column : m_columns) {
        if (isTaken(column) || column.content == 0 || m_chosen.contains(column.path))
            continue;
        Score score = (this->*scorer)(column);
        if (score.confidence <= .1)
            continue;
        scores.emplace_back(&column, score.confidence);
        if (score.confidence > top.confidence + 1e-9) {
            best = &column;
            top = score;
        }
    }
    if (best == nullptr)
        return;
    std::vector<std::string> alternatives;
    double rival = 0;
    for (const auto &[column, confidence] : scores) {
        if (column == best || confidence < top.confidence - .25)
            continue;
        alternatives.push_back(column->path);
        if (!sayTheSame(*column, *best))
            rival = std::max(rival, confidence);
    }
    if (rival > top.confidence - .08) {
        top.confidence -= .15;
        top.reason = joined(top.reason, tr("another member would do as well"));
    }
    take(role, *best, top);
    m_guesses.back().alternatives = std::move(alternatives);
}

RoleGuesser::Score RoleGuesser::timeScore(const Column &column) const
{
    if (column.time == TimeLook::None)
        return {};
    const double prior = priorsOf(nameIn(column.path)).time;
    const bool iso = column.time == TimeLook::Iso;
    double confidence = prior > 0 ? .2 + .65 * prior : iso ? .45 : column.time == TimeLook::Seconds ? .2 : .42;
    QString reason = byName(prior);
    reason = joined(reason, iso ? tr("ISO 8601")
                                : tr("%1 since 1970 by magnitude").arg(QString::fromLatin1(unitName(column.time))));
    if (std::abs(m_nowMs - column.lastMs) < 86'400e3) {
        confidence += .15;
        reason = joined(reason, tr("it is near now"));
    }
    if (column.grew >= 3 && column.fell == 0)
        confidence += .05;
    if (iso && column.last().text.find(':') == std::string::npos)
        confidence *= .5; // a date alone
    confidence += column.own ? .06 : 0;
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
    QString reason = ofMap ? tr("it is the name of its row") : byName(prior);
    const auto most = [&](int count) { return count * 10 >= column.strings * 8; };
    if (text && most(column.pairs)) {
        prior = std::max(prior, .65);
        reason = joined(reason, tr("its texts look like pairs of currencies"));
    } else if (text && most(column.symbols) && column.last().text.size() >= 3) {
        prior = name.empty() || prior > 0 ? std::max(prior, .5) : std::max(prior, .35);
        reason = joined(reason, tr("its texts look like symbols"));
    }
    if (name.empty() && !ofMap && prior == 0)
        prior = column.sentences > 0 ? 0 : .35; // a place in a list, with a word in it
    double confidence = .12 + .72 * prior;
    if (text && most(column.symbols))
        confidence += .1;
    if (column.distinct > 1 && column.distinct < column.present)
        confidence += .05;
    if (text && most(column.sides))
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
    if (placeIn(column.path) > 0)
        prior *= .4; // the first of a pair such as [price, size] speaks for its name
    return prior;
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
    if (name.empty() || placeIn(column.path) >= 0)
        confidence = std::max(confidence, .27);
    if (column.changed > 0) {
        confidence += .07;
        reason = joined(reason, tr("a number that changed %1 times in %2").arg(column.changed).arg(column.present));
    } else {
        reason = joined(reason, tr("a number"));
    }
    if (column.fractions > 0)
        confidence += .06;
    const Column *bid = this->column(Role::Bid);
    if (m_loneNumbers == 1 && bid == nullptr && column.own) {
        confidence += prior > 0 ? .1 : .2;
        reason = joined(reason, tr("the only number that it could be"));
    }
    if (prior < .5 && (priors.sequence >= .5 || priors.size >= .6 || (!name.empty() && priors.key >= .7)))
        confidence *= .4;
    if (talkKind(name) == "error" || name == "code" || name == "version" || name == "priority" || name == "qos" ||
        name == "packet_id" || name == "bytes")
        confidence *= .4;
    return {confidence - depthCost(column) - (column.own ? 0 : .25), reason};
}

RoleGuesser::Score RoleGuesser::sequenceScore(const Column &column) const
{
    if (!column.isInteger() || column.time != TimeLook::None || isTold(column))
        return {};
    const double prior = priorsOf(nameIn(column.path)).sequence;
    const int steps = column.grew + column.fell;
    double confidence = .1 + .55 * prior;
    QString reason = byName(prior);
    if (steps >= 3 && column.fell == 0) {
        confidence += column.byOne == steps ? .25 : .12;
        reason = joined(reason, column.byOne == steps ? tr("it grew by one each time") : tr("it only grew"));
    } else if (steps >= 4 && column.fell * 4 > steps) {
        confidence *= .4;
    }
    return {confidence - depthCost(column), reason};
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
        reason = joined(reason, tr("it holds sentences"));
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
    if (!column.isNumeric() || column.time != TimeLook::None || value == nullptr || value->confidence < proposable ||
        m_ohlc)
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
    return {paired ? .15 + .65 * prior + .1 - depthCost(column) : 0, joined(byName(prior), tr("its other side is there, too"))};
}

RoleGuesser::Score RoleGuesser::bidScore(const Column &column) const
{
    return quoteScore(column, priorsOf(nameIn(column.path)).bid, "ask");
}

RoleGuesser::Score RoleGuesser::askScore(const Column &column) const
{
    return quoteScore(column, priorsOf(nameIn(column.path)).ask, "bid");
}

/// "live_trades_ethusd", "ticks/AAA": the series is the last word of the subject, or the first.
void RoleGuesser::keyFromSubject()
{
    for (const Column &column : m_columns) {
        const std::string_view name = nameIn(column.path);
        if (!isSubjectName(name) || !column.isText() || m_chosen.contains(column.path))
            continue;
        const std::string &text = column.last().text;
        const std::size_t cut = text.find_last_of("./_:@|");
        if (cut == std::string::npos || cut == 0 || cut + 1 >= text.size())
            continue;
        const bool first = text[cut] == '@';
        const QString separator = QRegularExpression::escape(QString(QLatin1Char(text[cut])));
        FieldGuess guess;
        guess.role = Role::Key;
        guess.path = column.path;
        guess.regex = first ? u"^([^%1]+)"_s.arg(separator) : u"([^%1]+)$"_s.arg(separator);
        const std::string_view token = first ? std::string_view(text).substr(0, cut) : std::string_view(text).substr(cut + 1);
        guess.upper = std::ranges::none_of(token, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
                      (text[cut] == '_' || first);
        guess.confidence = text[cut] == '_' ? .55 : .65;
        guess.reason = tr("a word of what the message is about");
        const FieldGuess *old = this->guess(Role::Key);
        if (old != nullptr && (old->confidence >= guess.confidence || old->confidence >= 1))
            continue;
        std::erase_if(m_guesses, [](const FieldGuess &g) { return g.role == Role::Key; });
        m_guesses.push_back(std::move(guess));
        m_taken[Role::Key] = &column;
    }
}

} // namespace feedscope::infer
