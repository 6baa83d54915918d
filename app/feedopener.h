#pragma once

#include "app/options.h"
#include "core/refusedcertificate.h"
#include "core/session/plan.h"
#include "ui/connectrequest.h"

#include <QObject>

#include <functional>
#include <memory>
#include <variant>

namespace feedscope {

struct GalleryWish;
class Demo;
class MainWindow;
class ProposalHost;
class SecretStore;
class Session;

/// Opens whatever feed the window asks for: fetches its secrets and asks for those that nobody has, makes the plan,
/// starts the session, and opens the feed again with a certificate that the user has pinned. A running feed that
/// cannot be replaced goes on. Owned by runWindow(); GUI thread. All that it is given outlives it.
class FeedOpener : public QObject
{
    Q_OBJECT
public:
    FeedOpener(MainWindow &window, Session &session, Demo &demo, ProposalHost &proposals,
               std::shared_ptr<SecretStore> secrets);

    /// Hears an empty sentence, or why the feed cannot be opened.
    using Told = std::function<void(const QString &error)>;
    /// `asks`: for secrets that are missing.
    void open(const FeedOptions &feed, bool asks, const Told &told);

private:
    void openWish(const GalleryWish &wish);
    void openRequest(const ConnectRequest &request);
    QString start(const FeedOptions &feed);
    QString start(const ConnectRequest &request);
    QString watchBareUrl(const FeedOptions &feed);
    void withSecrets(const QString &owner, const QStringList &names, const QMap<QString, QMap<QString, QString>> &titles,
                     const std::function<void()> &go);
    void takeSecrets(const QString &owner, const QMap<QString, QString> &given, bool keep);
    void showCertificate(const RefusedCertificate &certificate);
    void pin(const RefusedCertificate &certificate);
    void tell(const QString &sentence);

    MainWindow &m_window;
    Session &m_session;
    Demo &m_demo;
    ProposalHost &m_proposals;
    std::shared_ptr<SecretStore> m_secrets;
    std::variant<FeedOptions, ConnectRequest> m_running;
    int m_wishes = 0; ///< so far: one that a later one overtook while it waited is dropped
};

} // namespace feedscope
