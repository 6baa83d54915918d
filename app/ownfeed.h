#pragma once

#include "core/session/plan.h"
#include "ui/connectrequest.h"

#include <QJsonObject>
#include <QStringList>

namespace feedscope {

/// The profile that a filled Connect dialog describes: the generic rules with the user's addresses, headers
/// and messages. Pure.
QJsonObject profileFor(const ConnectRequest &request);

PlanResult planForRequest(const ConnectRequest &request);
/// The same, its messages read by this profile.
PlanResult planForRequest(const ConnectRequest &request, std::shared_ptr<const Profile> profile);

/// Names of the profiles that the user saved, in order.
QStringList savedFeeds();

/// Saves it among the user's profiles, under its name; never overwrites another feed's. Returns one sentence:
/// where it is now, or why it is not.
QString saveProfile(const ConnectRequest &request);
QString saveProfile(const QJsonObject &profile);

} // namespace feedscope
