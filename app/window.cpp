#include "app/commands.h"
#include "app/demo.h"
#include "app/evidenceexport.h"
#include "app/feedsource.h"
#include "app/ownerrormeasurement.h"
#include "app/ownfeed.h"
#include "app/proposalhost.h"
#include "app/secretstore.h"
#include "app/signals.h"
#include "app/sweephost.h"
#include "core/gallery/profileneeds.h"
#include "core/recording/recordingreader.h"
#include "core/session/session.h"
#include "ui/gallerydetails.h"
#include "ui/gallerypage.h"
#include "ui/mainwindow.h"
#include "ui/screenshot.h"
#include "ui/secretdialog.h"
#include "ui/sweeppage.h"

#include <QApplication>
#include <QPointer>
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

/// Starts the feed that was asked for; the sentence why not, if not.
QString startFeed(Session &session, Demo &demo, const FeedOptions &feed)
{
    if (namesDemo(feed))
        session.stop(); // its connections end before the demo's server does
    PlanResult planned = planOf(feed, demo);
    return planned.error.isEmpty() ? session.start(std::move(planned.plan)) : planned.error;
}

/// The user's answer is for this run, and for later ones if it shall be kept.
void takeSecrets(MainWindow &window, SecretStore &secrets, const QString &owner,
                 const QMap<QString, QString> &given, bool keep)
{
    for (auto secret = given.begin(); secret != given.end(); ++secret) {
        secrets.remember(owner, secret.key(), secret.value());
        if (keep)
            secrets.keep(owner + u'/' + secret.key(), secret.value(), [there = QPointer(&window)](const QString &failed) {
                if (there && !failed.isEmpty())
                    there->say(failed);
            });
    }
}

/// Calls `go` once the feed's secrets are in memory. The keychain answers when it can; what nobody has is
/// asked for once. Without an answer the feed is tried all the same: it says what it lacks.
void withSecrets(MainWindow &window, const FeedOptions &feed, const std::function<void()> &go)
{
    const FeedChoice choice = namesDemo(feed) || isRecording(feed.feed) ? FeedChoice() : chooseFeed(feed.feed);
    QStringList names = choice.profile ? needsOf(*choice.profile).secrets : QStringList();
    names.removeIf([&](const QString &name) { return feed.secrets.contains(name); });
    if (names.isEmpty())
        return go();
    const QString owner = secretOwner(feed.feed);
    const auto titles = choice.profile->secretTitles;
    feed.store->fetch(owner, names, [there = QPointer(&window), store = feed.store, owner, names, titles, go] {
        if (!there)
            return;
        QList<SecretDialog::Wanted> missing;
        for (const QString &name : store->missing(owner, names))
            missing.append({name, secretTitle(name, titles.value(name), there->language())});
        if (missing.isEmpty())
            return go();
        auto *dialog = new SecretDialog(owner, missing, store->hasKeychain(), there);
        QObject::connect(dialog, &SecretDialog::given, there, [there, store, owner](const auto &given, bool keep) {
            takeSecrets(*there, *store, owner, given, keep);
        });
        QObject::connect(dialog, &QDialog::finished, there, go);
        dialog->open();
    });
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

void connectOwnFeeds(MainWindow &window, Session &session, Demo &demo, ProposalHost &proposals,
                     const std::shared_ptr<SecretStore> &store)
{
    QObject::connect(&window, &MainWindow::feedRequested, &session, [&, store](const QString &name) {
        FeedOptions feed;
        feed.feed = name;
        feed.store = store;
        withSecrets(window, feed, [&, feed] {
            proposals.forget();
            tellOutcome(window, startFeed(session, demo, feed));
        });
    });
    QObject::connect(&window, &MainWindow::connectRequested, &session, [&, store](const ConnectRequest &request) {
        const PlanResult planned = planForRequest(request, *store);
        if (planned.error.isEmpty())
            proposals.watch(planned.plan, planned.plan.name,
                            QJsonObject{{u"headers"_s, profileFor(request).value("headers"_L1)}},
                            [request, store](std::shared_ptr<const Profile> profile) {
                                return planForRequest(request, *store, profile);
                            });
        tellOutcome(window, planned.error);
    });
    QObject::connect(&window, &MainWindow::galleryFeedRequested, &session, [&, store](const GalleryWish &wish) {
        FeedOptions feed;
        feed.feed = wish.name;
        feed.variables = wish.variables;
        feed.secrets = wish.secrets;
        feed.symbols = wish.symbols;
        feed.store = store;
        takeSecrets(window, *store, secretOwner(wish.name), wish.secrets, wish.keepSecrets);
        withSecrets(window, feed, [&, feed] {
            proposals.forget();
            const QString error = startFeed(session, demo, feed);
            error.isEmpty() ? window.showPage(u"dashboard"_s) : window.gallery().details().say(error);
            window.frameClock().wake();
        });
    });
    QObject::connect(&window, &MainWindow::saveProfileRequested, &window,
                     [&, store](const ConnectRequest &request) {
                         saveProfile(request, *store, [there = QPointer(&window)](const QString &sentence) {
                             if (there)
                                 there->say(sentence);
                         });
                     });
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
    connectOwnFeeds(window, session, demo, proposals, feed.store);
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
    const auto start = [&] {
        problem = isBareUrl(feed) ? startBareUrl(proposals, feed) : startFeed(session, demo, feed);
        if (!problem.isEmpty()) {
            complain(problem);
            window.say(problem);
        }
    };
    if (options.screenshot.isEmpty())
        withSecrets(window, feed, start);
    else
        start(); // nobody is there to be asked
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
