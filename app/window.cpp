#include "app/commands.h"
#include "app/demo.h"
#include "app/evidenceexport.h"
#include "app/feedopener.h"
#include "app/feedsource.h"
#include "app/ownerrormeasurement.h"
#include "app/ownfeed.h"
#include "app/proposalhost.h"
#include "app/secretstore.h"
#include "app/signals.h"
#include "app/sweephost.h"
#include "core/session/session.h"
#include "ui/mainwindow.h"
#include "ui/screenshot.h"
#include "ui/sweeppage.h"

#include <QApplication>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

UiOptions uiOptions(const WindowOptions &window, Session &session, const std::shared_ptr<SecretStore> &secrets)
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
    options.secrets = {[secrets](const QString &feed, const QString &name) {
                           return secrets->expectedFrom(secretOwner(feed), name);
                       },
                       [secrets] { return secrets->hasKeychain(); }};
    return options;
}

/// A running feed that cannot be replaced goes on; the sentence says why.
void tellOutcome(MainWindow &window, const QString &error)
{
    window.say(error);
    window.frameClock().wake();
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
    MainWindow window(session.data(), session, uiOptions(options, session, feed.store));
    ProposalHost proposals(window, session, *feed.store);
    FeedOpener opener(window, session, demo, proposals, feed.store);
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
    QString problem;
    const bool asks = options.screenshot.isEmpty(); // of a picture nobody is asked anything
    opener.open(feed, asks, [&](const QString &error) {
        problem = error;
        if (!error.isEmpty()) {
            complain(error);
            window.say(error);
        }
    });
    if (!problem.isEmpty() && !options.screenshot.isEmpty())
        return 1;
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
