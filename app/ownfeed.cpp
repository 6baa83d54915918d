#include "app/ownfeed.h"

#include "app/feedsource.h"
#include "app/secretstore.h"
#include "core/gallery/exportable.h"
#include "core/gallery/profileneeds.h"
#include "core/gallery/profilefolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

bool isHttp(const QString &url)
{
    return url.startsWith("http://"_L1) || url.startsWith("https://"_L1);
}

/// The name of its file: another feed's is never overwritten.
QString freeName(const QString &folder, const QString &wanted, const QString &url)
{
    QString name = fitName(wanted);
    if (name.isEmpty() || name == "demo"_L1)
        name = u"feed"_s;
    QString free = name;
    for (int number = 2; number < 1'000; ++number) {
        QFile file(folder + u'/' + free + u".json"_s);
        if (!file.open(QIODevice::ReadOnly) ||
            QJsonDocument::fromJson(file.readAll()).object().value("url"_L1).toString() == url)
            break;
        free = name + u'-' + QString::number(number);
    }
    return free;
}

QJsonObject tlsOf(const SecurityWish &wish)
{
    QJsonObject tls;
    for (const auto &[member, value] : {std::pair{u"ca"_s, wish.ca}, std::pair{u"client_cert"_s, wish.clientCert},
                                        std::pair{u"client_key"_s, wish.clientKey}, std::pair{u"pin"_s, wish.pin}})
        if (!value.isEmpty())
            tls[member] = value;
    return tls;
}

FeedOptions optionsOf(const SecurityWish &wish)
{
    FeedOptions options;
    options.tls = {wish.ca, wish.clientCert, wish.clientKey, wish.pin};
    options.proxy = wish.proxy;
    return options;
}

} // namespace

QString nameOf(const ConnectRequest &request)
{
    return request.name.isEmpty() ? QUrl(request.url).host() : request.name;
}

QJsonObject profileFor(const ConnectRequest &request)
{
    QFile generic(u":/profiles/generic.json"_s);
    if (!generic.open(QIODevice::ReadOnly))
        return {};
    QJsonObject profile = QJsonDocument::fromJson(generic.readAll()).object();
    const QJsonValue rules = profile.value("rules"_L1);
    profile["name"_L1] = nameOf(request);
    profile["url"_L1] = request.url;
    if (isHttp(request.url)) {
        profile["transport"_L1] = u"http-poll"_s;
        profile["poll"_L1] = QJsonObject{{u"every_s"_s, request.pollIntervalMs / 1'000.0}};
    }
    if (!request.subprotocols.isEmpty())
        profile["subprotocols"_L1] = QJsonArray::fromStringList(request.subprotocols);
    QJsonObject headers;
    for (const auto &[name, value] : request.headers)
        headers[name] = value;
    if (!headers.isEmpty())
        profile["headers"_L1] = headers;
    if (const QJsonObject tls = tlsOf(request.security); !tls.isEmpty())
        profile["tls"_L1] = tls;
    if (!request.security.proxy.isEmpty())
        profile["proxy"_L1] = request.security.proxy;
    QJsonArray session;
    for (const QString &message : request.messages)
        session.append(QJsonObject{{u"when"_s, u"@open"_s}, {u"send"_s, message}});
    if (!session.isEmpty())
        profile["session"_L1] = session;
    if (!request.pollUrl.isEmpty())
        profile["rest"_L1] = QJsonObject{{u"url"_s, request.pollUrl},
                                         {u"rules"_s, rules},
                                         {u"every_s"_s, request.pollIntervalMs / 1'000.0}};
    return profile;
}

PlanResult planForRequest(const ConnectRequest &request, const SecretStore &secrets,
                          std::shared_ptr<const Profile> profile)
{
    PlanOverrides overrides = overridesFrom(optionsOf(request.security));
    overrides.secrets = secrets.values(nameOf(request), secretsNeeded(*profile, optionsOf(request.security)));
    overrides.interval = std::chrono::milliseconds(request.pollIntervalMs);
    (isHttp(request.url) ? overrides.poll : overrides.url) = QUrl(request.url);
    for (const auto &[name, value] : request.headers)
        overrides.headers.append({name.toUtf8(), value.toUtf8()});
    return makePlan(std::move(profile), overrides);
}

QStringList savedFeeds()
{
    QStringList names;
    for (const QString &folder : savedProfilesFolders())
        for (const QString &file : QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name))
            names.append(file.chopped(5));
    names.removeDuplicates();
    return names;
}

namespace {

/// What became of a profile that was to be saved.
struct SavedProfile
{
    QString name; ///< empty: it was not saved
    QString sentence;
};

SavedProfile writeProfile(const QJsonObject &profile)
{
    const QString folder = savedProfilesFolder();
    if (!QDir().mkpath(folder))
        return {{}, QCoreApplication::translate("feedscope", "The folder %1 cannot be made; nothing was saved.")
                        .arg(folder)};
    const QString name =
        freeName(folder, profile.value("name"_L1).toString(), profile.value("url"_L1).toString());
    const QString file = folder + u'/' + name + u".json"_s;
    if (const QString failed = writeWhole(file, QJsonDocument(profile).toJson(), true); !failed.isEmpty())
        return {{}, failed};
    return {name, QCoreApplication::translate("feedscope",
                                              "Saved. Open it from this dialog, or start “feedscope %1”.")
                      .arg(name)};
}

} // namespace

void saveProfile(const QJsonObject &raw, SecretStore &secrets, std::function<void(const QString &sentence)> told)
{
    const Exportable clean = exportable(QJsonDocument(raw).toJson());
    const SavedProfile saved = writeProfile(QJsonDocument::fromJson(clean.json).object());
    if (saved.name.isEmpty() || clean.secrets.isEmpty())
        return told(saved.sentence);
    struct Keeping
    {
        qsizetype open;
        QString failed;
    };
    const auto keeping = std::make_shared<Keeping>(Keeping{clean.secrets.size(), {}});
    for (const auto &[name, value] : clean.secrets)
        secrets.keep(saved.name + u'/' + name, value, [keeping, saved, told](const QString &failed) {
            if (keeping->failed.isEmpty())
                keeping->failed = failed;
            if (--keeping->open > 0)
                return;
            told(saved.sentence + u' ' +
                 (keeping->failed.isEmpty()
                      ? QCoreApplication::translate(
                            "feedscope", "Its secrets are only named in it; they are in the system keychain.")
                      : keeping->failed));
        });
}

void saveProfile(const ConnectRequest &request, SecretStore &secrets,
                 std::function<void(const QString &sentence)> told)
{
    saveProfile(profileFor(request), secrets, std::move(told));
}

namespace {

ProfileResult profileOf(const ConnectRequest &request)
{
    QJsonObject source = profileFor(request);
    source.remove("headers"_L1); // as the user typed them
    return parseProfile(QJsonDocument(source).toJson());
}

} // namespace

QStringList secretsNeeded(const ConnectRequest &request)
{
    const ProfileResult profile = profileOf(request);
    return profile.profile ? secretsNeeded(*profile.profile, optionsOf(request.security)) : QStringList();
}

PlanResult planForRequest(const ConnectRequest &request, const SecretStore &secrets)
{
    const ProfileResult profile = profileOf(request);
    if (!profile.profile)
        return {{}, profile.errors.first().sentence()};
    return planForRequest(request, secrets, profile.profile);
}

} // namespace feedscope
