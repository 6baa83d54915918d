#include "ui/recentfeeds.h"

#include "core/gallery/exportable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSettings>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// Addresses and messages with nothing in the place of their secrets, which must be typed again.
ConnectRequest withoutSecrets(ConnectRequest request)
{
    QJsonArray session;
    for (const QString &message : request.messages)
        session.append(QJsonObject{{u"send"_s, message}});
    const QJsonObject whole{{u"url"_s, request.url},
                            {u"session"_s, session},
                            {u"proxy"_s, request.security.proxy},
                            {u"rest"_s, QJsonObject{{u"url"_s, request.pollUrl}}}};
    const Exportable clean = exportable(QJsonDocument(whole).toJson());
    if (clean.removed.isEmpty())
        return request;
    static const QRegularExpression hole(u"\\{secret:[^}]*\\}"_s);
    const QJsonObject left = QJsonDocument::fromJson(clean.json).object();
    const auto text = [](const QJsonValue &value) { return value.toString().remove(hole); };
    request.url = text(left.value("url"_L1));
    request.pollUrl = text(left.value("rest"_L1).toObject().value("url"_L1));
    request.security.proxy = text(left.value("proxy"_L1));
    request.messages.clear();
    for (const QJsonValue &step : left.value("session"_L1).toArray())
        request.messages.append(text(step.toObject().value("send"_L1)));
    return request;
}

} // namespace

QList<ConnectRequest> loadRecent(QSettings &settings)
{
    QList<ConnectRequest> out;
    const int count = std::min(10, settings.beginReadArray("recent"_L1));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        ConnectRequest request;
        request.name = settings.value("name"_L1).toString();
        request.url = settings.value("url"_L1).toString();
        request.subprotocols = settings.value("subprotocols"_L1).toStringList();
        request.messages = settings.value("messages"_L1).toStringList();
        request.pollUrl = settings.value("pollUrl"_L1).toString();
        request.pollIntervalMs = settings.value("pollIntervalMs"_L1, 1000).toInt();
        request.security = {settings.value("ca"_L1).toString(), settings.value("clientCert"_L1).toString(),
                            settings.value("clientKey"_L1).toString(), settings.value("pin"_L1).toString(),
                            settings.value("proxy"_L1).toString()};
        for (const QString &name : settings.value("headerNames"_L1).toStringList())
            request.headers.append({name, QString()});
        out.append(request);
    }
    settings.endArray();
    return out;
}

void saveRecent(QSettings &settings, const QList<ConnectRequest> &recent)
{
    settings.beginWriteArray("recent"_L1, static_cast<int>(recent.size()));
    for (qsizetype i = 0; i < recent.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        const ConnectRequest request = withoutSecrets(recent[i]);
        QStringList headerNames;
        for (const auto &[name, value] : request.headers)
            headerNames.append(name);
        settings.setValue("name"_L1, request.name);
        settings.setValue("url"_L1, request.url);
        settings.setValue("subprotocols"_L1, request.subprotocols);
        settings.setValue("messages"_L1, request.messages);
        settings.setValue("pollUrl"_L1, request.pollUrl);
        settings.setValue("pollIntervalMs"_L1, request.pollIntervalMs);
        settings.setValue("headerNames"_L1, headerNames);
        settings.setValue("ca"_L1, request.security.ca);
        settings.setValue("clientCert"_L1, request.security.clientCert);
        settings.setValue("clientKey"_L1, request.security.clientKey);
        settings.setValue("pin"_L1, request.security.pin);
        settings.setValue("proxy"_L1, request.security.proxy);
    }
    settings.endArray();
}

} // namespace feedscope
