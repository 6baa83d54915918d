#include "core/framing.h"

#include <QTest>

using namespace feedscope;

namespace {

/// All messages in `bytes`, which comes in pieces of the given sizes (the last one takes the rest).
QByteArrayList cut(MessageCutter &cutter, const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    QByteArrayList messages;
    const auto take = [&](const QByteArray &piece) {
        cutter.feed(piece);
        while (const auto message = cutter.next())
            messages.append(message->bytes);
    };
    qsizetype at = 0;
    for (const qsizetype size : sizes) {
        take(bytes.mid(at, size));
        at += size;
    }
    take(bytes.mid(at));
    return messages;
}

QByteArray record(const QByteArray &content)
{
    QByteArray bytes;
    appendFramed(bytes, content, Framing::Length32);
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(Framing)

/// How a byte stream is cut into messages, wherever its pieces end.
class TestFraming : public QObject
{
    Q_OBJECT

private slots:
    void splitAtEveryByte_data()
    {
        QTest::addColumn<Framing>("framing");
        QTest::addColumn<QByteArrayList>("messages");
        QTest::newRow("lines") << Framing::Lines
                               << QByteArrayList{"{\"a\":1}\n", "{\"b\":22}\r\n", "\n",
                                                 "\r\n",        "\r\r\n",         "\xd0\x9f\n"};
        QTest::newRow("records") << Framing::Length32
                                 << QByteArrayList{record("{\"a\":1}"), record(""), record("\n"),
                                                   record(QByteArray(300, 'x')), record("")};
    }
    void splitAtEveryByte()
    {
        QFETCH(Framing, framing);
        QFETCH(QByteArrayList, messages);
        const QByteArray stream = messages.join();
        for (qsizetype first = 0; first <= stream.size(); ++first)
            for (const qsizetype second : {qsizetype(0), qsizetype(1), qsizetype(3)}) {
                MessageCutter cutter(framing, 1000);
                QCOMPARE(cut(cutter, stream, {first, second}), messages);
                QVERIFY(!cutter.hasBegun());
            }
        MessageCutter drip(framing, 1000);
        QCOMPARE(cut(drip, stream, QList<qsizetype>(stream.size(), 1)), messages);
    }

    void whatIsFramedIsCutAgain()
    {
        QByteArray lines;
        appendFramed(lines, "a", Framing::Lines);
        appendFramed(lines, "b\n", Framing::Lines); // has its end already
        appendFramed(lines, "", Framing::Lines);
        QCOMPARE(lines, "a\nb\n\n");
        MessageCutter cutter(Framing::Lines, 10);
        cutter.feed(lines);
        QCOMPARE(cutter.next()->content(Framing::Lines), "a");
        QCOMPARE(cutter.next()->content(Framing::Lines), "b");
        QVERIFY(cutter.next()->isEmpty());
        QVERIFY(!cutter.next());
        MessageCutter records(Framing::Length32, 10);
        records.feed(record("abc") + record(""));
        QCOMPARE(records.next()->content(Framing::Length32), "abc");
        QVERIFY(records.next()->isEmpty());
    }

    void carriageReturnsCountAsFraming()
    {
        MessageCutter cutter(Framing::Lines, 3);
        cutter.feed("abc\r\nabc\n");
        QCOMPARE(cutter.next()->framing, 2);
        QCOMPARE(cutter.next()->framing, 1);
        QVERIFY(!cutter.isTooLarge());
    }

    void aLineBeyondTheLimitIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("refused");
        QTest::newRow("at the limit") << QByteArray("12345\n") << false;
        QTest::newRow("at the limit, no end yet") << QByteArray("12345") << false;
        QTest::newRow("at the limit, half an end") << QByteArray("12345\r") << false;
        QTest::newRow("beyond") << QByteArray("123456\n") << true;
        QTest::newRow("beyond, no end") << QByteArray("123456") << true;
        QTest::newRow("beyond, after a good one") << QByteArray("1\n1234567") << true;
    }
    void aLineBeyondTheLimitIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, refused);
        MessageCutter cutter(Framing::Lines, 5);
        cut(cutter, bytes, {});
        QCOMPARE(cutter.isTooLarge(), refused);
    }

    /// By the length alone: not a byte of the record has to come.
    void hostileLengths_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("refused");
        QTest::newRow("limit") << QByteArray("\x00\x00\x03\xe8", 4) << false;
        QTest::newRow("one more") << QByteArray("\x00\x00\x03\xe9", 4) << true;
        QTest::newRow("two gigabytes less one") << QByteArray("\x7f\xff\xff\xff", 4) << true;
        QTest::newRow("two gigabytes") << QByteArray("\x80\x00\x00\x00", 4) << true;
        QTest::newRow("all ones") << QByteArray("\xff\xff\xff\xff", 4) << true;
        QTest::newRow("text") << QByteArray("HTTP") << true;
        QTest::newRow("three bytes of it") << QByteArray("\xff\xff\xff", 3) << false;
    }
    void hostileLengths()
    {
        QFETCH(QByteArray, head);
        QFETCH(bool, refused);
        MessageCutter cutter(Framing::Length32, 1000);
        cutter.feed(head);
        QVERIFY(!cutter.next());
        QCOMPARE(cutter.isTooLarge(), refused);
        QVERIFY(cutter.hasBegun());
        cutter.feed(QByteArray(1000, 'x'));
        QCOMPARE(bool(cutter.next()), head.size() == 4 && !refused);
    }

    void longLinesAreNotScannedAgainAndAgain()
    {
        constexpr qsizetype size = 8 * 1024 * 1024;
        MessageCutter cutter(Framing::Lines, size);
        const QByteArray piece(1024, 'x');
        for (qsizetype fed = 0; fed < size; fed += piece.size()) {
            cutter.feed(piece);
            QVERIFY(!cutter.next());
        }
        cutter.feed("\n");
        QCOMPARE(cutter.next()->bytes.size(), size + 1);
    }
};

QTEST_GUILESS_MAIN(TestFraming)
#include "test_framing.moc"
