#pragma once

#include "app/options.h"
#include "core/decode/profile.h"
#include "core/session/plan.h"

namespace feedscope {

/// Reads a profile file; an unreadable one is an error like any other. At most 16 MiB.
ProfileResult loadProfile(const QString &path);

/// The profile that FEED means: a file, a built-in or saved profile's name, or a bare URL, which is read by
/// the generic profile. Else one sentence.
struct FeedChoice
{
    std::shared_ptr<const Profile> profile;
    std::optional<QUrl> url;  ///< of a bare URL, unless it is polled
    std::optional<QUrl> poll; ///< of a bare http:// or https:// URL
    QString lane;             ///< of a bare URL: the first that takes its scheme
    QString error;
};
FeedChoice chooseFeed(const QString &feed);

/// What the command line says beside the profile.
PlanOverrides overridesFrom(const FeedOptions &options);

/// Names of the secrets without which the feed cannot be opened in this way, but for those typed already.
QStringList secretsNeeded(const Profile &profile, const FeedOptions &options);

/// The secrets that its plan is given beside the environment's; waits for the keychain if it was not asked yet.
QMap<QString, QString> secretsOf(const FeedOptions &options, const Profile &profile);

/// Plan of any feed but the built-in demo.
PlanResult planFor(const FeedOptions &options);
/// The same, its messages read by this profile.
PlanResult planFor(const FeedOptions &options, std::shared_ptr<const Profile> profile);

/// Where profiles that the user saves or imports are kept.
QString savedProfilesFolder();
/// That one, and where they were kept formerly.
QStringList savedProfilesFolders();

/// One sentence: there is no feed of this name, which may be meant, and where else to look.
QString unknownFeed(const QString &name);

} // namespace feedscope
