#include "app/feedsource.h"

#include "app/secretstore.h"
#include "core/decode/template.h"
#include "core/gallery/catalogue.h"
#include "core/gallery/profileneeds.h"
#include "core/recording/recordingreader.h"
#include "core/recording/replayprofile.h"
#include "core/session/security.h"
#include "core/transport/transports.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

QString fileOf(const QString &feed)
{
    if (QFile::exists(feed))
        return feed;
    return profileFileOf(feed, savedProfilesFolders());
}

QStringList knownSchemes()
{
    QStringList schemes;
    for (const TransportKind &kind : transportKinds())
        schemes += QString::fromUtf16(kind.schemes).split(u' ');
    schemes.removeDuplicates();
    return schemes;
}

} // namespace

QString savedProfilesFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/profiles"_s;
}

QStringList savedProfilesFolders()
{
    return {savedProfilesFolder(),
            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/profiles"_s};
}

QString unknownFeed(const QString &name)
{
    const QStringList near = Catalogue(savedProfilesFolders()).near(name);
    const QString meant = near.isEmpty() ? QString() : u" Did you mean %1?"_s.arg(near.join(u", "_s));
    return u"There is no feed “%1”: neither a profile file, nor a known profile's name, nor a URL.%2 "
           "“feedscope profile list” names all."_s.arg(name.left(200), meant);
}

ProfileResult loadProfile(const QString &path)
{
    QFile file(path);
    constexpr qint64 most = 16 * 1024 * 1024;
    const auto failed = [](const QString &found) {
        return ProfileResult{nullptr, {{0, {}, u"a readable profile file"_s, found, {}, 0, {}}}, 0};
    };
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString());
    if (file.size() > most)
        return failed(u"more than 16 MiB"_s);
    return parseProfile(file.readAll());
}

FeedChoice chooseFeed(const QString &feed)
{
    FeedChoice choice;
    const QUrl url(feed, QUrl::StrictMode);
    QString file = u":/profiles/generic.json"_s;
    if (feed.contains("://"_L1)) {
        const TransportKind *kind = transportForScheme(url.scheme());
        if (kind == nullptr || url.host().isEmpty()) {
            choice.error = u"“%1” is no address this version can connect to; it takes %2 URLs."_s.arg(
                feed.left(200), knownSchemes().join(u", "_s));
            return choice;
        }
        choice.lane = QString::fromUtf16(kind->name);
        (kind->push ? choice.url : choice.poll) = url;
    } else if (file = fileOf(feed); file.isEmpty()) {
        choice.error = unknownFeed(feed);
        return choice;
    }
    const ProfileResult loaded = loadProfile(file);
    choice.profile = loaded.profile;
    if (!loaded.profile)
        choice.error = file + u": "_s + loaded.errors.first().sentence();
    return choice;
}

PlanOverrides overridesFrom(const FeedOptions &options)
{
    PlanOverrides overrides;
    overrides.url = options.url;
    overrides.poll = options.poll;
    overrides.cursor = options.cursor;
    overrides.interval = options.interval;
    overrides.lanes = options.lanes;
    overrides.headers = options.headers;
    overrides.symbols = options.symbols;
    overrides.variables = options.variables;
    overrides.secrets = options.secrets;
    overrides.seed = options.seed != 0 ? options.seed : QRandomGenerator::global()->generate64();
    overrides.tlsSpec = options.tls;
    overrides.proxy = options.proxy;
    return overrides;
}

QStringList secretsNeeded(const Profile &profile, const FeedOptions &options)
{
    QStringList names = needsOf(profile).secrets;
    for (const QString &hole : templateHoles(options.proxy.toStdString()))
        if (hole == "secret"_L1 || hole.startsWith("secret:"_L1))
            names.append(hole.mid(7));
    const TlsSpec &tls = options.tls.clientCert.isEmpty() ? profile.tls : options.tls;
    if (isEncryptedKey(tls.clientKey.isEmpty() ? tls.clientCert : tls.clientKey))
        names.append(QString::fromUtf16(clientKeySecret));
    names.removeIf([&](const QString &name) { return options.secrets.contains(name); });
    names.removeDuplicates();
    return names;
}

QMap<QString, QString> secretsOf(const FeedOptions &options, const Profile &profile)
{
    QMap<QString, QString> known = options.secrets;
    if (!options.store)
        return known;
    const QString owner = secretOwner(options.feed);
    const QStringList names = secretsNeeded(profile, options);
    options.store->fetchNow(owner, names);
    known.insert(options.store->values(owner, names));
    return known;
}

namespace {

/// The same over other lanes keeps to the recording's time line.
PlanResult withClock(PlanResult result, const ClockEstimate &clock)
{
    result.plan.clock.source = clock;
    result.plan.withLanes = [clock, others = result.plan.withLanes](const QStringList &lanes) {
        return withClock(others(lanes), clock);
    };
    return result;
}

/// Time enough for a window to open before the first message is due.
constexpr Ns lead = second / 2;

/// A recording as a feed: the first of its lanes, or that which --lanes names, received once more. Its origins
/// are laid on the present time together with its arrivals, so that delays are those of then.
PlanResult planOfRecording(const FeedOptions &options)
{
    RecordingReader recording(options.feed);
    if (!recording.error().isEmpty())
        return {{}, recording.error()};
    const QStringList &known = recording.info().lanes;
    const QString lane = options.lanes.isEmpty() ? known.first() : options.lanes.first();
    if (!known.contains(lane))
        return {{}, u"The recording %1 has no lane “%2”; it has %3."_s.arg(options.feed, lane, known.join(u", "_s))};
    const ProfileResult profile =
        parseProfile(QJsonDocument(replayProfile(recording.info().profile, lane)).toJson());
    if (!profile.profile)
        return {{}, options.feed + u": "_s + profile.errors.first().sentence()};
    const auto span = recording.span(lane);
    const Ns shift = span ? wallNow() + lead - span->first : 0;
    QUrl url;
    url.setScheme(u"replay"_s);
    url.setPath(QFileInfo(options.feed).absoluteFilePath());
    QUrlQuery query;
    query.addQueryItem(u"lane"_s, lane);
    query.addQueryItem(u"shift"_s, QString::number(shift));
    url.setQuery(query);
    PlanOverrides overrides;
    overrides.laneUrls.insert(u"replay"_s, url);
    overrides.lanes = QStringList{u"replay"_s};
    ClockEstimate clock = recording.info().clock;
    clock.offset -= shift;
    return withClock(makePlan(profile.profile, overrides), clock);
}

} // namespace

PlanResult planFor(const FeedOptions &options)
{
    return planFor(options, nullptr);
}

PlanResult planFor(const FeedOptions &options, std::shared_ptr<const Profile> profile)
{
    if (isRecording(options.feed))
        return planOfRecording(options);
    FeedChoice choice = chooseFeed(options.feed);
    if (profile)
        choice.profile = std::move(profile);
    if (!choice.error.isEmpty())
        return {{}, choice.error};
    PlanOverrides overrides = overridesFrom(options);
    overrides.secrets = secretsOf(options, *choice.profile);
    if (choice.url && !overrides.url)
        overrides.laneUrls.insert(choice.lane, *choice.url);
    if (choice.poll && !overrides.poll)
        overrides.poll = choice.poll;
    if (overrides.lanes.isEmpty() && !choice.lane.isEmpty() && !overrides.url) {
        overrides.lanes = QStringList{choice.lane};
        if (choice.url && overrides.poll)
            overrides.lanes.append(u"http-poll"_s);
    }
    return makePlan(choice.profile, overrides);
}

} // namespace feedscope
