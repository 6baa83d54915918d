#include "core/session/notifications.h"

#include "core/transport/tlspolicy.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

Severity severityOf(QStringView name)
{
    if (name == "critical"_L1)
        return Severity::Critical;
    return name == "warning"_L1 ? Severity::Warning : Severity::Info;
}

std::vector<Notice> parseNotifications(const QByteArray &json)
{
    std::vector<Notice> notices;
    const QJsonArray rows = QJsonDocument::fromJson(json).object().value("rows"_L1).toArray();
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        Notice notice;
        notice.id = row.value("id"_L1).toVariant().toString();
        notice.severity = severityOf(row.value("severity"_L1).toString());
        notice.text = row.value("text"_L1).toString();
        notice.wall = row.value("time_us"_L1).toInteger() * microsecond;
        notice.read = row.value("read"_L1).toBool();
        if (!notice.id.isEmpty() && notices.size() < NoticeLog::capacity)
            notices.push_back(notice);
    }
    std::sort(notices.begin(), notices.end(),
              [](const Notice &a, const Notice &b) { return a.wall < b.wall; });
    return notices;
}

NotificationsClient::NotificationsClient(QObject *parent)
    : QObject(parent)
{
    m_manager.setProxy(QNetworkProxy::NoProxy);
}

void NotificationsClient::setEndpoint(const Endpoint &endpoint)
{
    m_endpoint = endpoint;
    m_manager.setProxy(endpoint.proxy);
    ++m_era;
    m_unsent.clear();
    m_all = m_fetching = m_posting = false;
    m_manager.clearConnectionCache();
}

QNetworkRequest NotificationsClient::request() const
{
    QNetworkRequest request(m_endpoint.url);
    for (const auto &[name, value] : m_endpoint.headers)
        request.setRawHeader(name, value);
    request.setSslConfiguration(TlsPolicy(m_endpoint.tls, m_endpoint.url).configuration());
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(static_cast<int>(m_endpoint.limits.connect.count()));
    return request;
}

QNetworkReply *NotificationsClient::track(QNetworkReply *reply)
{
    const TlsPolicy policy(m_endpoint.tls, m_endpoint.url);
    connect(reply, &QNetworkReply::sslErrors, this, [reply, policy](const QList<QSslError> &errors) {
        reply->ignoreSslErrors(policy.forgiven(errors, reply->sslConfiguration().peerCertificate()));
    });
    connect(reply, &QNetworkReply::encrypted, this, [reply, policy] {
        if (policy.refusal(reply->sslConfiguration().peerCertificate()))
            reply->abort();
    });
    const qint64 most = m_endpoint.limits.message;
    connect(reply, &QNetworkReply::downloadProgress, this, [reply, most](qint64 received) {
        if (received > most)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    return reply;
}

void NotificationsClient::fetch()
{
    if (!isOn() || m_fetching)
        return;
    m_fetching = true;
    QNetworkReply *reply = track(m_manager.get(request()));
    connect(reply, &QNetworkReply::finished, this, [this, reply, era = m_era] {
        if (era != m_era)
            return; // of another feed
        m_fetching = false;
        if (reply->error() == QNetworkReply::NoError)
            emit listed(parseNotifications(reply->readAll()));
    });
}

void NotificationsClient::markRead(const QString &id)
{
    if (!isOn() || id.isEmpty())
        return;
    if (!m_unsent.contains(id))
        m_unsent.append(id);
    post();
}

void NotificationsClient::markAllRead()
{
    m_all = true;
    post();
}

void NotificationsClient::post()
{
    if (!isOn() || m_posting || (!m_all && m_unsent.isEmpty()))
        return;
    m_posting = true;
    QNetworkRequest mark = request();
    mark.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QJsonValue read = m_all ? QJsonValue(u"all"_s) : QJsonValue(QJsonArray::fromStringList(m_unsent));
    const QByteArray body = QJsonDocument(QJsonObject{{u"read"_s, read}}).toJson(QJsonDocument::Compact);
    QNetworkReply *reply = track(m_manager.post(mark, body));
    connect(reply, &QNetworkReply::finished, this,
            [this, reply, era = m_era, sent = m_unsent, all = std::exchange(m_all, false)] {
                if (era != m_era)
                    return;
                m_posting = false;
                if (reply->error() != QNetworkReply::NoError) {
                    m_all = m_all || all;
                    emit failed(QCoreApplication::translate(
                        "feedscope",
                        "The server did not take the mark as read; it will be sent again with the next."));
                    return;
                }
                m_unsent.removeIf([&](const QString &id) { return all || sent.contains(id); });
                this->post();
            });
}

} // namespace feedscope
