#pragma once

#include "core/session/plan.h"
#include "ui/connectrequest.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace feedscope {

class SecretStore;

/// The profile that a filled Connect dialog describes: the generic rules with the user's addresses, headers
/// and messages. Its secrets stand in it: it stays in memory. Pure.
QJsonObject profileFor(const ConnectRequest &request);

/// What the feed is called: as the user says, else by its host.
QString nameOf(const ConnectRequest &request);
/// Names of the secrets without which it cannot be opened.
QStringList secretsNeeded(const ConnectRequest &request);

PlanResult planForRequest(const ConnectRequest &request, const SecretStore &secrets);
/// The same, its messages read by this profile.
PlanResult planForRequest(const ConnectRequest &request, const SecretStore &secrets,
                          std::shared_ptr<const Profile> profile);

/// Names of the profiles that the user saved, in order.
QStringList savedFeeds();

/// Saves it among the user's profiles, under its name; never overwrites another feed's. Its secrets go into the
/// keychain and are only named in the file. `told` hears in one sentence where it is, or why it is not, soon.
void saveProfile(const QJsonObject &raw, SecretStore &secrets, std::function<void(const QString &sentence)> told);
void saveProfile(const ConnectRequest &request, SecretStore &secrets,
                 std::function<void(const QString &sentence)> told);

} // namespace feedscope
