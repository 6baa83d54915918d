#include "core/decode/envelope/envelope.h"

#include <QByteArray>
#include <QTest>

using namespace feedscope;

/// What the envelope leaves of a block: WHATWG HTML 9.2.6, block by block (the stream as a whole is cut by
/// test_ssesplitter).
class TestEventStream : public QObject
{
    Q_OBJECT

    /// The documents as JSON, one behind the other; "failed" where something could not be read.
    static QByteArray read(const QByteArray &bytes)
    {
        Tree tree;
        JsonReader json;
        std::vector<Document> documents;
        EnvelopeOutput output{tree, json, documents, {}, 0};
        readSseEnvelope({bytes.constData(), std::size_t(bytes.size())}, output);
        std::string all;
        for (const Document &document : documents)
            tree.write(document.root, all);
        return QByteArray::fromStdString(all) + (output.failed > 0 ? "failed" : "");
    }

private slots:
    void blocks_data()
    {
        QTest::addColumn<QByteArray>("block");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const QByteArray &block, const char *json) {
            QTest::newRow(name) << block << QByteArray(json);
        };
        row("data", "data: a\n\n", R"({"event":"message","data":"a"})");
        row("all fields", "id: 7\nevent: tick\nretry: 5\ndata: a\n\n",
            R"({"event":"tick","data":"a","id":"7","retry":"5"})");
        row("CR LF", "event: tick\r\ndata: a\r\n\r\n", R"({"event":"tick","data":"a"})");
        row("CR", "event: tick\rdata: a\r\r", R"({"event":"tick","data":"a"})");
        row("one blank goes", "data:  a \ndata:b\n\n", R"({"event":"message","data":" a \nb"})");
        row("three lines", "data: a\ndata\ndata: c\n\n", R"({"event":"message","data":"a\n\nc"})");
        row("empty data", "data\n\n", R"({"event":"message","data":""})");
        row("empty event", "event\ndata: a\n\n", R"({"event":"message","data":"a"})");
        row("empty id", "id:\ndata: a\n\n", R"({"event":"message","data":"a","id":""})");
        row("id with NUL", QByteArray("id: 1\0\ndata: a\n\n", 16), R"({"event":"message","data":"a"})");
        row("no data, no event", "event: x\nid: 1\n\n", "");
        row("comment alone", ": thump\n\n", R"({"comment":"thump"})");
        row("comment and retry", "retry: 5\n:hi\n\n", R"({"comment":"hi","retry":"5"})");
        row("empty comment", ":\n\n", R"({"comment":""})");
        row("a comment in an event is no sign of its own", ": thump\ndata: a\n\n",
            R"({"event":"message","data":"a"})");
        row("two blocks", "data: a\n\ndata: b\n\n",
            R"({"event":"message","data":"a"}{"event":"message","data":"b"})");
        row("nothing of a block goes to the next", "id: 1\nevent: x\ndata: a\ndata: b\n\ndata: c\n\n",
            R"({"event":"x","data":"a\nb","id":"1"}{"event":"message","data":"c"})");
        row("without its end", "data: a", R"({"event":"message","data":"a"})");
        row("byte order mark", "\xef\xbb\xbf" "data: a\n\n", R"({"event":"message","data":"a"})");
        row("bytes that are no UTF-8", "data: \xff\ndata: b\n\n",
            "{\"event\":\"message\",\"data\":\"\xef\xbf\xbd\\nb\"}");
        row("empty", "", "");
        row("empty lines", "\n\r\n\r", "");
    }
    void blocks()
    {
        QFETCH(QByteArray, block);
        QFETCH(QByteArray, json);
        QCOMPARE(read(block), json);
    }

    /// As many lines, blocks and comments as a message can hold: linear in time and memory.
    void floods()
    {
        const qsizetype most = 16 * 1024 * 1024;
        QCOMPARE(read(QByteArray("data\n").repeated(most / 5)).size(),
                 qsizetype(sizeof R"({"event":"message","data":""})") - 1 + 2 * (most / 5 - 1));
        QVERIFY(read(QByteArray("data:\n\n").repeated(most / 7)).endsWith("failed"));
        QVERIFY(read(QByteArray(":\n\n").repeated(most / 3)).endsWith("failed"));
        QVERIFY(read(QByteArray("data\ndata\n\n").repeated(100'000)).endsWith("}"));
    }
};

QTEST_APPLESS_MAIN(TestEventStream)
#include "test_eventstream.moc"
