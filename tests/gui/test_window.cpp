// The window as a user meets it: languages, room for every text, hostile feed text, keys, notices, layout.
#include "core/net/pathpresets.h"
#include "tests/gui/cputime.h"
#include "tests/gui/windowstage.h"
#include "ui/agechart.h"
#include "ui/boardview.h"
#include "ui/claimspage.h"
#include "ui/comparepage.h"
#include "ui/conditionspanel.h"
#include "ui/connectdialog.h"
#include "ui/dashboardpage.h"
#include "ui/figuregrid.h"
#include "ui/intervalslider.h"
#include "ui/lanepicker.h"
#include "ui/lanesbutton.h"
#include "ui/livechart.h"
#include "ui/mainwindow.h"
#include "ui/messagebar.h"
#include "ui/motionview.h"
#include "ui/noticelist.h"
#include "ui/pathbutton.h"
#include "ui/pathdialog.h"
#include "ui/text.h"
#include "ui/trayalert.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

class TestWindow : public QObject
{
    Q_OBJECT

private slots:
    void russianLeavesNoEnglish()
    {
        Stage stage;
        QHash<QWidget *, QStringList> english;
        for (const QString &page : {u"dashboard"_s, u"compare"_s, u"sweep"_s})
            stage.show(page);
        for (const auto &[widget, text] : textsOf(stage.window.get()))
            english[widget] += text;
        stage.window->setLanguage(u"ru"_s);
        for (const QString &page : {u"dashboard"_s, u"compare"_s, u"sweep"_s})
            stage.show(page);
        // Names that are the same in every language, and text of the feed.
        static const QRegularExpression same(
            u"^(Feedscope|Demo feed|PUSH|Push|HTTP "
            u"keep-alive|[A-Z]+-USD|wss?://.*|socks5://.*|http://.*|EN|RU|Ctrl.*|.*Page Up.*|"
            "PUSH · WebSocket|F11|Tab.*|Home.*|Space)$"_s);
        static const QRegularExpression latinWord(u"[A-Za-z]{3}"_s);
        for (const auto &[widget, text] : textsOf(stage.window.get()))
            if (latinWord.match(text).hasMatch() && english[widget].contains(text) &&
                !same.match(text).hasMatch())
                QFAIL(qPrintable(u"not translated: "_s + text));
        QCOMPARE(stage.window->language(), u"ru"_s);
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("page");
        for (const char *language : {"en", "ru"})
            for (const char *page : {"dashboard", "compare"})
                QTest::addRow("%s %s", language, page)
                    << QString::fromLatin1(language) << QString::fromLatin1(page);
    }

    void nothingIsCut()
    {
        QFETCH(QString, language);
        QFETCH(QString, page);
        Stage stage(language);
        stage.show(page);
        stage.show(page);
        QCOMPARE(stage.window->size(), QSize(1280, 800));
        for (QWidget *widget : stage.window->findChildren<QWidget *>())
            QVERIFY2(cut(widget).isEmpty(), qPrintable(cut(widget)));
        if (page == "compare"_L1)
            for (QTableView *table : stage.window->compare().findChildren<QTableView *>())
                QVERIFY2(!table->verticalScrollBar()->isVisible(), "twelve tickers fit without scrolling");
    }

    void feedTextStaysPlainAndFast()
    {
        Stage stage;
        const QString bomb = u"<table><tr><td><img src='file:///etc/passwd'>"_s.repeated(5000);
        stage.live.series[0].symbol = bomb;
        stage.live.feedName = bomb;
        stage.live.lanes[0].sentence = bomb;
        stage.live.lanes[0].state = LaneState::Waiting;
        stage.live.lanes[0].endpoint = bomb;
        stage.live.notices.add({u"8"_s, Severity::Info, bomb, wallNow(), false, false});
        for (const QString &page : {u"dashboard"_s, u"compare"_s}) {
            stage.show(page);
            const CpuTime work;
            for (QTableView *table : stage.window->findChildren<QTableView *>())
                if (table->isVisible())
                    table->grab();
            stage.window->dashboard().notices()->grab();
            QVERIFY2(work.elapsed() < slowness * 200 * millisecond,
                     qPrintable(QString::number(work.elapsed()))); // three tables at most
        }
        for (QLabel *label : stage.window->findChildren<QLabel *>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(label->text().size() < 1000);
        }
        for (QWidget *widget : stage.window->findChildren<QWidget *>())
            QVERIFY(!widget->toolTip().contains("<table"_L1));
    }

    void theSawtoothForgetsWhatItDidNotSee()
    {
        LiveData live;
        SyntheticFeed feed(live);
        AgeChart chart(live);
        const Ns now = steadyNow() + 2 * second; // later than all that the feed has made of its past
        feed.advance(now);
        chart.refresh(now);
        QVERIFY(chart.ageAt(0, now + 10 * millisecond) != noTime);
        feed.advance(now + 500 * millisecond);
        chart.refresh(now + 500 * millisecond);
        QVERIFY(chart.ageAt(0, now + 10 * millisecond) != noTime);
        feed.advance(now + 5 * second); // the page was hidden meanwhile
        chart.refresh(now + 5 * second);
        QVERIFY(chart.ageAt(0, now + 5 * second + 10 * millisecond) != noTime);
        QCOMPARE(chart.ageAt(0, now + second), noTime);
    }

    void clickingANoticeMarksItRead()
    {
        Stage stage;
        stage.show(u"dashboard"_s);
        NoticeList *list = stage.window->dashboard().notices();
        QCOMPARE(list->unread(), 1);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(stage.commands.asked, QStringList{u"read 7"_s});
        QCOMPARE(list->unread(), 0);
        list->refresh();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(stage.commands.asked.size(), 1); // read already
        stage.live.notices.add({u"9"_s, Severity::Info, u"again"_s, wallNow(), false, false});
        list->refresh();
        list->markAllButton()->click();
        QCOMPARE(stage.commands.asked.last(), u"read all"_s);
    }

    void tabReachesEveryControl()
    {
        Stage stage;
        stage.show(u"compare"_s);
        stage.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
        QSet<QWidget *> reached;
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(stage.window.get(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        QVERIFY(reached.contains(stage.window->compare().conditions()->slider()));
        QVERIFY(reached.contains(stage.window->compare().ageChart()));
        for (QPushButton *button : stage.window->compare().findChildren<QPushButton *>())
            QVERIFY2(!button->isVisible() || !button->isEnabled() || reached.contains(button), qPrintable(button->text()));
    }

    void keysMoveTheChart()
    {
        Stage stage;
        stage.show(u"dashboard"_s);
        LiveChart *chart = stage.window->dashboard().chart();
        QTest::keyClick(chart, Qt::Key_Space);
        QVERIFY(!chart->timeView().follows());
        QTest::keyClick(chart, Qt::Key_End);
        QVERIFY(chart->timeView().follows());
        QTest::keyClick(chart, Qt::Key_Left);
        QVERIFY(chart->cursor() > 0.9 && chart->cursor() < 1);
        QTest::keyClick(chart, Qt::Key_Home);
        QVERIFY(chart->timeView().showsAll());
        QVERIFY(!chart->accessibleDescription().isEmpty());
    }

    void conditionsAskTheSession()
    {
        Stage stage;
        stage.show(u"compare"_s);
        ConditionsPanel *panel = stage.window->compare().conditions();
        QTest::keyClick(panel->slider(), Qt::Key_Home);
        QTRY_COMPARE(stage.commands.interval.count(), 50);
        const auto buttons = panel->findChildren<QPushButton *>();
        for (QPushButton *button : buttons)
            if (!button->menu()) // which would wait for a choice
                QTest::mouseClick(button, Qt::LeftButton);
        for (const QString &asked : {u"keepAlive 0"_s, u"cursor 1"_s, u"slow 1"_s, u"frozen 1"_s, u"stall 5000"_s,
                                     u"cut all"_s})
            QVERIFY2(stage.commands.asked.contains(asked), qPrintable(asked));
    }

    void thePathIsChosenFromItsMenu()
    {
        Stage stage;
        stage.show(u"compare"_s);
        PathButton *button = stage.window->compare().conditions()->pathButton();
        emit button->menu()->aboutToShow();
        const auto actions = button->menu()->actions();
        QVERIFY(actions[0]->isChecked()); // as it is
        for (std::size_t i = 0; i < pathPresets.size(); ++i) {
            QVERIFY(actions[qsizetype(i) + 1]->text().contains(pathFigures(pathPresets[i].path)));
            actions[qsizetype(i) + 1]->trigger();
            QCOMPARE(stage.commands.simulated, pathPresets[i].path);
            QCOMPARE(button->text(), pathTitle(pathPresets[i].path));
        }
        PathDialog dialog(pathPresets[1].path);
        QCOMPARE(dialog.path(), pathPresets[1].path);
        QCOMPARE(pathTitle({.delay = millisecond}), u"own values"_s);
    }

    void theDotIsDrawnFromEachLane()
    {
        Stage stage;
        stage.show(u"compare"_s);
        ComparePage &page = stage.window->compare();
        QVERIFY(page.ageChart()->isVisible() && !page.motionView()->isVisible());
        const int rows = stage.window->findChildren<QTableView *>().first()->model()->rowCount();
        QTest::mouseClick(page.motionToggle(), Qt::LeftButton);
        QVERIFY(stage.commands.moves && page.motionView()->isVisible() && !page.ageChart()->isVisible());
        stage.live.dotKind = u"dot"_s;
        const auto series = static_cast<SeriesId>(stage.live.series.size());
        stage.live.series.push_back({u"dot"_s, u"dot"_s});
        for (std::size_t lane = 0; lane < 2; ++lane) {
            Arrival dot;
            dot.series = series;
            dot.arrival = steadyNow();
            dot.originWall = wallNow();
            dot.value = lane == 0 ? 0.25 : 0.75;
            dot.size = 0.5;
            stage.live.boards[lane].apply(dot);
        }
        stage.tick();
        QCOMPARE(page.motionView()->shownBy(0).value_or(QPointF()), QPointF(0.25, 0.5));
        QCOMPARE(page.motionView()->shownBy(1).value_or(QPointF()), QPointF(0.75, 0.5));
        QVERIFY(!page.motionView()->shownBy(2));
        QCOMPARE(stage.window->findChildren<QTableView *>().first()->model()->rowCount(), rows);
        QVERIFY(!page.motionView()->grab().isNull());
        QTest::mouseClick(page.motionToggle(), Qt::LeftButton);
        QVERIFY(page.ageChart()->isVisible());
    }

    void lanesAreChosenFromTheirMenu()
    {
        Stage stage;
        stage.show(u"compare"_s);
        QMenu *menu = stage.window->compare().conditions()->findChild<LanesButton *>()->menu();
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), stage.commands.available.size());
        QVERIFY(menu->actions()[0]->isChecked() && menu->actions()[1]->isChecked());
        menu->actions()[2]->trigger();
        QCOMPARE(stage.commands.asked.last(), u"lanes websocket,http-poll,http-poll-new"_s);
        menu->actions()[1]->trigger();
        QCOMPARE(stage.commands.asked.last(), u"lanes websocket"_s);
    }

    void aTableShowsTheLaneThatIsPicked()
    {
        Stage stage;
        stage.show(u"compare"_s);
        const auto pickers = stage.window->compare().findChildren<LanePicker *>();
        QCOMPARE(pickers.size(), 2);
        QVERIFY(!pickers[0]->isVisible()); // two lanes, two tables
        stage.live.lanes.push_back(stage.live.lanes[0]);
        stage.live.lanes.back().name = u"sse"_s;
        stage.live.boards.emplace_back(true);
        pickers[0]->refresh();
        QVERIFY(pickers[0]->isVisible());
        QVERIFY(pickers[0]->lane() == 0 && pickers[1]->lane() == 1);
        emit pickers[0]->menu()->aboutToShow();
        QCOMPARE(pickers[0]->menu()->actions().size(), 3);
        pickers[0]->menu()->actions()[2]->trigger();
        QVERIFY(pickers[0]->lane() == 2);
        QCOMPARE(pickers[0]->text(), u"Server-Sent Events"_s);
        stage.live.lanes.pop_back();
        QVERIFY(pickers[0]->lane() == 0);
    }

    void rowsStandBesideTheirNames_data()
    {
        QTest::addColumn<int>("columns");
        QTest::newRow("with room") << 3;
        QTest::newRow("without") << 9;
    }

    void rowsStandBesideTheirNames()
    {
        QFETCH(int, columns);
        FigureGrid grid(columns, 1, FigureGrid::Room::Scrolls);
        std::vector<FigureGrid::Cell> cells;
        for (int i = 0; i < columns; ++i) {
            grid.setHead(i, u"head"_s, Text::Role::Title);
            cells.push_back({{u"cell %1"_s.arg(i), {}, false, false}, Text::Role::Content});
        }
        for (int row = 0; row < 5; ++row)
            grid.setRow(row, cells);
        grid.truncate(4);
        grid.resize(400, 200);
        grid.show();
        QVERIFY(QTest::qWaitForWindowExposed(&grid));
        QList<int> names, figures;
        for (Text *text : grid.findChildren<Text *>())
            if (text->isVisible() && text->text() == u"cell 0"_s)
                names += text->mapTo(&grid, QPoint()).y();
            else if (text->isVisible() && text->text() == u"cell 1"_s)
                figures += text->mapTo(&grid, QPoint()).y();
        QCOMPARE(names.size(), 4);
        QCOMPARE(figures, names);
    }

    void aClaimSetsUpTheLanesThatShowIt()
    {
        Stage stage;
        stage.show(u"claims"_s);
        const auto rows = stage.window->findChildren<ClaimRow *>();
        QVERIFY(rows.size() >= 15);
        rows[2]->findChild<QPushButton *>()->click(); // a new connection each time
        QCOMPARE(stage.commands.asked.last(), u"lanes websocket,http-poll-new"_s);
    }

    void troubleIsSaidWithWhatToDo()
    {
        Stage stage;
        auto *bar = stage.window->findChild<MessageBar *>();
        QVERIFY(!bar->isVisible());
        stage.live.lanes[0].state = LaneState::Waiting;
        stage.live.lanes[0].sentence = u"refused: check the port"_s;
        stage.live.lanes[0].retryAt = steadyNow() + 3 * second;
        bar->refresh(steadyNow());
        QVERIFY(bar->isVisible());
        QVERIFY(bar->findChildren<Text *>()[1]->text().contains(u'3'));
        bar->findChildren<QPushButton *>().first()->click();
        QCOMPARE(stage.commands.asked, QStringList{u"reconnect"_s});
    }

    void closedTroubleStaysClosedWhileItsSecondsRunOn()
    {
        Stage stage;
        auto *bar = stage.window->findChild<MessageBar *>();
        LaneStatus &lane = stage.live.lanes[0];
        lane.freshness = Freshness::Mute;
        lane.frozen = true;
        lane.sentence = u"no data came for 3 s"_s;
        bar->refresh(steadyNow());
        QVERIFY(bar->findChildren<Text *>()[0]->text().contains(u"froze"_s));
        bar->findChildren<QPushButton *>().last()->click();
        lane.sentence = u"no data came for 4 s"_s;
        bar->refresh(steadyNow());
        QVERIFY(!bar->isVisible());
        lane.state = LaneState::Waiting; // another trouble
        bar->refresh(steadyNow());
        QVERIFY(bar->isVisible());
    }

    void whatWasSaidGoesBesideARunningFeed()
    {
        Stage stage;
        auto *bar = stage.window->findChild<MessageBar *>();
        bar->say(u"saved"_s);
        QVERIFY(bar->isVisible());
        bar->refresh(steadyNow() + 13 * second);
        QVERIFY(!bar->isVisible());
    }

    void anEmptyPlaceSaysWhyAndWhatToDo()
    {
        Stage stage;
        stage.show(u"compare"_s);
        stage.live.lanes.pop_back();
        stage.live.boards.pop_back();
        stage.live.result.reset();
        ++stage.live.feedRevision;
        stage.window->compare().refresh(steadyNow() + second);
        bool told = false;
        for (Text *text : stage.window->compare().findChildren<Text *>())
            told = told || (text->isVisible() && text->text().contains(u"no polling twin"_s));
        QVERIFY(told);
    }

    void beforeTheFirstResultThereAreDashes()
    {
        Stage stage;
        stage.show(u"compare"_s);
        stage.live.result.reset();
        stage.live.figuresAt = stage.live.now + 5 * second;
        stage.window->compare().refresh(steadyNow() + second);
        QStringList shown;
        for (Text *text : stage.window->compare().findChildren<Text *>())
            if (text->isVisible())
                shown += text->text();
        QVERIFY(shown.count(QString(QChar(0x2014))) >= 2 * 12); // figures of both lanes
        QVERIFY(!shown.filter(u"first figures in"_s).isEmpty());
    }

    void onlyOwnCriticalNoticesAreWorthAnAlert()
    {
        NoticeLog log;
        log.add({u"1"_s, Severity::Critical, u"of the feed"_s, 1, false, false});
        log.add({u"own-1"_s, Severity::Info, u"back"_s, 2, false, true});
        QVERIFY(!TrayAlert::worthTelling(log, {}));
        log.add({u"own-2"_s, Severity::Critical, u"mute"_s, 3, false, true});
        log.add({u"own-3"_s, Severity::Info, u"back"_s, 4, false, true});
        QCOMPARE(TrayAlert::worthTelling(log, {})->id, u"own-2"_s);
        QVERIFY(!TrayAlert::worthTelling(log, u"own-2"_s));
        log.markRead(u"own-2"_s);
        QVERIFY(!TrayAlert::worthTelling(log, {}));
    }

    void theDialogOpensFeedsByName()
    {
        ConnectDialog dialog;
        QSignalSpy wanted(&dialog, &ConnectDialog::feedRequested);
        dialog.setFeeds({u"mine & yours"_s});
        const auto actions = dialog.findChild<QMenu *>()->actions();
        actions.first()->trigger();
        actions.last()->trigger();
        QCOMPARE(wanted[0][0].toString(), u"demo"_s);
        QCOMPARE(wanted[1][0].toString(), u"mine & yours"_s);
        ConnectRequest request;
        request.url = u"ws://host"_s;
        request.subprotocols = {u"not a token"_s};
        dialog.setRequest(request);
        const auto buttons = dialog.findChildren<QPushButton *>();
        QVERIFY(std::none_of(buttons.begin(), buttons.end(),
                             [](auto *b) { return b->isDefault() && b->isEnabled(); }));
    }

    void theDialogHandsOutWhatWasTyped()
    {
        ConnectDialog dialog;
        QSignalSpy wanted(&dialog, &ConnectDialog::connectRequested);
        ConnectRequest request{u"mine"_s,
                               u"wss://host/ws"_s,
                               {{u"Authorization"_s, u"Bearer x"_s}},
                               {u"v1"_s, u"v2"_s},
                               {u"{\"op\":1}"_s},
                               u"https://host/all"_s,
                               250};
        dialog.setRequest(request);
        QCOMPARE(dialog.request(), request);
        const auto buttons = dialog.findChildren<QPushButton *>();
        const auto connectButton =
            std::find_if(buttons.begin(), buttons.end(), [](auto *b) { return b->isDefault(); });
        QVERIFY((*connectButton)->isEnabled());
        request.pollUrl = u"ws://not-http"_s;
        dialog.setRequest(request);
        QVERIFY(!(*connectButton)->isEnabled());
        request.pollUrl.clear();
        dialog.setRequest(request);
        (*connectButton)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<ConnectRequest>(), request);
    }

    void layoutIsRemembered()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"ui.ini"_s);
        {
            Stage stage({}, file);
            stage.show(u"dashboard"_s);
            stage.window->setLanguage(u"ru"_s);
            stage.window->resize(1111, 777);
            stage.window->findChild<QDockWidget *>(u"notifications"_s)->close();
            stage.window->close();
        }
        Stage again({}, file);
        QCOMPARE(again.window->size(), QSize(1111, 777));
        QCOMPARE(again.window->language(), u"ru"_s);
        QVERIFY(again.window->dashboard().isVisible());
        auto *dock = again.window->findChild<QDockWidget *>(u"notifications"_s);
        QVERIFY(dock->isHidden());
        again.window->dashboard().resetLayout();
        QVERIFY(!dock->isHidden());
    }

    void aThousandRowsKeepTheFrame()
    {
        LiveData live;
        FakeCommands commands(&live);
        SyntheticFeed feed(live, 1000);
        UiOptions options;
        options.language = u"en"_s;
        options.page = u"dashboard"_s;
        options.drain = [&] { return feed.advance(steadyNow()); };
        MainWindow window(live, commands, options);
        window.show();
        QCOMPARE(window.dashboard().board()->model()->rowCount(), 0);
        QTRY_COMPARE(window.dashboard().board()->model()->rowCount(), 1000);
        const CpuTime work;
        for (int i = 0; i < 20; ++i)
            window.dashboard().refresh(steadyNow());
        QVERIFY2(work.elapsed() < slowness * 20 * 16 * millisecond,
                 qPrintable(QString::number(work.elapsed())));
    }
};

QTEST_MAIN(TestWindow)
#include "test_window.moc"
