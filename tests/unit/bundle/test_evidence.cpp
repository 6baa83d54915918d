#include "core/bundle/bundleformat.h"
#include "core/bundle/eventreader.h"
#include "core/bundle/evidencefolder.h"
#include "core/bundle/jsondifference.h"
#include "core/measure/comparison.h"
#include "core/measure/json.h"
#include "tests/unit/bundle/randomevidence.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// A bundle as a folder: what was written is read back and makes the same figures, to the byte; whatever was
/// done to the files in between is told in one sentence.
class TestEvidence : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void everyInputComesBackTheSame();
    void aFolderHoldsItAll();
    void tellsTheDamage_data();
    void tellsTheDamage();
    void announcedSizesCostNothing();
    void damagedManifestsAreHarmless();
    void replacesABundleAndNothingElse();
    void namesTheFirstDifference_data();
    void namesTheFirstDifference();

private:
    QString path(const QString &name = {}) const { return m_folder->filePath(u"evidence/"_s + name); }
    QByteArray content(const QString &name) const;
    void put(const QString &name, const QByteArray &text) const;
    /// A bundle of smallEvidence(); written once, as that waits for the disk.
    void placeSmall();
    /// As a lane's file is put whose size and hash bundle.json knows.
    void putSealed(const QString &name, const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QMap<QString, QByteArray> m_small;
};

namespace {

QByteArray figuresOf(const ComparisonInput &input)
{
    return QJsonDocument(toJson(analyse(input), u"Вердикт"_s)).toJson();
}

/// The files of a bundle without a disk.
struct InMemory
{
    explicit InMemory(const Evidence &evidence)
    {
        std::vector<bundle::LaneFile> files(evidence.input.lanes.size());
        for (std::size_t i = 0; i < files.size(); ++i) {
            QBuffer device;
            device.open(QIODevice::WriteOnly);
            bundle::writeEvents(device, evidence.input.lanes[i], files[i]);
            lanes.push_back(device.data());
        }
        manifest = bundle::manifestText(evidence, files, {});
    }

    QByteArray manifest;
    std::vector<QByteArray> lanes;
};

/// Two lanes, three updates and a poll.
Evidence smallEvidence()
{
    Evidence e;
    e.origin = EvidenceOrigin::here(u"en"_s, {});
    e.input.feed = u"Small"_s;
    e.input.to = 10 * second;
    e.input.drainEnd = 12 * second;
    e.input.kindOfSeries = {0, 0};
    e.series = {{u"tick"_s, u"A"_s}, {u"tick"_s, u"B"_s}};
    LaneInput push;
    push.name = u"websocket"_s;
    push.liveSince = 0;
    for (int i = 1; i <= 3; ++i) {
        Arrival a;
        a.arrival = i * second;
        a.identity = static_cast<std::uint64_t>(i);
        push.arrivals.push_back(a);
    }
    LaneInput poll = push;
    poll.name = u"http-poll"_s;
    poll.kind = LaneKind::PollLatest;
    poll.interval = second;
    poll.requests.push_back({second, second, 2 * second, 0, Request::Outcome::Answered, 200, 0, 10, 1, 1});
    e.input.lanes = {push, poll};
    return e;
}

const QString pushFile = u"lane-1-websocket.ndjson"_s;

} // namespace

void TestEvidence::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray TestEvidence::content(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestEvidence::put(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void TestEvidence::putSealed(const QString &name, const QByteArray &text) const
{
    const bundle::FileSeal old = bundle::sealOf(content(name));
    const bundle::FileSeal fresh = bundle::sealOf(text);
    QByteArray manifest = content(u"bundle.json"_s);
    manifest.replace(old.sha256, fresh.sha256);
    manifest.replace("\"bytes\": " + QByteArray::number(old.bytes),
                     "\"bytes\": " + QByteArray::number(fresh.bytes));
    put(name, text);
    put(u"bundle.json"_s, manifest);
}

void TestEvidence::placeSmall()
{
    const Evidence e = smallEvidence();
    if (m_small.isEmpty()) {
        QCOMPARE(writeEvidence(path(), e, {figuresOf(e.input), "<p>"}), QString());
        for (const QString &name : QDir(path()).entryList(QDir::Files))
            m_small.insert(name, content(name));
    }
    QVERIFY(QDir().mkpath(path()));
    for (auto file = m_small.cbegin(); file != m_small.cend(); ++file)
        put(file.key(), file.value());
}

void TestEvidence::everyInputComesBackTheSame()
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        const Evidence written = test::RandomEvidence(seed).evidence();
        const InMemory first(written);
        bundle::ManifestResult read = bundle::parseManifest(first.manifest);
        QVERIFY2(read.error.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(read.error)));
        Evidence &back = read.manifest.evidence;
        for (std::size_t i = 0; i < first.lanes.size(); ++i) {
            QBuffer device;
            device.setData(first.lanes[i]);
            QVERIFY(device.open(QIODevice::ReadOnly));
            QCOMPARE(bundle::readEvents(device, u"it"_s, read.manifest.lanes[i], back.input.lanes[i]),
                     QString());
        }
        QCOMPARE(figuresOf(back.input), figuresOf(written.input));
        // The files say all there is to say: written again they are the same.
        const InMemory second(back);
        QCOMPARE(second.manifest, first.manifest);
        QVERIFY(second.lanes == first.lanes);
        QCOMPARE(back.events(), written.events());
    }
}

void TestEvidence::aFolderHoldsItAll()
{
    const Evidence written = test::RandomEvidence(7).evidence();
    const QByteArray figures = figuresOf(written.input);
    QVERIFY(written.events() > 0);
    QCOMPARE(writeEvidence(path(), written, {figures, "<p>"}), QString());
    const EvidenceFolder read = readEvidence(path());
    QCOMPARE(read.error, QString());
    QCOMPARE(read.resultJson, figures);
    QCOMPARE(figuresOf(read.evidence.input), figures);
    QCOMPARE(content(u"report.html"_s), "<p>");
    QCOMPARE(read.evidence.origin.made.toMSecsSinceEpoch(), written.origin.made.toMSecsSinceEpoch());
    QCOMPARE(read.evidence.series.size(), written.series.size());
}

void TestEvidence::tellsTheDamage_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("from"); ///< empty: the file goes
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *file, const char *from, const char *to,
                        const char *sentence) {
        QTest::newRow(name) << QString::fromLatin1(file) << QByteArray(from) << QByteArray(to)
                            << QString::fromUtf8(sentence);
    };
    row("no bundle", "bundle.json", "", "", "is no evidence bundle: there is no bundle.json in it.");
    row("lane missing", "lane-2-http-poll.ndjson", "", "", "lane-2-http-poll.ndjson cannot be read: ");
    row("result missing", "result.json", "", "", "result.json cannot be read: ");
    row("result changed", "result.json", "Small", "Smell",
        "result.json is not the one that bundle.json names");
    row("no JSON", "bundle.json", "{", "[", "bundle.json cannot be read as JSON: ");
    row("another format", "bundle.json", "feedscope evidence", "something", "does not describe an evidence");
    row("a later version", "bundle.json", "\"version\": 1", "\"version\": 2",
        "The bundle has version 2 of its format, and this program reads version 1: use the version");
    row("a new member", "bundle.json",
        "\"feed\":", "\"mood\": 1, \"feed\":", "bundle.json holds “mood”, which this version does not know.");
    row("a member gone", "bundle.json", "\"settle_after_ns\": 2000000000,", "",
        "bundle.json lacks “settle_after_ns”.");
    row("a mad member", "bundle.json", "\"to_ns\": 10000000000", "\"to_ns\": 9e300",
        "bundle.json holds no possible “window.to_ns”.");
    row("a lane's member", "bundle.json", "\"interval_ns\": 1000000000", "\"interval_ns\": -1",
        "bundle.json holds no possible “lanes[1].interval_ns”.");
    row("hostile count", "bundle.json", "\"arrivals\": 3", "\"arrivals\": 9999999",
        "lane-1-websocket.ndjson is too short for the 9999999 events that bundle.json announces.");
    row("beyond any count", "bundle.json", "\"arrivals\": 3", "\"arrivals\": 999999999999",
        "bundle.json holds no possible “lanes[0].arrivals”.");
    row("fewer", "bundle.json", "\"arrivals\": 3", "\"arrivals\": 2",
        "lane-1-websocket.ndjson is damaged: its line 3 is one more than bundle.json announces.");
    row("longer", "lane-1-websocket.ndjson", "{\"arrival_ns\"", " {\"arrival_ns\"",
        "lane-1-websocket.ndjson has 3 bytes too many.");
    row("changed", "lane-1-websocket.ndjson", "0003\"", "0004\"",
        "lane-1-websocket.ndjson was changed after it was written");
}

void TestEvidence::tellsTheDamage()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, sentence);
    placeSmall();
    if (from.isEmpty())
        QVERIFY(QFile::remove(path(file)));
    else
        put(file, content(file).replace(from, to));
    const QString error = readEvidence(path()).error;
    QVERIFY2(error.contains(sentence), qPrintable(error));
    QVERIFY(error.endsWith(u'.') && !error.contains(u'\n'));
}

/// Cut anywhere, with bundle.json as it was, and with a bundle.json that knows of it.
void TestEvidence::announcedSizesCostNothing()
{
    placeSmall();
    const QByteArray whole = content(pushFile);
    const QByteArray manifest = content(u"bundle.json"_s);
    for (qsizetype size = 0; size < whole.size(); size += 7) {
        put(pushFile, whole.left(size));
        const QString cut = readEvidence(path()).error;
        QVERIFY2(cut.startsWith(pushFile + u" is cut short: "_s), qPrintable(cut));
        put(pushFile, whole);
        putSealed(pushFile, whole.left(size));
        const QString sealed = readEvidence(path()).error;
        QVERIFY2(sealed.startsWith(pushFile), qPrintable(sealed));
        put(pushFile, whole);
        put(u"bundle.json"_s, manifest);
    }
    putSealed(pushFile, QByteArray(whole).replace("0002\"", "0002\",\"x\":1"));
    QCOMPARE(readEvidence(path()).error,
             pushFile + u" is damaged: its line 2 has a member “x” that no event has."_s);
}

/// Run it under the sanitizers: what is read from a changed bundle.json can be analysed, or it is refused.
void TestEvidence::damagedManifestsAreHarmless()
{
    std::mt19937 damage(5);
    int read = 0;
    for (unsigned seed = 0; seed < 3'000; ++seed) {
        Evidence evidence = test::RandomEvidence(seed % 50).evidence();
        const std::vector<bundle::LaneFile> files(evidence.input.lanes.size());
        QByteArray text = bundle::manifestText(evidence, files, {});
        for (int changes = 1 + static_cast<int>(damage() % 3); changes > 0; --changes)
            text[static_cast<qsizetype>(damage() % static_cast<unsigned>(text.size()))] =
                "0123456789999,:\"{}[]-.eE n\xff"[damage() % 26];
        bundle::ManifestResult result = bundle::parseManifest(text);
        if (!result.error.isEmpty())
            continue;
        ++read;
        ComparisonInput &input = result.manifest.evidence.input;
        for (std::size_t i = 0; i < input.lanes.size(); ++i) {
            input.lanes[i].arrivals = evidence.input.lanes[i].arrivals;
            input.lanes[i].requests = evidence.input.lanes[i].requests;
        }
        analyse(input);
    }
    QVERIFY2(read > 100, qPrintable(QString::number(read)));
}

void TestEvidence::replacesABundleAndNothingElse()
{
    Evidence e = smallEvidence();
    const QByteArray figures = figuresOf(e.input);
    QVERIFY(QDir().mkpath(path()));
    put(u"letter.txt"_s, "dear");
    QVERIFY(writeEvidence(path(), e, {figures, "<p>"})
                .endsWith(u"holds other files; name a new or an empty folder for the evidence."_s));
    QCOMPARE(QDir(path()).entryList(QDir::Files), QStringList{u"letter.txt"_s});
    QVERIFY(QFile::remove(path(u"letter.txt"_s)));
    QCOMPARE(writeEvidence(path(), e, {figures, "<p>"}), QString());
    QCOMPARE(QDir(path()).entryList(QDir::Files),
             (QStringList{u"bundle.json"_s, u"lane-1-websocket.ndjson"_s, u"lane-2-http-poll.ndjson"_s,
                          u"report.html"_s, u"result.json"_s}));
    put(u"notes.txt"_s, "mine");
    QVERIFY(!writeEvidence(path(), e, {figures, "<p>"}).isEmpty());
    QCOMPARE(content(u"notes.txt"_s), "mine");
    QVERIFY(QFile::remove(path(u"notes.txt"_s)));
    e.input.lanes.pop_back();
    QCOMPARE(writeEvidence(path() + u'/', e, {figures, "<p>"}), QString());
    QVERIFY(!QFile::exists(path(u"lane-2-http-poll.ndjson"_s)));
    QCOMPARE(readEvidence(path()).error, QString());
    // A file is no folder, and what cannot be written is told.
    QVERIFY(!writeEvidence(path(u"result.json"_s), e, {figures, "<p>"}).isEmpty());
    QVERIFY(evidenceFolderProblem(path(u"result.json/below/it"_s)).endsWith(u"cannot be made."_s));
    QVERIFY(!evidenceFolderProblem({}).isEmpty()); // the folder that we are in
    QVERIFY(!evidenceFolderProblem(u"."_s).isEmpty());
    QCOMPARE(evidenceFolderProblem(u"/new-here"_s).isEmpty(), QFileInfo(u"/"_s).isWritable());
    e.input.lanes.resize(bundle::mostLanes + 1);
    QVERIFY(!writeEvidence(path(), e, {figures, "<p>"}).isEmpty());
    // Nothing else was left beside it.
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
}

void TestEvidence::namesTheFirstDifference_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QString>("difference");
    QTest::newRow("same") << QByteArray("{\"a\":1}") << QByteArray("{\"a\":1}") << QString();
    QTest::newRow("number") << QByteArray("{\"a\":[{\"b\":1}]}") << QByteArray("{\"a\":[{\"b\":2}]}")
                            << u"a[0].b: 1 and 2"_s;
    QTest::newRow("gone") << QByteArray("{\"a\":[1,2]}") << QByteArray("{\"a\":[1]}")
                          << u"a[1]: 2 and nothing"_s;
    QTest::newRow("new") << QByteArray("{}") << QByteArray("{\"x\":null}") << u"x: nothing and null"_s;
    QTest::newRow("spaces") << QByteArray("{}") << QByteArray("{ }")
                            << u"nothing but the way it is written"_s;
    QTest::newRow("none") << QByteArray("{}") << QByteArray("x") << u"one of them is no JSON object"_s;
}

void TestEvidence::namesTheFirstDifference()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QTEST(jsonDifference(a, b), "difference");
}

QTEST_GUILESS_MAIN(TestEvidence)
#include "test_evidence.moc"
