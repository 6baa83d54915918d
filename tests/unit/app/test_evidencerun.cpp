// A run as the command line starts it, its evidence, and what is recomputed from it.

#include "app/commands.h"
#include "app/comparisontexts.h"
#include "app/demo.h"
#include "app/evidenceexport.h"
#include "core/bundle/bundleformat.h"
#include "core/bundle/evidencefolder.h"
#include "core/server/serverthread.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestEvidenceRun : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void itHoldsEveryLane();
    void noSecretIsInIt();
    void recomputedItIsTheSame();
    void anotherResultIsTold();
    void aFolderOfOtherThingsIsRefusedAtOnce();
    void theWindowExportsWhileItRuns();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray content(const QString &name) const;
    void bringFeed(FeedOptions &feed);
    int recompute(QByteArray &json);

    QTemporaryDir m_folder;
    ServerThread m_server;
    QStringList m_spoken;
};

namespace {

const QByteArray secret = "GEHEIM-7";

} // namespace

QByteArray TestEvidenceRun::content(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The demo feed's profile with a server of ours, and a secret wherever an address or a request may hold one.
void TestEvidenceRun::bringFeed(FeedOptions &feed)
{
    ServerOptions options;
    options.rate = 200;
    QString error;
    const auto address = m_server.start(options, &error);
    QVERIFY2(address, qPrintable(error));
    feed.feed = path(u"feed.json"_s);
    QVERIFY(QFile::copy(u":/profiles/demo.json"_s, feed.feed));
    feed.url = address->ws;
    feed.poll = address->latest;
    for (QUrl *url : {&*feed.url, &*feed.poll}) {
        url->setUserName(u"user"_s);
        url->setPassword(QString::fromLatin1(secret));
        url->setQuery(u"token="_s + QString::fromLatin1(secret));
    }
    feed.headers = {{"Authorization", "Bearer " + secret}};
    feed.interval = 100ms;
    feed.lanes = QStringList{u"websocket"_s, u"http-poll"_s};
}

/// One run for all: warm-up, a second's window and the drain take their time.
void TestEvidenceRun::initTestCase()
{
    FeedOptions feed;
    bringFeed(feed);
    CompareOptions options;
    options.duration = 1s;
    options.json = path(u"out.json"_s);
    options.bundle = path(u"evidence"_s);
    QCOMPARE(runCompare(feed, options, [this](const QString &code) { m_spoken += code; }), 0);
    QCOMPARE(m_spoken, QStringList{u"en"_s});
}

void TestEvidenceRun::itHoldsEveryLane()
{
    const EvidenceFolder folder = readEvidence(path(u"evidence"_s));
    QCOMPARE(folder.error, QString());
    QCOMPARE(folder.evidence.input.lanes.size(), 2u);
    for (const LaneInput &lane : folder.evidence.input.lanes)
        QVERIFY(lane.arrivals.size() > 50 && lane.wire && !lane.wire->sockets.empty());
    QVERIFY(folder.evidence.input.lanes[1].requests.size() > 10);
    QVERIFY(folder.evidence.input.lanes[1].plan);
    QCOMPARE(folder.evidence.series.size(), folder.evidence.input.kindOfSeries.size());
    QVERIFY(folder.evidence.origin.cpus > 0 && !folder.evidence.origin.kernel.isEmpty());
    QCOMPARE(folder.resultJson, content(u"out.json"_s));
    QVERIFY(content(u"evidence/report.html"_s).contains("</html>"));
}

void TestEvidenceRun::noSecretIsInIt()
{
    for (const QString &name : QDir(path(u"evidence"_s)).entryList(QDir::Files)) {
        const QByteArray text = content(u"evidence/"_s + name);
        QVERIFY(!text.isEmpty());
        QVERIFY2(!text.contains(secret) && !text.contains("Authorization"), qPrintable(name));
    }
}

int TestEvidenceRun::recompute(QByteArray &json)
{
    CompareOptions options;
    options.from = path(u"evidence"_s);
    options.json = path(u"again.json"_s);
    options.html = path(u"again.html"_s);
    m_spoken.clear();
    const int status = runCompare({}, options, [this](const QString &code) { m_spoken += code; });
    json = content(u"again.json"_s);
    return status;
}

void TestEvidenceRun::recomputedItIsTheSame()
{
    QByteArray json;
    QCOMPARE(recompute(json), 0);
    QCOMPARE(json, content(u"out.json"_s));
    QCOMPARE(content(u"again.html"_s), content(u"evidence/report.html"_s));
    QCOMPARE(m_spoken, QStringList{u"en"_s}); // as the evidence was made
}

/// Made to look right by its seal: only recomputing shows it.
void TestEvidenceRun::anotherResultIsTold()
{
    EvidenceFolder folder = readEvidence(path(u"evidence"_s));
    QByteArray forged = folder.resultJson;
    forged.replace("\"failed\": 0", "\"failed\": 1");
    QVERIFY(forged != folder.resultJson);
    QCOMPARE(writeEvidence(path(u"evidence"_s), folder.evidence, {forged, "<p>"}), QString());
    QByteArray json;
    QCOMPARE(recompute(json), 1);
    QCOMPARE(json, folder.resultJson);
}

void TestEvidenceRun::aFolderOfOtherThingsIsRefusedAtOnce()
{
    FeedOptions feed;
    feed.feed = u"there is no such feed"_s; // it does not come to that
    CompareOptions options;
    options.bundle = m_folder.path();
    QCOMPARE(runCompare(feed, options, [](const QString &) {}), 1);
    options.bundle.clear();
    options.from = m_folder.path();
    QCOMPARE(runCompare(feed, options, [](const QString &) {}), 1);
}

/// The live page's figures: the session goes on, the bundle is whole, and recomputed it is the same.
void TestEvidenceRun::theWindowExportsWhileItRuns()
{
    FeedOptions feed;
    feed.demoRate = 200;
    feed.interval = 100ms;
    Demo demo;
    PlanResult planned = planOf(feed, demo);
    QCOMPARE(planned.error, QString());
    EvidenceExport evidence;
    Session session({});
    QStringList told;
    connect(&evidence, &EvidenceExport::done, this, [&](const QString &sentence) { told += sentence; });
    evidence.start(session, m_folder.path(), u"en"_s);
    QCOMPARE(told.size(), 1); // nothing runs: there is nothing to export
    QCOMPARE(session.start(std::move(planned.plan)), QString());
    QTRY_VERIFY_WITH_TIMEOUT((session.drain(), session.data().result != nullptr), 20'000);
    evidence.start(session, m_folder.path(), u"en"_s);
    evidence.start(session, m_folder.path(), u"en"_s); // one at a time
    QCOMPARE(told.size(), 2);
    QTRY_COMPARE_WITH_TIMEOUT((session.drain(), told.size()), 3, 20'000);
    const QStringList folders = QDir(m_folder.path()).entryList({u"feedscope-*"_s}, QDir::Dirs);
    QCOMPARE(folders.size(), 1);
    QVERIFY2(told.last().contains(folders.first()), qPrintable(told.last()));
    const EvidenceFolder folder = readEvidence(path(folders.first()));
    QCOMPARE(folder.error, QString());
    QVERIFY(folder.evidence.input.settledOnly && folder.evidence.events() > 100);
    QCOMPARE(resultJson(analyse(folder.evidence.input), folder.evidence.origin), folder.resultJson);
}

QTEST_GUILESS_MAIN(TestEvidenceRun)
#include "test_evidencerun.moc"
