#pragma once

#include "core/measure/comparisoninput.h"
#include "core/session/backfill.h"
#include "core/session/lane.h"

#include <QMap>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace feedscope {

struct PlanResult;

/// A feed as the session runs it: its lanes (the push lane first) and what is known about its source. A
/// value.
struct SessionPlan
{
    QString name;
    std::shared_ptr<FeedContext> feed;
    std::vector<LaneConfig> lanes;
    ClockInput clock; ///< of the source against this machine; the session fills wallMinusSteady in
    Contiguity contiguity = Contiguity::None;
    QUrl latestUrl;        ///< of the polling twin; empty: there is none
    QUrl cursorUrl;        ///< empty: it has no cursor
    QUrl notificationsUrl; ///< list and mark as read over HTTP; empty: the feed has none
    std::optional<BackfillConfig> backfill; ///< its past and its gaps over HTTP; none: the feed has no such thing
    QUrl timeUrl;          ///< of the source's clock; empty: it has no such endpoint
    TlsOptions tls;        ///< whom the feed's servers may be
    QString proxy;         ///< for proxyFor(): the way to all of them; may hold its password
    QStringList available; ///< lanes whose address is known, in the order in which they are offered
    std::function<PlanResult(const QStringList &lanes)> withLanes; ///< the same feed over other lanes
    QStringList secretNames;                ///< of the secrets that its addresses may hold
    QString dotKind; ///< of the built-in demo feed's moving dot; empty for any other feed
    std::function<void(bool on)> setMotion; ///< moves that dot, or takes it away; null for any other feed
    std::function<void(bool slow)> setSlow; ///< the built-in demo feed's rate; null for any other feed
};

/// What the user said beside the profile.
struct PlanOverrides
{
    std::optional<QUrl> url;
    std::optional<QUrl> poll;
    std::optional<QUrl> history;
    QMap<QString, QUrl> laneUrls; ///< of single lanes, by name; before all else
    std::optional<bool> cursor;
    std::optional<std::chrono::milliseconds> interval;
    QStringList lanes; ///< empty: the profile's own transport and its polling twin
    QStringList symbols;              ///< empty: the profile's
    QMap<QString, QString> variables; ///< of the profile's vars, by name
    QMap<QString, QString> secrets;   ///< typed for this run, by name; before those of the environment
    QList<QPair<QByteArray, QByteArray>> headers;
    TlsOptions tls; ///< read already
    TlsSpec tlsSpec; ///< its files; each member before the profile's
    QString proxy;   ///< "system", "none" or a URL; empty: the profile's
    std::uint64_t seed = 1;
};

/// A plan, or one sentence about why there is none.
struct PlanResult
{
    SessionPlan plan;
    QString error;
};

/// An address of the plan as it may be shown and written down: without user, query and fragment, and with
/// dots for every secret in its path.
QString shownAddress(const SessionPlan &plan, const QUrl &url);

/// Lays out the lanes of a feed. Secrets come from the environment: {secret:name} is FEEDSCOPE_SECRET_NAME.
/// Pure but for reading the environment and the PEM files of `tls`.
PlanResult makePlan(std::shared_ptr<const Profile> profile, const PlanOverrides &overrides);

} // namespace feedscope
