#include "core/store/notices.h"

#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

class TestNotices : public QObject
{
    Q_OBJECT

private slots:
    void newestFirstAndCounted()
    {
        NoticeLog log;
        QVERIFY(log.add({u"1"_s, Severity::Info, u"one"_s, 1}));
        QVERIFY(log.add({u"2"_s, Severity::Critical, u"two"_s, 2}));
        QCOMPARE(log.notices().front().text, u"two"_s);
        QCOMPARE(log.unread(), 2);
        log.markRead(u"1"_s);
        QCOMPARE(log.unread(), 1);
        log.markAllRead();
        QCOMPARE(log.unread(), 0);
    }

    void theSameIdOnlyOnce()
    {
        NoticeLog log;
        QVERIFY(log.add({u"1"_s, Severity::Info, u"one"_s, 1}));
        QVERIFY(!log.add({u"1"_s, Severity::Info, u"again"_s, 2}));
        QCOMPARE(log.notices().size(), std::size_t(1));
        QVERIFY(log.add({{}, Severity::Info, u"own"_s, 1}));
        QVERIFY(log.add({{}, Severity::Info, u"own"_s, 1}));
    }

    void boundedAndSaysSo()
    {
        NoticeLog log;
        for (int i = 0; i < 600; ++i)
            log.add({QString::number(i), Severity::Info, QString(2'000, u'x'), i});
        QCOMPARE(log.notices().size(), NoticeLog::capacity);
        QCOMPARE(log.forgotten(), 100);
        QCOMPARE(log.notices().front().text.size(), 500);
    }
};

QTEST_APPLESS_MAIN(TestNotices)
#include "test_notices.moc"
