// The window's pure parts: slider scale, time view, value scale, number formats, request checks, frame clock.
#include "ui/connectrequest.h"
#include "ui/format.h"
#include "ui/frameclock.h"
#include "ui/intervalslider.h"
#include "ui/language.h"
#include "ui/timeview.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

class TestUiLogic : public QObject
{
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale(QLocale::English)); }

    void sliderGoesFromFiftyMillisecondsToAMinute()
    {
        QCOMPARE(IntervalSlider::intervalAt(0), 50);
        QCOMPARE(IntervalSlider::intervalAt(IntervalSlider::positions), 60'000);
        for (int position = 1; position <= IntervalSlider::positions; ++position)
            QVERIFY(IntervalSlider::intervalAt(position) >= IntervalSlider::intervalAt(position - 1));
        for (const int interval : {50, 100, 500, 1000, 5000, 60'000}) {
            const int back = IntervalSlider::intervalAt(IntervalSlider::positionOf(interval));
            QVERIFY2(std::abs(back - interval) <= interval / 50, qPrintable(QString::number(back)));
        }
    }

    void sliderAsksOnceTheHandRests()
    {
        IntervalSlider slider;
        slider.showInterval(1000);
        QSignalSpy moved(&slider, &IntervalSlider::moved), chosen(&slider, &IntervalSlider::chosen);
        for (int step = 0; step < 5; ++step)
            QTest::keyClick(&slider, Qt::Key_Left);
        QCOMPARE(moved.size(), 5);
        QCOMPARE(chosen.size(), 0);
        QTRY_COMPARE(chosen.size(), 1);
        QVERIFY(chosen[0][0].toInt() < 1000);
    }

    void viewFollowsUntilHeld()
    {
        TimeView view;
        QCOMPARE(view.begin(100 * second), 40 * second);
        view.hold(100 * second);
        QCOMPARE(view.end(150 * second), 100 * second);
        view.pan(10 * second, 150 * second);
        QCOMPARE(view.end(150 * second), 90 * second);
        view.pan(-100 * second, 150 * second); // reaches the present
        QVERIFY(view.follows());
    }

    void zoomKeepsTheAnchorInPlace()
    {
        TimeView view;
        const Ns now = 1000 * second;
        const Ns before = view.begin(now) + view.span() / 2;
        view.zoom(0.5, 0.5, now);
        QCOMPARE(view.span(), 30 * second);
        QCOMPARE(view.begin(now) + view.span() / 2, before);
        view.zoom(1e-9, 0.5, now);
        QCOMPARE(view.span(), TimeView::leastSpan);
    }

    void scaleGrowsAtOnceAndShrinksSlowly()
    {
        ValueScale scale;
        QVERIFY(scale.update(0, 100, 0));
        QVERIFY(scale.low() <= 0 && scale.high() >= 100);
        QVERIFY(scale.update(0, 200, millisecond));
        QVERIFY(!scale.update(50, 60, 2 * millisecond));
        QVERIFY(scale.update(50, 60, second));
        QVERIFY(!scale.update(NAN, NAN, 2 * second));
        QVERIFY(scale.update(7, 7, 3 * second)); // a flat line has a scale too
        QVERIFY(scale.high() > scale.low());
    }

    void sentencesOfCoreAreTranslated()
    {
        Language language;
        language.set(u"ru"_s);
        // One of each place in which lupdate files them.
        for (const char *text :
             {"a JSON Pointer such as /data", "a number", "none",
              "A value for a header holds a control character.",
              "%1 answers with a redirect (%2); redirects are not followed. Use the feed's final address.",
              "%1 has ended the session (%2). A new one is opened.",
              "What the profile sends is no JSON: %1."})
            QVERIFY2(QCoreApplication::translate("feedscope", text) != QString::fromUtf8(text), text);
        QCOMPARE(QCoreApplication::translate("feedscope", "no such sentence"), u"no such sentence"_s);
        language.set(u"en"_s);
        QCOMPARE(QCoreApplication::translate("feedscope", "a number"), u"a number"_s);
    }

    void numbersInBothLanguages()
    {
        QCOMPARE(formatMs(3.04), u"3.0\u2009ms"_s);
        QCOMPARE(formatMs(512), u"512\u2009ms"_s);
        QCOMPARE(formatMs(1250), u"1.25\u2009s"_s);
        QCOMPARE(formatMs(NAN), u"—"_s);
        QCOMPARE(formatNs(noTime), u"—"_s);
        QCOMPARE(formatFineNs(94'400), u"94\u2009µs"_s);
        QCOMPARE(formatFineNs(12'000'000), u"12\u2009ms"_s);
        QCOMPARE(formatFineNs(noTime), u"—"_s);
        QCOMPARE(formatShare(0.5133), u"51.3\u2009%"_s);
        QCOMPARE(formatBytes(1093), u"1.1\u2009kB"_s);
        QCOMPARE(formatValue(106955.3, 2), u"106,955.30"_s);
        QCOMPARE(formatInterval(50), u"50\u2009ms"_s);
        QCOMPARE(formatInterval(1000), u"1.0\u2009s"_s);
        QLocale::setDefault(QLocale(QLocale::Russian));
        QCOMPARE(formatValue(0.8123, 4), u"0,8123"_s);
        QCOMPARE(oneLine(u"a\nb\u0000c"_s), u"a b c"_s);
        QCOMPARE(oneLine(QString(300, u'x')).size(), 201);
    }

    void addressesAreCheckedInASentence()
    {
        QVERIFY(urlProblem(u"wss://host/path"_s, false).isEmpty());
        QVERIFY(urlProblem(u"https://host"_s, true).isEmpty());
        for (const QString &bad : {u""_s, u"host"_s, u"ftp://host"_s, u"ws://"_s, u"ws://ho st"_s})
            QVERIFY2(!urlProblem(bad, false).isEmpty(), qPrintable(bad));
        QVERIFY(!urlProblem(u"ws://host"_s, true).isEmpty());
        QVERIFY(headerProblem(u"Authorization"_s, u"Bearer x"_s).isEmpty());
        QVERIFY(!headerProblem(u"Bad Name"_s, u"x"_s).isEmpty());
        QVERIFY(!headerProblem(u"X-A"_s, u"a\r\nInjected: b"_s).isEmpty());
    }

    void clockIdlesAndWakes()
    {
        Ns now = 0;
        int arrivals = 1, drawn = 0;
        bool visible = true;
        FrameClock clock(
            {[&] { return arrivals; }, [&](Ns) { ++drawn; }, [&] { return visible; }, [&] { return now; }});
        const auto run = [&](Ns span) {
            for (const Ns end = now + span; now < end;
                 now += (clock.isIdle() ? FrameClock::idleMs : FrameClock::busyMs) * millisecond)
                clock.tick();
        };
        run(second);
        QVERIFY(!clock.isIdle());
        QVERIFY(drawn >= 60 && drawn <= 64);
        arrivals = 0;
        run(second);
        QVERIFY(clock.isIdle());
        drawn = 0;
        run(2 * second);
        QVERIFY(drawn <= 7); // three a second
        arrivals = 1;        // one message a minute
        clock.tick();
        arrivals = 0;
        drawn = 0;
        run(60 * second);
        QVERIFY2(drawn <= 60 * 4, qPrintable(QString::number(drawn)));
        QVERIFY(clock.isIdle());
        visible = false;
        drawn = 0;
        run(second);
        QCOMPARE(drawn, 0);
        arrivals = 3;
        clock.tick();
        QVERIFY(!clock.isIdle());
        QVERIFY(clock.gapP99Ms() <= 17);
    }
};

QTEST_MAIN(TestUiLogic)
#include "test_uilogic.moc"
