#pragma once

#include "app/feedwatch.h"
#include "core/session/session.h"

#include <QElapsedTimer>
#include <QJsonObject>

#include <functional>

namespace feedscope {

class MainWindow;
class SecretStore;

/// In the window, a feed that nobody described: watches it over a connection of its own, shows what it says,
/// and starts the session as soon as that is known. The watching ends when its dialog is closed. GUI thread.
class ProposalHost final : public QObject
{
    Q_OBJECT

public:
    /// The feed's plan, its messages read by this profile.
    using Replan = std::function<PlanResult(std::shared_ptr<const Profile>)>;

    /// All outlive it.
    ProposalHost(MainWindow &window, Session &session, SecretStore &secrets);

    /// `saved`: members that a saved profile has besides (headers, whose secrets go into the keychain).
    void watch(const SessionPlan &plan, const QString &name, const QJsonObject &saved, Replan replan);
    /// The feed is another one from now on.
    void forget();
    /// Opens the dialog again.
    void reopen();

private:
    void refresh();
    void settle();
    QString start();
    std::shared_ptr<const Profile> profile() const;
    QStringList updates(const std::shared_ptr<const Profile> &profile) const;
    void save();

    MainWindow &m_window;
    Session &m_session;
    SecretStore &m_secrets;
    std::unique_ptr<FeedWatch> m_watch;
    SessionPlan m_plan;
    QString m_name;
    QJsonObject m_saved;
    Replan m_replan;
    QTimer m_renew;
    bool m_running = false; ///< the session has this feed
};

} // namespace feedscope
