#include "core/infer/ruleguess.h"

#include "core/infer/feedtalk.h"
#include "core/infer/listview.h"
#include "core/infer/memberguess.h"
#include "core/infer/speech.h"
#include "core/infer/words.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

constexpr double worthSaying = .2; ///< of what is left open

/// Everything about one shape while its rule is made.
class RuleMaker
{
public:
    RuleMaker(const Shape &shape, const FrameGuess &frames, const std::map<std::string, Role> &chosen,
              double nowMs)
        : m_shape(shape)
        , m_frames(frames)
        , m_chosen(chosen)
        , m_nowMs(nowMs)
    {}

    RuleGuess make(std::vector<SequencePoint> &points)
    {
        m_rule.id = m_shape.id();
        m_rule.when = m_shape.when;
        m_rule.messages = static_cast<int>(m_shape.parts.size());
        chooseList();
        nameKind();
        if (!m_rule.talk && !isChosen() && (m_rule.kind.isEmpty() || isDoubtful()))
            makeWide();
        if (m_rule.kind.isEmpty() && !m_rule.talk)
            leaveOut();
        fillFields();
        fillMembers();
        if (!m_rule.talk && !m_rule.ignored) {
            findSnapshots();
            if (!m_rule.snapshot) // state, in any order
                collect(points);
        }
        return std::move(m_rule);
    }

private:
    /// The list whose rows say most; the user's choice before that.
    void chooseList()
    {
        for (const std::string &list : listsOf(m_shape)) {
            m_views.push_back(std::make_unique<ListView>(m_shape, list, m_chosen, m_nowMs));
        }
        std::string wanted;
        bool asked = false;
        for (const auto &[path, role] : m_chosen) {
            if (role == Role::None)
                continue;
            asked = true;
            if (const std::string_view list = listOf(path); list.size() > wanted.size())
                wanted = list;
        }
        double best = -1;
        for (const auto &view : m_views) {
            const double score = asked && view->list() == wanted ? 100 : view->worth();
            if (score > best + .02) {
                best = score;
                m_view = view.get();
            }
        }
        m_rule.rows = m_view->list();
    }

    const RoleGuesser &roles() const { return m_view->roles(); }
    bool isChosen() const
    {
        return std::ranges::any_of(m_chosen, [](const auto &choice) { return choice.second != Role::None; });
    }
    bool hasBook() const
    {
        return std::ranges::any_of(m_views, [](const auto &view) { return view->isBook(); });
    }

    void nameKind()
    {
        m_rule.kind = isChosen() ? QString() : talkOf(m_shape, roles(), m_frames.envelope == "sse");
        m_rule.talk = !m_rule.kind.isEmpty();
        if (m_rule.talk) {
            m_rule.confidence = .8;
            m_rule.reason = Speech::tr("its words are those of a feed that talks about itself");
            return;
        }
        const bool value = confidenceOf(roles(), Role::Value) >= proposable;
        const bool quote = quoteConfidence(roles()) >= proposable;
        const bool text = std::max(confidenceOf(roles(), Role::Text), confidenceOf(roles(), Role::Title)) >= .5;
        const bool sided = std::ranges::any_of(m_view->columns(), [](const Column &c) {
            return c.isText() && c.sides > 0 && c.sides * 10 >= c.strings * 9 && nameIn(c.path) != "type";
        });
        if (saysBook(m_shape) || (hasBook() && !value && !quote))
            set(u"book"_s, saysBook(m_shape) ? .8 : .7, Speech::tr("it holds the levels of an order book"));
        else if (value && confidenceOf(roles(), Role::Size) >= proposable && (saysTrade(m_shape) || sided))
            set(u"trade"_s, .8, Speech::tr("a price with its size, and its words say so"));
        else if (value)
            set(u"tick"_s, .7, Speech::tr("it holds a value"));
        else if (quote)
            set(u"quote"_s, .8, Speech::tr("it holds a bid and an ask, and no price"));
        else if (text)
            set(u"notification"_s, .7, Speech::tr("it holds text, and no value"));
    }

    void set(const QString &kind, double confidence, const QString &reason)
    {
        m_rule.kind = kind;
        m_rule.confidence = confidence;
        m_rule.reason = reason;
    }

    /// One number of many was taken, and nothing says of what.
    bool isDoubtful() const
    {
        return m_rule.kind == "tick"_L1 && confidenceOf(roles(), Role::Value) < .6 &&
               confidenceOf(roles(), Role::Key) < proposable && m_rule.rows.empty();
    }

    /// An object that is nothing but numbers: each of them is a series with its member's name.
    void makeWide()
    {
        std::map<std::string, std::vector<const Column *>> objects;
        std::map<std::string, int> others;
        for (const Column &column : m_views.front()->columns()) {
            const std::size_t slash = column.path.rfind('/');
            if (slash == std::string::npos || placeIn(column.path) >= 0)
                continue;
            const std::string object = column.path.substr(0, slash);
            const NamePriors priors = priorsOf(nameIn(column.path));
            const bool series = column.isNumeric() && column.time == TimeLook::None && priors.sequence < .7;
            if (series)
                objects[object].push_back(&column);
            else
                ++others[object];
        }
        const std::vector<const Column *> *best = nullptr;
        const std::size_t least = m_rule.kind.isEmpty() ? 2 : 3;
        for (const auto &[object, columns] : objects) {
            const bool purer = best == nullptr || others[object] < others[m_rule.rows];
            if (columns.size() < least || (least > 2 && others[object] > 0) ||
                (others[object] > 3 && !object.empty()) || !purer)
                continue;
            best = &columns;
            m_rule.rows = object;
        }
        if (best == nullptr)
            return;
        if (others[m_rule.rows] > 0) {
            QJsonArray names;
            for (const Column *column : *best)
                names.append(QString::fromStdString(segmentsOf(column->path).back()));
            m_rule.rowWhen = {{u"0#"_s, QJsonObject{{u"in"_s, names}}}};
        }
        m_rule.rows += "/*";
        m_wide = true;
        set(u"metric"_s, .5, Speech::tr("several numbers, each a series by its name"));
        m_rule.fields.push_back(
            {.role = Role::Key, .path = m_rule.rows + '#', .confidence = .55, .reason = m_rule.reason});
        m_rule.fields.push_back(
            {.role = Role::Value, .path = m_rule.rows, .confidence = .5, .reason = m_rule.reason});
    }

    /// Nothing that could be shown; with a series or a time it is at least counted.
    void leaveOut()
    {
        if (std::max(confidenceOf(roles(), Role::Key), confidenceOf(roles(), Role::Time)) >= .5 && !m_shape.bareText)
            set(u"update"_s, .4, Speech::tr("it has a series or a time, and no value that could be told"));
        else
            m_rule.ignored = true;
    }

    void fillFields()
    {
        static constexpr std::array<Role, 9> ofData = {Role::Key,  Role::Value, Role::Time,
                                                       Role::Size, Role::Bid,   Role::Ask,
                                                       Role::Text, Role::Title, Role::Sequence};
        const bool value = confidenceOf(roles(), Role::Value) >= proposable;
        for (const Role role : ofData) {
            const FieldGuess *guess = roles().guess(role);
            // A number beside the levels of a book may well be its checksum.
            const bool sure = role == Role::Value && m_rule.kind == "book"_L1;
            const bool given = guess != nullptr && guess->confidence >= (sure ? confident : proposable);
            const bool text = role == Role::Text || role == Role::Title;
            const bool wanted = m_rule.talk ? (role == Role::Text || role == Role::Time) &&
                                                  guess != nullptr && guess->confidence >= .6
                                : m_wide ? role == Role::Time
                                : text   ? !value || (guess != nullptr && guess->confidence >= .75)
                                         : true;
            if (m_rule.ignored || !wanted)
                continue;
            const bool book = m_rule.kind == "book"_L1 &&
                              isBookList(guess == nullptr ? std::string() : std::string(listOf(guess->path)));
            if (given && !book) {
                m_rule.fields.push_back(*guess);
                // Of what it is the time is not known.
                const bool doubtful =
                    m_rule.kind == "update"_L1 || (role == Role::Time && hasFinerTime(*guess));
                if (doubtful && guess->confidence < 1)
                    m_rule.fields.back().confidence = std::min(guess->confidence, .6);
            } else if (guess != nullptr && guess->confidence >= worthSaying &&
                       (role == Role::Key || role == Role::Value || role == Role::Time))
                m_rule.open.push_back(*guess);
        }
        if (m_rule.rows == m_view->list() && !usesRows())
            m_rule.rows.clear();
    }

    /// Whole seconds in the rows, and in another list of the message a time of the same second that says
    /// more.
    bool hasFinerTime(const FieldGuess &time) const
    {
        const auto best = std::ranges::find(m_view->columns(), time.path, &Column::path);
        if (time.unit != "s"_L1 || best == m_view->columns().end())
            return false;
        const double first = best->timeMs(*best->cells.front());
        return std::ranges::any_of(m_views, [&](const auto &view) {
            return std::ranges::any_of(view->columns(), [&](const Column &column) {
                const bool finer = column.time != TimeLook::None && column.time != TimeLook::Seconds;
                return finer && std::abs(column.timeMs(*column.cells.front()) - first) < 1000;
            });
        });
    }

    /// A list is only gone through for what stands in its rows.
    bool usesRows() const
    {
        return m_rule.fields.empty() ? !m_rule.talk && !m_rule.ignored
                                     : std::ranges::any_of(m_rule.fields, [this](const FieldGuess &field) {
                                           return !m_rule.rows.empty() && field.path.starts_with(m_rule.rows);
                                       });
    }

    void fillMembers()
    {
        for (const auto &view : m_views)
            for (const Column &column : view->columns())
                if (column.own && m_rule.members.size() < 400)
                    m_rule.members.push_back(memberOf(column, m_rule));
    }

    /// "type": "snapshot" now, "update" later: the first ones are state, not news.
    void findSnapshots()
    {
        m_rule.snapshot = std::ranges::any_of(
            m_shape.words, [](const std::string &word) { return word == "snapshot" || word == "partial"; });
        if (m_rule.snapshot)
            return;
        for (const Column &column : m_views.front()->columns()) {
            if (column.path.ends_with("/retain") && m_frames.envelope == "mqtt") {
                m_rule.snapshotWhen = {{QString::fromStdString(column.path), true}};
                return;
            }
            if (!column.isText() || column.distinct < 2 || column.distinct > 6)
                continue;
            for (const Cell *cell : column.cells)
                if (cell->text == "snapshot" || cell->text == "partial") {
                    m_rule.snapshotWhen = {
                        {QString::fromStdString(column.path), QString::fromStdString(cell->text)}};
                    return;
                }
        }
    }

    void collect(std::vector<SequencePoint> &points) const
    {
        const Column *sequence = roles().column(Role::Sequence);
        const Column *key = roles().column(Role::Key);
        if (sequence == nullptr || m_wide)
            return;
        std::size_t at = 0;
        for (std::size_t i = 0; i < sequence->cells.size(); ++i) {
            SequencePoint point;
            const auto number = sequence->cells[i]->value().toUint64();
            if (!number)
                continue;
            point.number = *number;
            if (key != nullptr) {
                while (at + 1 < key->cells.size() && key->rowOf[at + 1] <= sequence->rowOf[i])
                    ++at;
                point.key = key->cells[at]->text;
            }
            for (const Part *part : m_shape.parts) // the cell's own message
                if (sequence->cells[i] >= part->cells.data() &&
                    sequence->cells[i] < part->cells.data() + part->cells.size())
                    point.message = part->message;
            points.push_back(std::move(point));
        }
    }

    const Shape &m_shape;
    const FrameGuess &m_frames;
    const std::map<std::string, Role> &m_chosen;
    double m_nowMs;
    std::vector<std::unique_ptr<ListView>> m_views;
    const ListView *m_view = nullptr;
    RuleGuess m_rule;
    bool m_wide = false;
};

} // namespace

RuleGuess guessRule(const Shape &shape, const FrameGuess &frames, const std::map<std::string, Role> &chosen,
                    double nowMs, std::vector<SequencePoint> &points)
{
    return RuleMaker(shape, frames, chosen, nowMs).make(points);
}

} // namespace feedscope::infer
