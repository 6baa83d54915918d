#include "core/decode/decoder.h"
#include "core/infer/inference.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace feedscope;
using namespace feedscope::infer;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA) + u"/feeds/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What a profile makes of one message: of its first update that is data.
struct Reading
{
    bool data = false;
    std::string key, value, text, title;
    double timeMs = std::nan("");
    std::string bid;
};

std::string stringOf(const Update &update, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        for (const NamedValue &field : update.fields)
            if (field.name == name && field.value.hasContent())
                return std::string(field.value.text());
    return {};
}

Reading read(const std::shared_ptr<const Profile> &profile, const Sample &sample)
{
    Decoder decoder(profile, Side::Push);
    Reading reading;
    decoder.decode({sample.bytes.constData(), std::size_t(sample.bytes.size())}, sample.binary,
                   [&](const Update &u) {
                       const bool empty = u.fields.empty();
                       if (reading.data || u.talk || empty || u.kind == "control" || u.kind == "delete")
                           return;
                       reading = {true,
                                  stringOf(u, {"symbol"}),
                                  stringOf(u, {"price"}),
                                  stringOf(u, {"text"}),
                                  stringOf(u, {"title"}),
                                  u.timeMs,
                                  stringOf(u, {"bid"})};
                   });
    return reading;
}

enum class Mark
{
    None,
    Right,
    Open,
    Wrong
};

QString shown(Mark mark)
{
    return mark == Mark::None    ? u"-"_s
           : mark == Mark::Right ? u"right"_s
           : mark == Mark::Open  ? u"open"_s
                                 : u"WRONG"_s;
}

bool sameNumber(const std::string &a, const std::string &b)
{
    const auto x = Value(ValueType::String, a).toDouble();
    const auto y = Value(ValueType::String, b).toDouble();
    return x && y && std::abs(*x - *y) <= 1e-9 * std::max(1., std::abs(*x));
}

/// One role over all messages of a fixture.
struct Tally
{
    int right = 0, open = 0, wrong = 0, sure = 0;

    void add(const std::string &wanted, const std::string &got, double confidence)
    {
        if (wanted.empty())
            return;
        if (got.empty())
            ++open;
        else if (wanted == got || (wanted.size() < 12 && sameNumber(wanted, got)))
            ++right;
        else if (confidence >= confident)
            ++sure, ++wrong;
        else
            ++wrong;
    }
    Mark mark() const
    {
        if (right + open + wrong == 0)
            return Mark::None;
        if (sure > 0)
            return Mark::Wrong;
        return right * 2 >= right + open + wrong && right > 0 ? Mark::Right : Mark::Open;
    }
};

std::string asText(double ms)
{
    return std::isnan(ms) ? std::string() : std::to_string(static_cast<long long>(ms));
}

struct Outcome
{
    Mark key, value, time;
    QString note;
};

/// The rule that reads a message, by what its kind and `when` give: the first of all that yields this kind.
double confidenceOf(const Proposal &proposal, const Profile &own, const Sample &sample, Role role)
{
    Decoder decoder(std::make_shared<Profile>(own), Side::Push);
    double confidence = 0;
    decoder.decode({sample.bytes.constData(), std::size_t(sample.bytes.size())}, sample.binary,
                   [&](const Update &u) {
                       for (const RuleGuess &rule : proposal.rules)
                           if (rule.kind.toStdString() == u.kind)
                               if (const FieldGuess *field = rule.field(role))
                                   confidence = std::max(confidence, field->confidence);
                   });
    return confidence;
}

Outcome judge(const QString &file, int rounds)
{
    const ProfileResult theirs = parseProfile(fixture(file));
    Inference inference;
    for (int round = 0; round < rounds; ++round)
        for (const Sample &sample : theirs.profile->samples)
            inference.observe(sample.bytes, sample.binary);
    const Proposal proposal = inference.propose(std::nan(""));
    const QByteArray json =
        QJsonDocument(profileFrom(proposal, u"x"_s, u"ws://localhost/"_s, u"websocket"_s)).toJson();
    const ProfileResult ours = parseProfile(json);
    if (!ours.profile)
        return {Mark::Wrong, Mark::Wrong, Mark::Wrong, ours.errors.first().sentence()};
    Tally key, value, time;
    QString note;
    for (const Sample &sample : theirs.profile->samples) {
        const Reading wanted = read(theirs.profile, sample);
        const Reading got = read(ours.profile, sample);
        if (!wanted.data)
            continue;
        const auto sure = [&](Role role) { return confidenceOf(proposal, *ours.profile, sample, role); };
        const auto tally = [&](Tally &all, const char *name, const std::string &want, const std::string &have,
                               double confidence) {
            const int before = all.wrong + all.open;
            all.add(want, have, confidence);
            if (all.wrong + all.open > before)
                note += u" [%1 %2: %3 not %4 (%5)]"_s.arg(sample.number)
                            .arg(QLatin1StringView(name), QString::fromStdString(have).left(30),
                                 QString::fromStdString(want).left(30))
                            .arg(confidence, 0, 'f', 2);
        };
        tally(key, "key", wanted.key, got.key, sure(Role::Key));
        if (!wanted.value.empty())
            tally(value, "value", wanted.value, got.value, sure(Role::Value));
        else if (!wanted.bid.empty())
            tally(value, "bid", wanted.bid, got.bid, sure(Role::Bid));
        else if (const std::string want = wanted.text.empty() ? wanted.title : wanted.text; !want.empty())
            tally(value, "text", want, got.title == want ? got.title : got.text,
                  std::max(sure(Role::Text), sure(Role::Title)));
        else if (!got.value.empty() && sure(Role::Value) >= confident)
            ++value.sure,
                note += u" [%1 value %2 unasked]"_s.arg(sample.number).arg(QString::fromStdString(got.value));
        tally(time, "time", asText(wanted.timeMs), asText(got.timeMs), sure(Role::Time));
    }
    return {key.mark(), value.mark(), time.mark(), note};
}

} // namespace

/// Every recorded feed, without its profile: what is proposed must be what the profile says, or be left open.
class TestInferFixtures : public QObject
{
    Q_OBJECT

private slots:
    void proposesWhatTheProfilesSay_data();
    void proposesWhatTheProfilesSay();
};

void TestInferFixtures::proposesWhatTheProfilesSay_data()
{
    QTest::addColumn<int>("rounds");
    QTest::newRow("each message once") << 1;
    QTest::newRow("over and over") << 5;
}

void TestInferFixtures::proposesWhatTheProfilesSay()
{
    QFETCH(int, rounds);
    const QStringList files = QDir(QStringLiteral(TEST_DATA) + u"/feeds"_s).entryList({u"*.json"_s});
    int right = 0;
    int judged = 0;
    QStringList wrong;
    QString table;
    for (const QString &file : files) {
        const Outcome outcome = judge(file, rounds);
        table += u"%1 %2 %3 %4 %5\n"_s.arg(file.chopped(5), -24)
                     .arg(shown(outcome.key), -6)
                     .arg(shown(outcome.value), -6)
                     .arg(shown(outcome.time), -6)
                     .arg(outcome.note);
        bool all = true;
        for (const Mark mark : {outcome.key, outcome.value, outcome.time}) {
            all = all && (mark == Mark::Right || mark == Mark::None);
            if (mark == Mark::Wrong)
                wrong.append(file);
        }
        ++judged;
        right += all;
    }
    qInfo("\n%s%d of %d right", qPrintable(table), right, judged);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u", "_s)));
    QVERIFY(right * 10 >= judged * 8);
}

QTEST_GUILESS_MAIN(TestInferFixtures)
#include "test_infer_fixtures.moc"
