// What is printed and written of a sweep.

#include "app/report/sweepreport.h"
#include "app/sweeptexts.h"
#include "tests/unit/measure/madeupsweep.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTest>
#include <QXmlStreamReader>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// Four intervals measured, a fifth by theory.
SweepResult sample()
{
    SweepResult result = test::madeUpSweep({0.05, 0.3, 1, 3}, 1'300, 0.03);
    result.polls.front().points.push_back({60 * second, 0, 0, {}});
    return result;
}

QString page(const SweepResult &result)
{
    return QString::fromUtf8(sweepHtml(result, answerSweep(result, {}),
                                       {{}, QDateTime({2024, 5, 6}, {7, 8}), u"1.2.3"_s, u"Somewhere"_s}));
}

QString flaw(const QString &text)
{
    QXmlStreamReader reader(text);
    while (!reader.atEnd())
        reader.readNext();
    return reader.hasError() ? reader.errorString() : QString();
}

} // namespace

class TestSweepReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theReportHasEveryInterval()
    {
        const QString html = page(sample());
        QCOMPARE(flaw(html), QString());
        QCOMPARE(html.count(u"<svg viewBox=\"0 0 880"_s), 3);
        QCOMPARE(html.count(u"<circle"_s), 3 * 4);
        for (const QString &part :
             {u"Made up"_s, u"every 50 ms"_s, u"every 60 s"_s, u"theory only"_s, u"30 polls in 30 s"_s,
              u"take"_s, u"500 ms"_s, u"1.2.3"_s, u"2024-05-06 07:08"_s, u"nothing is simulated"_s})
            QVERIFY2(QString(html).replace(QChar::Nbsp, u' ').contains(part), qPrintable(part));
        QVERIFY(!html.contains(u"nan"_s) && !html.contains(u"inf\""_s));
        QVERIFY2(html.size() < 100'000, qPrintable(QString::number(html.size())));
    }

    void hostileOrEmptyItIsStillAPage()
    {
        SweepResult evil = sample();
        evil.feed = evil.polls.front().lane = evil.pushes.front().lane =
            u"</title><script>alert(1)</script>&\"'%1\u0000\u202e"_s;
        QCOMPARE(flaw(page(evil)), QString());
        QVERIFY(!page(evil).contains(u"<script"_s));
        QCOMPARE(flaw(page({})), QString());
        SweepResult bare = sample();
        bare.pushes.clear();
        bare.polls.front().theory = {};
        QCOMPARE(flaw(page(bare)), QString());
    }

    void theJsonSaysWhatIsMeasuredAndWhatIsNot()
    {
        const SweepResult result = sample();
        const SweepQuestion question{2};
        const QJsonObject json =
            QJsonDocument::fromJson(sweepJson(result, question, answerSweep(result, question), {})).object();
        const QJsonArray points = json[u"poll"][0][u"points"].toArray();
        QCOMPARE(points.size(), 5);
        QCOMPARE(points[2][u"interval_ms"].toDouble(), 1000.0);
        QCOMPARE(points[2][u"lag_ms"][u"value"].toDouble(), 520.0);
        QCOMPARE(points[2][u"expected"][u"lag_p95_ms"].toDouble(), 970.0);
        QVERIFY(points[4][u"window_s"].isNull() && points[4][u"lag_ms"].isNull());
        QCOMPARE(json[u"cheaper"].toString(), u"poll above break-even"_s);
        QCOMPARE(qRound(json[u"break_even_ms"][u"value"].toDouble()), 500);
        QCOMPARE(json[u"max_age_ms"].toDouble(), 2000.0);
        QCOMPARE(json[u"push"][0][u"bytes_per_s"][u"value"].toDouble(), 2600.0);
        QVERIFY(json[u"verdict"].toString().startsWith(u"For data at most 2 s old"_s));
    }

    void theTableHasARowAnInterval()
    {
        const SweepResult result = sample();
        const QString table = QString::fromUtf8(sweepTable(result, answerSweep(result, {})));
        QCOMPARE(table.count(u'\n'), 1 + 5 + 1 + 2);
        QVERIFY2(table.contains(u"theory"_s) && table.contains(u"520 ms"_s) && table.contains(u"2.6 kB/s"_s),
                 qPrintable(table));
    }
};

QTEST_GUILESS_MAIN(TestSweepReport)
#include "test_sweepreport.moc"
