#include "core/transport/ssesplitter.h"

#include <QTest>

using namespace feedscope;
using namespace std::chrono_literals;

namespace {

constexpr qint64 most = 1000;

/// All events of a stream that arrives in pieces of `step` bytes; the splitter as it stands at the end.
struct Stream
{
    explicit Stream(const QByteArray &bytes, qsizetype step = 1'000'000)
    {
        for (qsizetype at = 0; at < bytes.size(); at += step) {
            splitter.feed(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
            while (auto block = splitter.next())
                blocks.append(*block);
        }
    }
    /// The events' data, one after the other, with | between the lines and ; between the events.
    QByteArray said() const
    {
        QByteArrayList events;
        for (const SseBlock &block : blocks) {
            QByteArrayList lines;
            for (QByteArray line : QByteArray(block.bytes).replace("\r\n", "\n").replace('\r', '\n').split('\n'))
                if (line.startsWith("data"))
                    lines.append(line.mid(5).startsWith(' ') ? line.mid(6) : line.mid(5));
            events.append(lines.join('|'));
        }
        return events.join(';');
    }
    SseSplitter splitter{most};
    QList<SseBlock> blocks;
};

} // namespace

/// The rules of WHATWG HTML 9.2.6, each stream whole, byte by byte, and cut once at every place.
class TestSseSplitter : public QObject
{
    Q_OBJECT

private slots:
    void streams_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<int>("retry");
        const auto row = [](const char *name, const QByteArray &stream, const QByteArray &events,
                            const QByteArray &id = "", int retry = 0) {
            QTest::newRow(name) << stream << events << id << retry;
        };
        row("nothing", "", "");
        row("one", "data: a\n\n", "a");
        row("CR", "data: a\r\rdata: b\r\r", "a;b");
        row("CR LF", "data: a\r\n\r\ndata: b\r\n\r\n", "a;b");
        row("all three line ends", "data: a\ndata: b\rdata: c\r\n\ndata: d\r\r\ndata: e\n\r", "a|b|c;d;e");
        row("CR CR LF LF ends one block and an empty one", "data: a\r\r\n\ndata: b\n\n", "a;b");
        row("lines are joined", "data: YHOO\ndata: +2\ndata: 10\n\n", "YHOO|+2|10");
        row("byte order mark", "\xef\xbb\xbf" "data: a\n\n", "a");
        row("a second mark is a field nobody knows", "\xef\xbb\xbf\xef\xbb\xbf" "data: a\n\n", "");
        row("a mark later is a field nobody knows", "data: a\n\n\xef\xbb\xbf" "data: b\n\n", "a");
        row("half a mark", "\xef\xbb" "data: a\n\n", "");
        row("only one blank goes", "data:  a\ndata:b\n\n", " a|b");
        row("comments", ": hi\n\n:\n\ndata: a\n: within\n\n:thump\n", "a");
        row("comments without an empty line", ":thump\n:thump\ndata: a\n\n", "a");
        row("field without a colon", "data\n\ndata\ndata\n\ndata:\n\n", ";|;");
        row("no data, no event", "event: x\n\nid: 1\n\nretry: 5\n\nevent: y\ndata: a\n\n", "a", "1", 5);
        row("unknown fields", "color: red\ndata: a\nDATA: b\n data: c\n\n", "a");
        row("unfinished at the end", "data: a\n\ndata: b\nid: 2\n", "a");
        row("unfinished line", "data: a\n\ndata: b", "a");
        row("ids stay", "id: 1\ndata: a\n\ndata: b\n\n", "a;b", "1");
        row("the last id of a block counts", "id: 1\nid: 2\ndata: a\n\n", "a", "2");
        row("an empty id resets", "id: 1\ndata: a\n\nid\ndata: b\n\n", "a;b", "");
        row("an empty id with a colon resets", "id: 1\ndata: a\n\nid: \ndata: b\n\n", "a;b", "");
        row("id with NUL is ignored", QByteArray("id: 1\ndata: a\n\nid: 2\0x\ndata: b\n\n", 32), "a;b", "1");
        row("an id no header can hold is ignored", "id: 1\n\nid: a\x01\ndata: b\n\n", "b", "1");
        row("the id of an unfinished block is not reached", "id: 1\ndata: a\n\nid: 2\n", "a", "1");
        row("retry", "retry: 2500\n", "", "", 2500);
        row("retry is digits only", "retry: 7\nretry: 1s\nretry: -5\nretry: 1.5\nretry\nretry: \n", "", "", 7);
        row("retry of ages is an hour", "retry: 99999999999999999999999999\n", "", "", 3'600'000);
        row("JSON with escapes", "data: {\"a\":\"x\\n\\n\"}\n\n", "{\"a\":\"x\\n\\n\"}");
        row("NUL in data", QByteArray("data: a\0b\n\n", 11), QByteArray("a\0b", 3));
    }
    void streams()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QByteArray, events);
        QFETCH(QByteArray, id);
        QFETCH(int, retry);
        const auto check = [&](const Stream &result) {
            return result.said() == events && result.splitter.lastEventId() == id &&
                   result.splitter.retry() == std::chrono::milliseconds(retry);
        };
        QCOMPARE(Stream(stream).said(), events);
        QVERIFY(check(Stream(stream)));
        QVERIFY(check(Stream(stream, 1)));
        for (qsizetype cut = 1; cut < stream.size(); ++cut) {
            Stream parts(stream.first(cut));
            parts.splitter.feed(QByteArrayView(stream).sliced(cut));
            while (auto block = parts.splitter.next())
                parts.blocks.append(*block);
            QVERIFY2(check(parts), qPrintable(QString::number(cut)));
        }
    }

    /// An event is there with the first byte of its last line end.
    void nothingWaitsForTheLineFeed()
    {
        SseSplitter splitter(most);
        splitter.feed("data: a\r\n\r");
        QVERIFY(splitter.next());
        QVERIFY(!splitter.isMidBlock());
        splitter.feed("\ndata: b\r\n\r\n");
        const auto second = splitter.next();
        QVERIFY(second);
        QCOMPARE(second->bytes, "data: b\r\n\r\n");
    }

    void everyByteIsAccountedFor()
    {
        const QByteArray bytes = ": c\ndata: abc\nid: 7\ndata: de\n\nevent: none\n\n: c\r\n\r\ndata: f\r\n\r\nrest";
        for (const qsizetype step : {qsizetype(1), qsizetype(3), bytes.size()}) {
            const Stream stream(bytes, step);
            qint64 sum = stream.splitter.talk() + 4; // "rest"
            qint64 data = 0;
            for (const SseBlock &block : stream.blocks) {
                sum += block.bytes.size();
                data += block.data;
            }
            QCOMPARE(sum, bytes.size());
            QCOMPARE(data, 6);
            QVERIFY(stream.splitter.isMidBlock());
        }
    }

    void goesOnFromAnEarlierConnection()
    {
        SseSplitter splitter(most);
        splitter.setLastEventId("41");
        splitter.feed("data: a\n\n");
        QVERIFY(splitter.next());
        QCOMPARE(splitter.lastEventId(), "41"); // as if the connections were one stream
        splitter.feed("id: 42\ndata: b\n\n");
        QVERIFY(splitter.next());
        QCOMPARE(splitter.lastEventId(), "42");
    }

    void blocksAreBounded_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::newRow("one line") << "data: " + QByteArray(most, 'x');
        QTest::newRow("many lines") << QByteArray("data: x\n").repeated(200);
        QTest::newRow("whole") << "data: " + QByteArray(most, 'x') + "\n\n";
        QTest::newRow("fields of no event") << QByteArray("event: x\n").repeated(200);
    }
    void blocksAreBounded()
    {
        QFETCH(QByteArray, stream);
        for (const qsizetype step : {qsizetype(100), stream.size()}) {
            const Stream result(stream, step);
            QVERIFY(result.splitter.isTooLarge());
            QVERIFY(result.blocks.isEmpty());
        }
        const Stream comments(": x\n" + QByteArray(": thump\n").repeated(10'000), 100);
        QVERIFY(!comments.splitter.isTooLarge());
        QVERIFY(!comments.splitter.isMidBlock());
    }
};

QTEST_GUILESS_MAIN(TestSseSplitter)
#include "test_ssesplitter.moc"
