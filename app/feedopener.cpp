#include "app/feedopener.h"

#include "app/demo.h"
#include "app/feedsource.h"
#include "app/ownfeed.h"
#include "app/proposalhost.h"
#include "app/secretstore.h"
#include "core/decode/certificatepins.h"
#include "core/recording/recordingreader.h"
#include "core/session/session.h"
#include "ui/certificatedialog.h"
#include "ui/gallerydetails.h"
#include "ui/gallerypage.h"
#include "ui/mainwindow.h"
#include "ui/secretdialog.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace feedscope {

FeedOpener::FeedOpener(MainWindow &window, Session &session, Demo &demo, ProposalHost &proposals,
                       std::shared_ptr<SecretStore> secrets)
    : m_window(window)
    , m_session(session)
    , m_demo(demo)
    , m_proposals(proposals)
    , m_secrets(std::move(secrets))
{
    connect(&window, &MainWindow::feedRequested, this, [this](const QString &name) {
        FeedOptions feed;
        feed.feed = name;
        open(feed, true, [this](const QString &error) { tell(error); });
    });
    connect(&window, &MainWindow::galleryFeedRequested, this, &FeedOpener::openWish);
    connect(&window, &MainWindow::connectRequested, this, &FeedOpener::openRequest);
    connect(&window, &MainWindow::certificateWanted, this, &FeedOpener::showCertificate);
    connect(&window, &MainWindow::saveProfileRequested, this, [this](const ConnectRequest &request) {
        saveProfile(request, *m_secrets, [there = QPointer(&m_window)](const QString &sentence) {
            if (there)
                there->say(sentence);
        });
    });
}

void FeedOpener::tell(const QString &sentence)
{
    m_window.say(sentence);
    m_window.frameClock().wake();
}

void FeedOpener::open(const FeedOptions &feed, bool asks, const Told &told)
{
    ++m_wishes;
    FeedOptions complete = feed;
    complete.store = m_secrets;
    const auto go = [this, complete, told] { told(start(complete)); };
    const FeedChoice choice = namesDemo(feed) || isRecording(feed.feed) ? FeedChoice() : chooseFeed(feed.feed);
    if (!asks || !choice.profile)
        return go();
    withSecrets(secretOwner(feed.feed), secretsNeeded(*choice.profile, feed), choice.profile->secretTitles, go);
}

void FeedOpener::openWish(const GalleryWish &wish)
{
    FeedOptions feed;
    feed.feed = wish.name;
    feed.variables = wish.variables;
    feed.secrets = wish.secrets;
    feed.symbols = wish.symbols;
    takeSecrets(secretOwner(wish.name), wish.secrets, wish.keepSecrets);
    open(feed, true, [this](const QString &error) {
        error.isEmpty() ? m_window.showPage(u"dashboard"_s) : m_window.gallery().details().say(error);
        m_window.frameClock().wake();
    });
}

void FeedOpener::openRequest(const ConnectRequest &request)
{
    ++m_wishes;
    withSecrets(nameOf(request), secretsNeeded(request), {}, [this, request] { tell(start(request)); });
}

QString FeedOpener::start(const FeedOptions &feed)
{
    if (isBareUrl(feed))
        return watchBareUrl(feed);
    m_proposals.forget();
    if (namesDemo(feed))
        m_session.stop(); // its connections end before the demo's server does
    PlanResult planned = planOf(feed, m_demo);
    const QString error = planned.error.isEmpty() ? m_session.start(std::move(planned.plan)) : planned.error;
    if (error.isEmpty())
        m_running = feed;
    return error;
}

/// A bare URL is watched before it is read.
QString FeedOpener::watchBareUrl(const FeedOptions &feed)
{
    const PlanResult planned = planFor(feed);
    if (!planned.error.isEmpty())
        return planned.error;
    m_running = feed;
    m_proposals.watch(planned.plan, planned.plan.lanes.front().endpoint.url.host(), {},
                      [feed](std::shared_ptr<const Profile> profile) { return planFor(feed, profile); });
    return {};
}

QString FeedOpener::start(const ConnectRequest &request)
{
    const PlanResult planned = planForRequest(request, *m_secrets);
    if (!planned.error.isEmpty())
        return planned.error;
    m_running = request;
    m_proposals.watch(planned.plan, planned.plan.name,
                      QJsonObject{{u"headers"_s, profileFor(request).value("headers"_L1)}},
                      [request, secrets = m_secrets](std::shared_ptr<const Profile> profile) {
                          return planForRequest(request, *secrets, profile);
                      });
    return {};
}

/// The user's answer is for this run, and for later ones if it shall be kept.
void FeedOpener::takeSecrets(const QString &owner, const QMap<QString, QString> &given, bool keep)
{
    for (auto secret = given.begin(); secret != given.end(); ++secret) {
        m_secrets->remember(owner, secret.key(), secret.value());
        if (keep)
            m_secrets->keep(owner + u'/' + secret.key(), secret.value(),
                            [there = QPointer(&m_window)](const QString &failed) {
                                if (there && !failed.isEmpty())
                                    there->say(failed);
                            });
    }
}

/// Calls `go` once the feed's secrets are in memory. The keychain answers when it can; what nobody has is
/// asked for once. Without an answer the feed is tried all the same: it says what it lacks. The user need not
/// wait for any of it, and may open another feed meanwhile.
void FeedOpener::withSecrets(const QString &owner, const QStringList &names,
                             const QMap<QString, QMap<QString, QString>> &titles, const std::function<void()> &go)
{
    if (names.isEmpty())
        return go();
    m_secrets->fetch(owner, names, [there = QPointer(this), wish = m_wishes, owner, names, titles, go] {
        if (!there || wish != there->m_wishes)
            return;
        MainWindow &window = there->m_window;
        QList<SecretDialog::Wanted> missing;
        for (const QString &name : there->m_secrets->missing(owner, names))
            missing.append({name, secretTitle(name, titles.value(name), window.language())});
        if (missing.isEmpty())
            return go();
        auto *dialog = new SecretDialog(owner, missing, there->m_secrets->hasKeychain(), &window);
        connect(dialog, &SecretDialog::given, there,
                [there, owner](const auto &given, bool keep) { there->takeSecrets(owner, given, keep); });
        connect(dialog, &QDialog::finished, there, [there, wish, go] {
            if (wish == there->m_wishes)
                go();
        });
        dialog->open();
    });
}

void FeedOpener::showCertificate(const RefusedCertificate &certificate)
{
    const bool kept = std::holds_alternative<ConnectRequest>(m_running);
    auto *dialog = new CertificateDialog(certificate, kept, &m_window);
    connect(dialog, &CertificateDialog::pinWanted, this, &FeedOpener::pin);
    dialog->open(); // the other lanes go on behind it
}

/// Where the user typed the address the pin becomes part of what was typed; else it is for this run.
void FeedOpener::pin(const RefusedCertificate &certificate)
{
    const auto with = [&](const QString &pins) { return withPin(pins, certificate.peer, certificate.sha256); };
    if (auto *typed = std::get_if<ConnectRequest>(&m_running)) {
        ConnectRequest request = *typed;
        request.security.pin = with(request.security.pin);
        return m_window.requestConnection(request);
    }
    FeedOptions feed = std::get<FeedOptions>(m_running);
    if (feed.tls.pin.isEmpty())
        if (const FeedChoice choice = chooseFeed(feed.feed); choice.profile)
            feed.tls.pin = choice.profile->tls.pin;
    feed.tls.pin = with(feed.tls.pin);
    open(feed, true, [this](const QString &error) { tell(error); });
}

} // namespace feedscope
