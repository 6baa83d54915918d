#include "app/commands.h"
#include "app/demo.h"
#include "app/evidenceexport.h"
#include "app/feedsource.h"
#include "app/ownerrormeasurement.h"
#include "app/ownfeed.h"
#include "app/proposalhost.h"
#include "app/signals.h"
#include "app/sweephost.h"
#include "core/session/session.h"
#include "ui/gallerydetails.h"
#include "ui/gallerypage.h"
#include "ui/mainwindow.h"
#include "ui/screenshot.h"
#include "ui/sweeppage.h"

#include <QApplication>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

UiOptions uiOptions(const WindowOptions &window, Session &session)
{
    UiOptions options;
    options.language = window.language;
    options.themeGiven = !window.theme.isEmpty();
    options.theme = window.theme == "light"_L1  ? ThemeMode::Light
                    : window.theme == "dark"_L1 ? ThemeMode::Dark
                                                : ThemeMode::System;
    options.page = window.page;
    if (window.size)
        options.size = QSize(window.size->first, window.size->second);
    // A picture is of the window as it is described, not as somebody left it.
    if (window.screenshot.isEmpty())
        options.settingsFile =
            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/window.ini"_s;
    options.drain = [&session] { return session.drain(); };
    options.savedFeeds = savedFeeds;
    if (window.screenshot.isEmpty())
        options.profileFolders = savedProfilesFolders();
    return options;
}

/// Starts the feed that was asked for; the sentence why not, if not.
QString startFeed(Session &session, Demo &demo, const FeedOptions &feed)
{
    if (namesDemo(feed))
        session.stop(); // its connections end before the demo's server does
    PlanResult planned = planOf(feed, demo);
    return planned.error.isEmpty() ? session.start(std::move(planned.plan)) : planned.error;
}

/// A running feed that cannot be replaced goes on; the sentence says why.
void tellOutcome(MainWindow &window, const QString &error)
{
    window.say(error);
    window.frameClock().wake();
}

/// A bare URL is watched before it is read.
QString startBareUrl(ProposalHost &proposals, const FeedOptions &feed)
{
    const PlanResult planned = planFor(feed);
    if (planned.error.isEmpty())
        proposals.watch(planned.plan, planned.plan.lanes.front().endpoint.url.host(), {},
                        [feed](std::shared_ptr<const Profile> profile) { return planFor(feed, profile); });
    return planned.error;
}

void connectOwnFeeds(MainWindow &window, Session &session, Demo &demo, ProposalHost &proposals)
{
    QObject::connect(&window, &MainWindow::feedRequested, &session, [&](const QString &name) {
        FeedOptions feed;
        feed.feed = name;
        proposals.forget();
        tellOutcome(window, startFeed(session, demo, feed));
    });
    QObject::connect(&window, &MainWindow::connectRequested, &session, [&](const ConnectRequest &request) {
        const PlanResult planned = planForRequest(request);
        if (planned.error.isEmpty())
            proposals.watch(planned.plan, planned.plan.name,
                            QJsonObject{{u"headers"_s, profileFor(request).value("headers"_L1)}},
                            [request](std::shared_ptr<const Profile> profile) {
                                return planForRequest(request, profile);
                            });
        tellOutcome(window, planned.error);
    });
    QObject::connect(&window, &MainWindow::galleryFeedRequested, &session, [&](const GalleryWish &wish) {
        FeedOptions feed;
        feed.feed = wish.name;
        feed.variables = wish.variables;
        feed.secrets = wish.secrets;
        feed.symbols = wish.symbols;
        proposals.forget();
        const QString error = startFeed(session, demo, feed);
        error.isEmpty() ? window.showPage(u"dashboard"_s) : window.gallery().details().say(error);
        window.frameClock().wake();
    });
    QObject::connect(&window, &MainWindow::saveProfileRequested, &window,
                     [&](const ConnectRequest &request) { window.say(saveProfile(request)); });
}

} // namespace

int runWindow(const FeedOptions &feed, const WindowOptions &options)
{
    Demo demo;
    EvidenceExport evidence; // before the session, whose analyst reports to it
    SessionOptions sessionOptions;
    sessionOptions.measureOwnError = [](const std::function<bool(double)> &progress) {
        return measureOwnErrorOnDemo({.painting = true}, progress);
    };
    Session session(sessionOptions);
    session.setPath(options.path); // before there are lanes
    MainWindow window(session.data(), session, uiOptions(options, session));
    ProposalHost proposals(window, session);
    connectOwnFeeds(window, session, demo, proposals);
    QObject::connect(&window, &MainWindow::exportRequested, &evidence, [&](const QString &folder) {
        evidence.start(session, folder, window.language());
    });
    QObject::connect(&evidence, &EvidenceExport::done, &window,
                     [&](const QString &sentence) { tellOutcome(window, sentence); });
    SweepHost sweep(window.sweep());
    QObject::connect(&window.sweep(), &SweepPage::startWanted, &sweep, [&] {
        const QString problem = sweep.start(session.plan(), window.sweep().range(), session.path());
        if (!problem.isEmpty())
            window.sweep().showEnd(problem);
    });
    QObject::connect(&window.sweep(), &SweepPage::cancelWanted, &sweep, &SweepHost::cancel);
    QObject::connect(&session, &Session::dataAfterSilence, &window.frameClock(), &FrameClock::wake);
    const QString problem = isBareUrl(feed) ? startBareUrl(proposals, feed) : startFeed(session, demo, feed);
    if (!problem.isEmpty()) {
        complain(problem);
        window.say(problem);
        if (!options.screenshot.isEmpty())
            return 1;
    }
    session.setMotion(options.motion);
    window.show();
    int status = 0;
    if (!options.screenshot.isEmpty())
        takeScreenshot(&window, options.screenshot, options.after, [&](const QString &error) {
            if (!error.isEmpty())
                complain(error);
            status = error.isEmpty() ? 0 : 1;
            window.close();
            QApplication::quit();
        });
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &window, [&] {
        window.close();
        QApplication::quit();
    });
    const int left = QApplication::exec();
    return left != 0 ? left : status;
}

} // namespace feedscope
