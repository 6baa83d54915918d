// The themes' promises: contrast of everything that carries text, tabular digits, a complete palette.
#include "ui/theme.h"

#include <QApplication>
#include <QTest>

using namespace feedscope;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void everyTextIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyTextIsReadable()
    {
        QFETCH(bool, dark);
        const Colors &c = colorsFor(dark);
        const auto check = [](const QColor &ink, const QColor &ground, const char *what) {
            const double ratio = contrast(ink, ground);
            QVERIFY2(ratio >= 4.5,
                     qPrintable(QStringLiteral("%1: %2").arg(QLatin1StringView(what)).arg(ratio)));
        };
        for (const QColor &ground : {c.window, c.surface, c.raised}) {
            check(c.text, ground, "text");
            check(c.muted, ground, "muted");
            check(c.push, ground, "push");
            check(c.poll, ground, "poll");
            check(c.up, ground, "up");
            check(c.down, ground, "down");
            check(c.notice, ground, "notice");
            for (int rank = 1; rank < 3; ++rank)
                for (const bool push : {false, true})
                    check(laneColor(rank, push, c), ground, "further lane");
        }
        for (const QColor &tint : {c.push, c.poll, c.up, c.down, c.notice}) {
            const QColor ground = blended(tint, maxTint, c.surface);
            check(c.text, ground, "text on a tint");
            check(c.text, blended(tint, maxTint, c.raised), "text on a tint of the selected row");
        }
        check(c.down, blended(c.down, maxTint, c.surface), "gap's length on its band");
    }

    void contrastIsTheWcagRatio()
    {
        QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void digitsAreTabular()
    {
        for (const QFont &font : {contentFont(), labelFont(), figureFont()})
            QVERIFY(hasTabularDigits(font));
    }

    void lanesKeepTheirColours()
    {
        const Colors &c = colorsFor(true);
        QCOMPARE(laneColor(0, true, c), c.push);
        QCOMPARE(laneColor(0, false, c), c.poll);
        QVERIFY(laneColor(1, true, c) != c.push);
        QVERIFY(laneColor(1, false, c) != laneColor(1, true, c));
    }

    void switchesLive()
    {
        applyTheme(ThemeMode::Dark);
        QVERIFY(colorsOf(QApplication::palette()).dark);
        QCOMPARE(QApplication::palette().color(QPalette::PlaceholderText), colorsFor(true).muted);
        applyTheme(ThemeMode::Light);
        QVERIFY(!colorsOf(QApplication::palette()).dark);
        QCOMPARE(QApplication::palette().color(QPalette::ToolTipText), colorsFor(false).text);
        QVERIFY(QApplication::palette().color(QPalette::Disabled, QPalette::Text) !=
                QApplication::palette().color(QPalette::Active, QPalette::Text));
        QVERIFY(!styleSheetFor(colorsFor(true)).contains(u'@')); // every name was known
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
