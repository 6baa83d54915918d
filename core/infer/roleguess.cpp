#include "core/infer/roleguess.h"

#include "core/decode/timestamp.h"
#include "core/infer/speech.h"
#include "core/infer/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

QString joined(const QString &a, const QString &b)
{
    return b.isEmpty() ? a : a + u"; "_s + b;
}

double bounded(double confidence)
{
    return std::clamp(confidence, 0., .97);
}

bool isSubjectPath(std::string_view path)
{
    return isSubjectName(nameIn(path));
}

/// In the first message that has both.
bool isSameSecond(const Column &a, const Column &b)
{
    for (std::size_t i = 0, j = 0; i < a.cells.size() && j < b.cells.size();) {
        if (a.rowOf[i] == b.rowOf[j])
            return std::abs(a.timeMs(*a.cells[i]) - b.timeMs(*b.cells[j])) < 1000;
        ++(a.rowOf[i] < b.rowOf[j] ? i : j);
    }
    return false;
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
        if (const auto found = m_chosen.find(column.path);
            found != m_chosen.end() && found->second != Role::None)
            take(found->second, column, {1, Speech::tr("you chose it")});
    choose(Role::Time, &RoleGuesser::timeScore);
    choose(Role::Key, &RoleGuesser::keyScore);
    choose(Role::Bid, &RoleGuesser::bidScore);
    choose(Role::Ask, &RoleGuesser::askScore);
    for (const Column &column : m_columns)
        m_loneNumbers += column.own && column.isNumeric() && !isTaken(column) &&
                         column.time == TimeLook::None && sequenceScore(column).confidence < .6;
    choose(Role::Value, &RoleGuesser::valueScore);
    choose(Role::Size, &RoleGuesser::sizeScore);
    choose(Role::Sequence, &RoleGuesser::sequenceScore);
    choose(Role::Title, &RoleGuesser::titleScore);
    choose(Role::Text, &RoleGuesser::textScore);
    const FieldGuess *key = guess(Role::Key);
    if (key == nullptr || key->confidence < .45 || isSubjectPath(key->path))
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
    const auto chosen = m_chosen.find(column.path);
    guess.confidence = chosen != m_chosen.end() && chosen->second == role ? 1 : bounded(score.confidence);
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
        top.reason = joined(top.reason, Speech::tr("another member would do as well"));
    }
    if (role == Role::Time)
        doubtTime(*best, top);
    take(role, *best, top);
    m_guesses.back().alternatives = std::move(alternatives);
}

/// A time of the whole message beside times in its rows, or one of whole seconds beside a finer one, may not
/// be the one that is meant.
void RoleGuesser::doubtTime(const Column &best, Score &score) const
{
    const auto isCoarse = [](const Column &c) {
        const bool plain = c.last().text.find('.') == std::string::npos;
        return plain && (c.time == TimeLook::Seconds || c.time == TimeLook::Iso);
    };
    for (const Column &column : m_columns) {
        if (&column == &best || column.time == TimeLook::None)
            continue;
        const bool finer = isCoarse(best) && !isCoarse(column) && isSameSecond(column, best);
        if (!finer && (best.own || !column.own || column.lastMs == best.lastMs))
            continue;
        score.confidence = std::min(score.confidence, .6);
        score.reason = joined(score.reason, finer ? Speech::tr("another time is finer")
                                                  : Speech::tr("its rows hold times, too"));
        return;
    }
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
        const std::string_view token =
            first ? std::string_view(text).substr(0, cut) : std::string_view(text).substr(cut + 1);
        guess.upper = std::ranges::none_of(token, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
                      (text[cut] == '_' || first);
        guess.confidence = text[cut] == '_' ? .55 : .65;
        guess.reason = Speech::tr("a word of what the message is about");
        const FieldGuess *old = this->guess(Role::Key);
        if (old != nullptr && (old->confidence >= guess.confidence || old->confidence >= 1))
            continue;
        std::erase_if(m_guesses, [](const FieldGuess &g) { return g.role == Role::Key; });
        m_guesses.push_back(std::move(guess));
        m_taken[Role::Key] = &column;
    }
}

} // namespace feedscope::infer
