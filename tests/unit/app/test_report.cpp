// The report as a file: complete, well-formed, nothing to load, and safe whatever the feed says.

#include "app/report/figures.h"
#include "app/report/report.h"
#include "app/report/svgplot.h"
#include "app/report/words.h"
#include "core/measure/verdict.h"
#include "tests/unit/measure/feed.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// 40 s of one series, pushed with 50 ms and polled every second.
ComparisonResult sample()
{
    test::Source source;
    for (int i = 1; i < 200; ++i)
        source.origins.push_back(0.2 * i + 0.013 * (i % 7));
    ComparisonInput input = test::window(0, 40, 43);
    input.feed = u"Sample"_s;
    input.contiguity = Contiguity::Series;
    input.lanes = {test::pushed(source, 0.05), test::polled(source, 0.05, 42)};
    for (LaneInput &lane : input.lanes) {
        lane.endpoint = u"ws://127.0.0.1:1/"_s + lane.name;
        lane.wire.emplace();
        lane.wire->windowReceived = 40'000;
    }
    return analyse(input);
}

ReportConditions conditions()
{
    return {{}, QDateTime({2024, 5, 6}, {7, 8}), u"1.2.3"_s, u"Somewhere"_s};
}

QString page(const ComparisonResult &result, const ReportConditions &with = conditions())
{
    return QString::fromUtf8(reportHtml(result, with));
}

/// Reads it all as XML; empty, or what is wrong where.
QString flaw(const QString &text)
{
    QXmlStreamReader reader(text);
    while (!reader.atEnd())
        reader.readNext();
    return reader.hasError() ? u"%1 in line %2"_s.arg(reader.errorString()).arg(reader.lineNumber())
                             : QString();
}

/// The text that a reader sees, without the style sheet.
QString visibleText(const QString &page)
{
    QString text;
    QXmlStreamReader reader(page);
    bool style = false;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() || reader.isEndElement())
            style = reader.isStartElement() && reader.name() == "style"_L1;
        else if (reader.isCharacters() && !style)
            text += reader.text();
    }
    return text;
}

} // namespace

class TestReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysWhatItFound()
    {
        const ComparisonResult result = sample();
        const QString html = page(result);
        QCOMPARE(flaw(html), QString());
        const QString text = visibleText(html).replace(QChar::Nbsp, u' ');
        const Verdict verdict = judge(result);
        for (const QString &part : {verdict.headline, verdict.sentence, u"Sample"_s, u"websocket"_s,
                                    u"http-poll"_s, u"ws://127.0.0.1:1/http-poll"_s,
                                    u"polls the latest values every 1 s"_s, u"nothing is simulated"_s,
                                    u"share one clock"_s, u"1.2.3"_s, u"Somewhere"_s, u"2024-05-06 07:08"_s})
            QVERIFY2(text.contains(part), qPrintable(part));
    }

    /// Every lane has its column, and a value with its interval and what was expected of it.
    void theLedgerHasEveryLane()
    {
        const ComparisonResult result = sample();
        const QString html = page(result);
        const qsizetype row = html.indexOf(u"Lag, mean"_s);
        const QString cells = html.mid(row, html.indexOf(u"</tr>"_s, row) - row);
        QCOMPARE(cells.count(u"<td>"_s), qsizetype(result.lanes.size()));
        QVERIFY2(cells.contains(u"<td>50 ms<"_s), qPrintable(cells));
        QVERIFY2(cells.contains(u"expected"_s) && cells.contains(u"✓ agrees"_s) && cells.contains(u" … "_s),
                 qPrintable(cells));
    }

    void needsNothingFromOutside()
    {
        const QString html = page(sample());
        static const QRegularExpression loads(
            u"<script|<link|<iframe|<img|<base|\\b(src|href|srcset|action)\\s*=|url\\(|@import|javascript:|\\son\\w+\\s*="_s,
            QRegularExpression::CaseInsensitiveOption);
        const auto match = loads.match(html);
        QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
        QVERIFY(html.contains(u"prefers-color-scheme: dark"_s));
        QVERIFY(html.contains(u"@media print"_s));
        QVERIFY(html.startsWith(u"<!DOCTYPE html>\n<html lang=\"en\">"_s));
        QVERIFY2(html.size() < 200'000, qPrintable(QString::number(html.size())));
    }

    void hostileTextStaysText()
    {
        ComparisonResult result = sample();
        const QString evil =
            u"</title></style><script>alert(1)</script><img src=x onerror=alert(1)>&\"'%1%2\u0000\u001b\ufffe"_s +
            QChar(0xd800) + u"\u202egnp.exe"_s;
        result.feed = evil;
        for (LaneResult &lane : result.lanes) {
            lane.name = evil;
            lane.endpoint = evil;
        }
        const QString html = page(result, {{}, {}, evil, evil});
        QCOMPARE(flaw(html), QString());
        QVERIFY(!html.contains(u"<script"_s) && !html.contains(u"<img"_s));
        QVERIFY(visibleText(html).contains(u"<script>alert(1)</script>"_s));
    }

    void tellsOfTheSimulatedPath()
    {
        ReportConditions with = conditions();
        with.path = {40 * millisecond, 5 * millisecond, 1'500'000};
        const QString text = visibleText(page(sample(), with));
        QVERIFY(text.contains(
            u"simulated on all lanes alike: a delay of 40 ms in each direction, varied by up to ±5 ms, 1.5 Mbit/s"_s));
    }

    void worksWithNothingMeasured()
    {
        ComparisonInput input = test::window(0, 10, 12);
        input.lanes = {test::lane("websocket", LaneKind::Push),
                       test::lane("http-poll", LaneKind::PollLatest)};
        input.lanes[1].liveSince = noTime;
        const QString html = page(analyse(input));
        QCOMPARE(flaw(html), QString());
        QVERIFY(!html.contains(u"<svg"_s));
        QVERIFY(visibleText(html).contains(u"did not come up"_s));
        QVERIFY(!visibleText(html).contains(u"nan"_s));
        QCOMPARE(flaw(page({})), QString());
    }

    /// Twelve lanes: an overview with the best first, then tables no wider than a page; every lane in each
    /// part, and lines that differ.
    void manyLanesFitOnPages()
    {
        ComparisonResult result = sample();
        for (std::size_t i = 2; i < 12; ++i) {
            result.lanes.push_back(result.lanes[i % 2]);
            result.lanes.back().name = u"lane %1"_s.arg(i);
            result.ranking.insert(result.ranking.begin(), i);
        }
        result.lanes[5].live = false;
        result.ranking.erase(std::find(result.ranking.begin(), result.ranking.end(), 5u));
        const QString html = page(result);
        QCOMPARE(flaw(html), QString());
        QCOMPARE(html.count(u"<table"_s), 1 + 3);
        const qsizetype overview = html.indexOf(u"The lanes, best first"_s);
        QVERIFY(overview > 0 && overview < html.indexOf(u"The ledger"_s));
        QVERIFY(html.indexOf(u">lane 11<"_s, overview) < html.indexOf(u">lane 2<"_s, overview));
        QCOMPARE(html.count(u"Lag, mean"_s), 1 + 3);
        QSet<QString> lines;
        for (std::size_t i = 0; i < 12; ++i) {
            lines += report::laneClass(result, i) + report::laneDashes(result, i);
            const QString name = result.lanes[i].name;
            const int figures = report::ageFigure(result).count(name) + report::lagFigure(result).count(name);
            QVERIFY2(html.count(u'>' + name + u'<') >= figures + 2, qPrintable(name));
        }
        QCOMPARE(lines.size(), 12);
        QVERIFY2(html.size() < 400'000, qPrintable(QString::number(html.size())));
        QVERIFY(!page(sample()).contains(u"The lanes, best first"_s));
    }

    /// A reader of SVG finds each lane's colour.
    void theFiguresArePaintable_data()
    {
        QTest::addColumn<QString>("figure");
        QTest::newRow("age") << report::ageFigure(sample());
        QTest::newRow("lag") << report::lagFigure(sample());
        QTest::newRow("cost") << report::costFigure(sample());
    }

    void theFiguresArePaintable()
    {
        QFETCH(QString, figure);
        const qsizetype begin = figure.indexOf(u"<svg viewBox=\"0 0 880"_s); // not a piece of the legend
        const QString svg = figure.mid(begin, figure.indexOf(u"</svg>"_s, begin) + 6 - begin);
        QSvgRenderer renderer(svg.toUtf8());
        QVERIFY(renderer.isValid());
        QImage image(880, 260, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        int blue = 0;
        int orange = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QColor color = image.pixelColor(x, y);
                blue += color.blue() > color.red() + 100;
                orange += color.red() > color.blue() + 100;
            }
        QVERIFY2(blue > 100 && orange > 100, qPrintable(u"%1 %2"_s.arg(blue).arg(orange)));
    }

    void aCurveIsThinnedToItsExtremes()
    {
        report::SvgPlot plot({0, 1, {}}, {0, 1, {}}, u"x"_s);
        QList<QPointF> points;
        for (int i = 0; i <= 500'000; ++i)
            points.append({i / 500'000.0, i == 250'001 ? 1.0 : 0.5});
        plot.addCurve(points, u"push"_s);
        QVERIFY(plot.svg().size() < 60'000);
        QVERIFY(plot.svg().contains(u",10.0 "_s)); // the one peak, at the top
    }

    void axesHoldTheirValues()
    {
        for (const double high : {1e-9, 0.00123, 0.4, 1.0, 7.3, 95.0, 3600.0}) {
            const report::Axis axis = report::timeAxis(high, 5);
            QVERIFY(axis.high >= high);
            QVERIFY2(axis.ticks.size() >= 2 && axis.ticks.size() <= 7, qPrintable(QString::number(high)));
        }
        const report::Axis decades = report::decadeAxis(0.00011, 1.2);
        QCOMPARE(decades.low, -4.0);
        QCOMPARE(decades.high, 1.0);
        QCOMPARE(decades.ticks.front().label, u"0.1 ms"_s);
        QCOMPARE(decades.ticks.size(), std::size_t(6));
    }

    void lanesKeepTheirColours()
    {
        ComparisonResult result = sample();
        result.lanes = {result.lanes[0], result.lanes[1], result.lanes[1], result.lanes[0]};
        QStringList classes;
        for (std::size_t i = 0; i < result.lanes.size(); ++i)
            classes << report::laneClass(result, i);
        QCOMPARE(classes, QStringList({u"push"_s, u"poll"_s, u"hue1"_s, u"hue2"_s}));
    }
};

QTEST_MAIN(TestReport)
#include "test_report.moc"
