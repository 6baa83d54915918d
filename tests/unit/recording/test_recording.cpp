#include "core/decode/profile.h"
#include "core/recording/recordingreader.h"
#include "core/recording/recordingwriter.h"
#include "core/recording/replayprofile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

static QJsonObject profile();

/// What is written is read back, and what is no recording is told in a sentence.
class TestRecording : public QObject
{
    Q_OBJECT

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    static RecordingInfo info()
    {
        return {u"Some feed"_s, {{u"name"_s, u"Some feed"_s}}, {u"websocket"_s, u"http-poll"_s}, {}};
    }
    QTemporaryDir m_folder;

private slots:
    void readsBackWhatWasWritten()
    {
        const QString file = path(u"whole"_s);
        const QByteArray binary("\x00\xff\x01", 3);
        {
            RecordingWriter writer;
            QCOMPARE(writer.open(file, info()), QString());
            for (int i = 0; i < 5'000; ++i)
                writer.add(0, 1'000 + i, {QByteArray::number(i), false, 0});
            writer.add(1, 77, {binary, true, 0});
            writer.add(0, 9'000, {{}, false, 0});
            QCOMPARE(writer.finish({-5, 6, 7, ClockMethod::TwoWay}), QString());
            QCOMPARE(writer.added(), 5'002);
            QCOMPARE(writer.dropped(), 0);
        }
        QVERIFY(isRecording(file));
        RecordingReader reader(file);
        QCOMPARE(reader.error(), QString());
        QCOMPARE(reader.info().feed, u"Some feed"_s);
        QCOMPARE(reader.info().profile, info().profile);
        QCOMPARE(reader.info().lanes, info().lanes);
        QCOMPARE(reader.info().clock.offset, -5);
        QCOMPARE(reader.info().clock.uncertainty, 6);
        QCOMPARE(reader.info().clock.method, ClockMethod::TwoWay);
        QCOMPARE(reader.span(u"websocket"_s)->first, 1'000);
        QCOMPARE(reader.span(u"websocket"_s)->last, 9'000);
        QVERIFY(!reader.span(u"sse"_s));

        reader.seek(u"websocket"_s, 5'998);
        QCOMPARE(reader.next()->message.payload, "4998");
        QCOMPARE(reader.next()->wall, 5'999);
        QVERIFY(reader.next()->message.payload.isEmpty());
        QVERIFY(!reader.next());
        reader.seek(u"http-poll"_s, 0);
        const auto message = reader.next();
        QVERIFY(message->message.binary);
        QCOMPARE(message->message.payload, binary);
        QCOMPARE(reader.error(), QString());
    }

    void whatIsThereIsNotWrittenOver()
    {
        const QString file = path(u"mine"_s);
        QFile mine(file);
        QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("precious") == 8);
        mine.close();
        RecordingWriter writer;
        QVERIFY(writer.open(file, info()).contains(u"is there already"_s));
        QVERIFY(mine.open(QIODevice::ReadOnly));
        QCOMPARE(mine.readAll(), "precious");
    }

    void aFolderThatIsNotThere()
    {
        RecordingWriter writer;
        const QString error = writer.open(path(u"nowhere/file"_s), info());
        QVERIFY2(error.contains(u"cannot be written"_s), qPrintable(error));
        QVERIFY(!QFile::exists(path(u"nowhere"_s)));
    }

    void whatIsNoRecording()
    {
        QVERIFY(RecordingReader(path(u"missing"_s)).error().contains(u"no such file"_s));
        const QString file = path(u"text"_s);
        QFile text(file);
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("SQLite format 3\0and then nothing", 32) == 32);
        text.close();
        QVERIFY(RecordingReader(file).error().contains(u"cannot be read"_s));
        text.remove();
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("{}") == 2);
        text.close();
        QVERIFY(!isRecording(file));
    }

    /// Killed in the middle: all but the last half second is there.
    void anUnfinishedOneIsReadable()
    {
        const QString file = path(u"cut"_s);
        RecordingWriter writer;
        QCOMPARE(writer.open(file, info()), QString());
        writer.add(0, 5, {"x", false, 0});
        QTRY_VERIFY(RecordingReader(file).span(u"websocket"_s).has_value());
        QFile::copy(file, path(u"copy"_s));
        QCOMPARE(RecordingReader(path(u"copy"_s)).error(), QString());
    }

    void profilesOfReplays_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QString>("envelope");
        QTest::addColumn<QString>("kind");
        QTest::newRow("the profile's own way") << u"websocket"_s << u"ndjson"_s << u"own"_s;
        QTest::newRow("a way that varies the frames") << u"tcp"_s << u"len32be"_s << u"own"_s;
        QTest::newRow("a way with rules") << u"sse"_s << u"sse"_s << u"streamed"_s;
        QTest::newRow("the polling twin") << u"http-poll"_s << QString() << u"polled"_s;
    }
    void profilesOfReplays()
    {
        QFETCH(QString, lane);
        QFETCH(QString, envelope);
        QFETCH(QString, kind);
        const QJsonObject replay = replayProfile(profile(), lane);
        QCOMPARE(replay.value("frames"_L1).toObject().value("envelope"_L1).toString(), envelope);
        QCOMPARE(replay.value("rules"_L1).toArray().first().toObject().value("kind"_L1).toString(), kind);
        for (const QString &member : {u"session"_s, u"keepalive"_s, u"lanes"_s, u"rest"_s, u"headers"_s})
            QVERIFY2(!replay.contains(member), qPrintable(member));
        const ProfileResult read = parseProfile(QJsonDocument(replay).toJson());
        QVERIFY2(read.profile, read.errors.isEmpty() ? "" : qPrintable(read.errors.first().sentence()));
        QCOMPARE(read.profile->transport, u"replay"_s);
    }
};

static QJsonObject profile()
{
    return QJsonDocument::fromJson(R"({
        "profile": {
            "name": "x", "transport": "ws", "url": "ws://host/", "headers": {"A": "b"},
            "session": [{"when": "@open", "send": "hello"}],
            "keepalive": {"every_s": 1, "send": "ping"},
            "frames": {"envelope": "ndjson", "max": 1000},
            "rules": [{"kind": "own", "fields": {"symbol": "/s"}}],
            "lanes": {
                "tcp": {"url": "tcp://host:1", "frames": {"envelope": "len32be"}},
                "sse": {"frames": {"envelope": "sse"}, "rules": [{"kind": "streamed", "fields": {"symbol": "/s"}}]}
            }
        },
        "rest": {"url": "http://host/", "every_s": 1, "rules": [{"kind": "polled", "fields": {"symbol": "/s"}}]}
    })")
        .object();
}

QTEST_GUILESS_MAIN(TestRecording)
#include "test_recording.moc"
