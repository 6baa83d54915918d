#include "core/transport/socketio/namespaces.h"

#include <QTest>

using namespace feedscope::socketio;

/// What may be said when.
class TestNamespaces : public QObject
{
    Q_OBJECT

private slots:
    void anEventWaitsForItsNamespace()
    {
        Namespaces spaces(1'000);
        QByteArrayList now;
        QVERIFY(spaces.isEmpty());
        QVERIFY(spaces.say("42[\"subscribe\"]", now));
        QCOMPARE(now, QByteArrayList{"40"}); // it asks for the namespace itself
        QCOMPARE(spaces.unanswered(), "/");
        QVERIFY(spaces.say("421[\"more\"]", now));
        QCOMPARE(now, QByteArrayList{"40"});
        QCOMPARE(spaces.entered("/"), (QByteArrayList{"42[\"subscribe\"]", "421[\"more\"]"}));
        QVERIFY(spaces.unanswered().isEmpty());
        now.clear();
        QVERIFY(spaces.say("42[\"now\"]", now));
        QCOMPARE(now, QByteArrayList{"42[\"now\"]"});
    }

    void eachNamespaceWaitsForItself()
    {
        Namespaces spaces(1'000);
        QByteArrayList now;
        QVERIFY(spaces.say("40{\"token\":\"t\"}", now));
        QVERIFY(spaces.say("40/quotes?uid=7,", now)); // as it was written
        QVERIFY(spaces.say("42/quotes,[\"a\"]", now));
        QCOMPARE(now, (QByteArrayList{"40{\"token\":\"t\"}", "40/quotes?uid=7,"}));
        QCOMPARE(spaces.entered("/"), QByteArrayList());
        QCOMPARE(spaces.unanswered(), "/quotes");
        QCOMPARE(spaces.entered("/quotes"), QByteArrayList{"42/quotes,[\"a\"]"});
        QCOMPARE(spaces.farewell(), (QByteArrayList{"41", "41/quotes,"}));
    }

    void aSecondConnectIsSpared()
    {
        Namespaces spaces(1'000);
        QByteArrayList now;
        QVERIFY(spaces.say("40", now));
        QVERIFY(spaces.say("40", now)); // npm's socket.io would end the session
        spaces.entered("/");
        QVERIFY(spaces.say("40", now));
        QCOMPARE(now, QByteArrayList{"40"});
        QCOMPARE(spaces.entered("/"), QByteArrayList()); // nor does a second answer matter
    }

    void leaving()
    {
        Namespaces spaces(1'000);
        QByteArrayList now;
        QVERIFY(!spaces.say("41", now));
        spaces.say("40", now);
        spaces.entered("/");
        now.clear();
        QVERIFY(spaces.say("41", now));
        QCOMPARE(now, QByteArrayList{"41"});
        QVERIFY(spaces.farewell().isEmpty());
        QVERIFY(spaces.say("40", now)); // it may come back
        QCOMPARE(now, (QByteArrayList{"41", "40"}));
    }

    void onlyWhatAClientMaySay()
    {
        Namespaces spaces(1'000);
        QByteArrayList now;
        for (const char *packet : {"", "2", "3", "1", "6", "5", "4", "49", "44{}", "hello", "0{}", "42"})
            QVERIFY2(!spaces.say(packet, now), packet);
        QVERIFY(now.isEmpty());
        QVERIFY(spaces.isEmpty());
    }

    void whatWaitsIsBounded()
    {
        Namespaces spaces(20);
        QByteArrayList now;
        QVERIFY(spaces.say("42[\"0123456\"]", now)); // 13 bytes
        QVERIFY(!spaces.say("42[\"0123456\"]", now));
        QVERIFY(!spaces.say("42/b,[\"0123456\"]", now));
        QCOMPARE(spaces.entered("/").size(), 1);
        QVERIFY(spaces.say("42/b,[\"012\"]", now)); // there is room again
        Namespaces many(1'000'000);
        for (int i = 0; i < 64; ++i)
            QVERIFY(many.say("40/" + QByteArray::number(i) + ',', now));
        QVERIFY(!many.say("40/64,", now));
        QVERIFY(!many.say("42/64,[]", now));
        QVERIFY(many.entered("/unasked").isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestNamespaces)
#include "test_namespaces.moc"
