// The sweep page and the export dialog as a user meets them.
#include "tests/gui/windowstage.h"
#include "tests/unit/measure/madeupsweep.h"
#include "ui/comparepage.h"
#include "ui/conditionspanel.h"
#include "ui/sweepchart.h"
#include "ui/sweeppage.h"

#include <QFileDialog>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

SweepResult measured()
{
    SweepResult result = test::madeUpSweep({0.05, 0.3, 1, 3}, 1'300, 0.05);
    result.polls.front().theory.rate = 20;
    result.polls.front().theory.series = 12;
    return result;
}

QPushButton *buttonOf(SweepPage &page)
{
    return page.findChild<QPushButton *>();
}

QString textWith(QWidget &parent, const QString &part)
{
    for (const Text *text : parent.findChildren<Text *>())
        if (text->isVisible() && text->text().contains(part))
            return text->text();
    return {};
}

/// Pixels of a colour, near enough.
int count(const QImage &image, const QColor &color)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            found += std::abs(pixel.red() - color.red()) < 12 &&
                     std::abs(pixel.green() - color.green()) < 12 &&
                     std::abs(pixel.blue() - color.blue()) < 12;
        }
    return found;
}

} // namespace

class TestSweepPage : public QObject
{
    Q_OBJECT

private slots:
    void forecastsBeforeItMeasures()
    {
        Stage stage;
        stage.show(u"sweep"_s);
        SweepPage &page = stage.window->sweep();
        QVERIFY(!textWith(page, u"For data at most 5 s old"_s).isEmpty());
        QVERIFY(!textWith(page, u"A sweep measures the others"_s).isEmpty());
        QVERIFY(!page.isRunning());
    }

    void runsTellsAndStops()
    {
        Stage stage;
        stage.show(u"sweep"_s);
        SweepPage &page = stage.window->sweep();
        QSignalSpy started(&page, &SweepPage::startWanted);
        QSignalSpy cancelled(&page, &SweepPage::cancelWanted);
        QTest::mouseClick(buttonOf(page), Qt::LeftButton);
        QCOMPARE(started.count(), 1);
        QVERIFY(page.isRunning());
        page.showProgress({2, 5, 121 * millisecond, 0.25, 75 * second});
        QVERIFY(!textWith(page, u"2 of 5"_s).isEmpty());
        QCOMPARE(page.findChild<QProgressBar *>()->value(), 250);
        page.showResult(measured());
        QVERIFY2(!textWith(page, u"above an interval of 500 ms"_s).isEmpty(), "the answer is there at once");
        QTest::mouseClick(buttonOf(page), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        page.showEnd({});
        QVERIFY(!page.isRunning() && !page.findChild<QProgressBar *>()->isVisible());
        page.showResult({}); // told before it was stopped
        QVERIFY(!textWith(page, u"above an interval of 500 ms"_s).isEmpty());
        QTest::mouseClick(buttonOf(page), Qt::LeftButton);
        page.showEnd(u"http-poll: the server is gone."_s);
        QVERIFY(!textWith(page, u"the server is gone"_s).isEmpty());
    }

    void anotherFeedEndsIt()
    {
        Stage stage;
        stage.show(u"sweep"_s);
        SweepPage &page = stage.window->sweep();
        QSignalSpy cancelled(&page, &SweepPage::cancelWanted);
        QTest::mouseClick(buttonOf(page), Qt::LeftButton);
        ++stage.live.feedRevision;
        stage.tick();
        QCOMPARE(cancelled.count(), 1);
    }

    void nothingIsCutAndEverythingIsDrawn_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        for (const char *language : {"en", "ru"})
            for (const bool dark : {false, true})
                QTest::addRow("%s %s", language, dark ? "dark" : "light")
                    << QString::fromLatin1(language) << dark;
    }

    void nothingIsCutAndEverythingIsDrawn()
    {
        QFETCH(QString, language);
        QFETCH(bool, dark);
        Stage stage(language);
        stage.window->setTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
        stage.show(u"sweep"_s);
        SweepPage &page = stage.window->sweep();
        QTest::mouseClick(buttonOf(page), Qt::LeftButton);
        page.showResult(measured());
        page.showEnd({});
        stage.show(u"sweep"_s);
        QCOMPARE(stage.window->size(), QSize(1280, 800));
        for (QWidget *widget : page.findChildren<QWidget *>())
            QVERIFY2(cut(widget).isEmpty(), qPrintable(cut(widget)));
        const Colors &colors = colorsOf(page.palette());
        for (SweepChart *chart : page.findChildren<SweepChart *>()) {
            const QImage image = chart->grab().toImage();
            QVERIFY2(count(image, colors.poll) > 60, qPrintable(chart->accessibleName()));
        }
        QVERIFY(count(page.grab().toImage(), colors.push) > 300); // level lines
    }

    void theKeysReadItOut()
    {
        Stage stage;
        stage.show(u"sweep"_s);
        SweepPage &page = stage.window->sweep();
        QTest::mouseClick(buttonOf(page), Qt::LeftButton);
        page.showResult(measured());
        auto *chart = page.findChildren<SweepChart *>().front();
        chart->setFocus();
        const QImage before = chart->grab().toImage();
        QTest::keyClick(chart, Qt::Key_Right);
        const QImage after = chart->grab().toImage();
        QVERIFY(before != after);
        QTest::keyClick(chart, Qt::Key_Right);
        QVERIFY(chart->grab().toImage() != after);
        QVERIFY(!chart->accessibleDescription().isEmpty());
    }

    void theComparePageLeadsToIt()
    {
        Stage stage;
        stage.show(u"compare"_s);
        for (auto *button : stage.window->compare().conditions()->findChildren<QPushButton *>())
            if (button->text() == u"Sweep…"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(stage.window->sweep().isVisible());
    }

    /// Ctrl+E asks for a folder without stopping the feed, and names it once.
    void theEvidenceGoesWhereTheUserSays()
    {
        QTemporaryDir folder;
        Stage stage;
        stage.show(u"compare"_s);
        QSignalSpy asked(stage.window.get(), &MainWindow::exportRequested);
        stage.window->activateWindow();
        QTest::keyClick(stage.window.get(), Qt::Key_E, Qt::ControlModifier);
        auto *dialog = stage.window->findChild<QFileDialog *>();
        QVERIFY(dialog);
        dialog->setDirectory(folder.path());
        dialog->selectFile(folder.path());
        stage.tick(); // goes on behind it
        QMetaObject::invokeMethod(dialog, "accept");
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.front().front().toString(), folder.path());
    }
};

QTEST_MAIN(TestSweepPage)
#include "test_sweeppage.moc"
