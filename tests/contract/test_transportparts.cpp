#include "core/transport/headers.h"
#include "core/transport/httpanswer.h"
#include "core/inflate.h"
#include "core/transport/plaintext.h"
#include "core/transport/pollqueue.h"
#include "core/transport/sentences.h"
#include "core/transport/tlspolicy.h"
#include "core/transport/wsclosing.h"
#include "tests/fakes/gzip.h"
#include "tests/fakes/testcertificates.h"

#include <QTest>

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

/// The pure parts of the transports.
class TestTransportParts : public QObject
{
    Q_OBJECT

private slots:
    void plainTexts_data()
    {
        QTest::addColumn<QString>("wire");
        QTest::addColumn<QString>("plain");
        QTest::newRow("plain") << u"a <b> ж"_s << u"a <b> ж"_s;
        QTest::newRow("controls") << u"a\r\nb\x1b[2J\x7f"_s << u"a\\u000d\\u000ab\\u001b[2J\\u007f"_s;
        QTest::newRow("bidi") << u"\u202egpj.exe\u2066"_s << u"\\u202egpj.exe\\u2066"_s;
        QTest::newRow("separators") << u"a\u2028b"_s << u"a\\u2028b"_s;
        QTest::newRow("long") << u"abcdefghijklm"_s << u"abcdefghi…"_s;
        QTest::newRow("surrogate at the cut") << u"abcdefgh\U0001F600ijk"_s << u"abcdefgh…"_s;
    }
    void plainTexts()
    {
        QFETCH(QString, wire);
        QFETCH(QString, plain);
        QCOMPARE(plainText(wire, plain.contains(u'…') ? 10 : 200), plain);
    }

    void sentencesAreShort()
    {
        const QUrl url(u"wss://"_s + QString(240, u'h') + u".example:65535/"_s);
        for (int status = 100; status < 600; ++status)
            QVERIFY(sentences::httpStatus(url, status, QString(500, u'x')).sentence.size() <= 200);
        for (int error = -1; error < 25; ++error)
            QVERIFY(sentences::unreachable(url, QAbstractSocket::SocketError(error), QString(500, u'x'))
                        .sentence.size() <= 200);
        QVERIFY(sentences::protocol(url, QString(500, u'x')).sentence.size() <= 200);
    }

    void peers_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("peer");
        QTest::newRow("named port") << u"ws://h:81/x"_s << u"h:81"_s;
        QTest::newRow("ws") << u"ws://h/"_s << u"h:80"_s;
        QTest::newRow("wss") << u"wss://h/"_s << u"h:443"_s;
        QTest::newRow("https") << u"https://u:p@h/"_s << u"h:443"_s;
        QTest::newRow("IPv6") << u"http://[::1]:8080/"_s << u"[::1]:8080"_s;
    }
    void peers()
    {
        QFETCH(QString, url);
        QFETCH(QString, peer);
        QCOMPARE(sentences::peer(QUrl(url)), peer);
    }

    void retryAfters_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
        QTest::newRow("date") << QByteArray("Thu, 01 Jan 1970 00:02:00 GMT") << qint64(20'000);
        QTest::newRow("past") << QByteArray("Thu, 01 Jan 1970 00:00:00 GMT") << qint64(0);
        QTest::newRow("negative") << QByteArray("-5") << qint64(0);
        QTest::newRow("too long") << QByteArray("99999999999999999999") << qint64(604'800'000);
        QTest::newRow("three days' ban") << QByteArray("259200") << qint64(259'200'000);
        QTest::newRow("nonsense") << QByteArray("soon") << qint64(0);
        QTest::newRow("none") << QByteArray() << qint64(0);
    }
    void retryAfters()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, ms);
        QCOMPARE(retryAfter(value, 100 * second).count(), ms);
    }

    void inflates()
    {
        const QByteArray plain = QByteArray("0123456789").repeated(10'000);
        const QByteArray packed = gzip(plain);
        QCOMPARE(inflateGzip(packed, 1 << 20).value_or("none"), plain);
        QCOMPARE(inflateGzip(packed, plain.size()).value_or("none"), plain);
        QVERIFY(!inflateGzip(packed, plain.size() - 1));
        QVERIFY(!inflateGzip(packed.chopped(1), 1 << 20));
        QVERIFY(!inflateGzip({}, 1 << 20));
        QCOMPARE(inflateGzip(gzip({}), 1 << 20).value_or("none"), QByteArray());
        const QByteArray zeros(8 << 20, '\0'); // 1000 to 1
        QVERIFY(!inflateGzip(gzip(zeros), 16 << 20));
        QVERIFY(inflateGzip(gzip(zeros.left(1 << 20)), 16 << 20)); // up to 1 MiB any ratio
    }

    void connectLimits()
    {
        Endpoint endpoint;
        QCOMPARE(connectLimit(endpoint), milliseconds(5000));
        endpoint.proxy = QNetworkProxy(QNetworkProxy::Socks5Proxy, u"127.0.0.1"_s, 1);
        QCOMPARE(connectLimit(endpoint), milliseconds(5000));
        endpoint.proxy.setHostName(u"proxy.example"_s);
        QCOMPARE(connectLimit(endpoint), milliseconds(10000));
    }

    void certificateNamesHost_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("good");
        QTest::newRow("exact") << u"DNS:a.example"_s << u"A.Example"_s << true;
        QTest::newRow("other") << u"DNS:a.example"_s << u"b.example"_s << false;
        QTest::newRow("second") << u"DNS:a.example,DNS:b.example"_s << u"b.example"_s << true;
        QTest::newRow("wildcard") << u"DNS:*.a.example"_s << u"x.a.example"_s << true;
        QTest::newRow("wildcard, two labels") << u"DNS:*.a.example"_s << u"y.x.a.example"_s << false;
        QTest::newRow("wildcard, none") << u"DNS:*.a.example"_s << u"a.example"_s << false;
        QTest::newRow("wildcard of a top level") << u"DNS:*.example"_s << u"a.example"_s << false;
        QTest::newRow("address") << u"IP:127.0.0.1"_s << u"127.0.0.1"_s << true;
        QTest::newRow("IPv6 address") << u"IP:::1"_s << u"::1"_s << true;
        QTest::newRow("address as a name") << u"DNS:127.0.0.1"_s << u"127.0.0.1"_s << false;
        QTest::newRow("no names") << QString() << u"cn.example"_s << false;
    }
    void certificateNamesHost()
    {
        QFETCH(QString, names);
        QFETCH(QString, host);
        QFETCH(bool, good);
        const TestCertificate made = makeCertificate(u"cn.example"_s, names);
        QVERIFY(!made.isNull());
        QCOMPARE(certificateNames(made.certificate, host), good);
    }

    void unreadableCloseCodes()
    {
        const WsEnding told = endingOf(1002, u"Invalid close code 1013 detected."_s, {}, {});
        QCOMPARE(told.closed->code, 1013);
        const WsEnding untold = endingOf(1002, u"Invalid close code 1002 detected."_s, {}, {});
        QVERIFY(untold.closed->clean);
        QVERIFY(untold.closed->reason.contains(u"1012 to 1014"));
        QVERIFY(endingOf(1002, u"said so"_s, {}, {}).closed);
        QVERIFY(endingOf(1009, u"Received message is too big."_s, {}, {}).refused);
    }

    void queueInTime()
    {
        const PollPlan plan(0, second, 60 * second, 1);
        PollQueue queue(plan, 0);
        for (int j = 0; j < 5; ++j) {
            const Ns due = queue.due(plan.at(j) - 1);
            QCOMPARE(due, plan.at(j));
            const PollQueue::Turn turn = queue.take(due + millisecond);
            QCOMPARE(turn.planned, plan.at(j));
            QCOMPARE(turn.overdue, 0);
            queue.ended(true);
        }
    }

    void queueOverdue()
    {
        const PollPlan plan(0, second, 60 * second, 1);
        PollQueue queue(plan, 0);
        queue.take(plan.at(0));
        queue.ended(true);
        QVERIFY(queue.due(plan.at(4)) < plan.at(4)); // at once
        const PollQueue::Turn turn = queue.take(plan.at(4) + 1);
        QCOMPARE(turn.planned, plan.at(1));
        QCOMPARE(turn.overdue, 3);
        queue.ended(true);
        QCOMPARE(queue.due(plan.at(4) + 2), plan.at(5));
    }

    void queueAfterAFailure()
    {
        const PollPlan plan(0, second, 60 * second, 1);
        PollQueue queue(plan, 0);
        queue.take(plan.at(0));
        queue.ended(false);
        QCOMPARE(queue.due(plan.at(0) + 1), plan.at(1)); // not in a tight loop
        QCOMPARE(queue.due(plan.at(2) + 1), plan.at(3));
        const PollQueue::Turn turn = queue.take(plan.at(3));
        QCOMPARE(turn.planned, plan.at(0));
        QCOMPARE(turn.overdue, 3);
    }
};

QTEST_GUILESS_MAIN(TestTransportParts)
#include "test_transportparts.moc"
