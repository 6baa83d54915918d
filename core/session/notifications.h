#pragma once

#include "core/store/notices.h"
#include "core/transport/endpoint.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QStringList>

#include <vector>

class QNetworkReply;

namespace feedscope {

/// The AJAX half of notifications: fetches the list and marks as read, over HTTP. An answer is
/// {"rows":[{"id","severity","text","time_us","read"}…]}; a mark is POST {"read":[ids]} or {"read":"all"}.
/// Lives on the session's thread; one request of each kind at a time.
class NotificationsClient final : public QObject
{
    Q_OBJECT

public:
    explicit NotificationsClient(QObject *parent = nullptr);

    /// Where they are; an empty URL switches the client off.
    void setEndpoint(const Endpoint &endpoint);
    bool isOn() const { return m_endpoint.url.isValid() && !m_endpoint.url.isEmpty(); }

    void fetch();
    void markRead(const QString &id);
    void markAllRead();

signals:
    /// Newest last, as the log wants them.
    void listed(const std::vector<feedscope::Notice> &notices);
    /// One sentence; the marks that failed are kept and sent with the next one.
    void failed(const QString &sentence);

private:
    QNetworkRequest request() const;
    QNetworkReply *track(QNetworkReply *reply);
    void post();

    QNetworkAccessManager m_manager;
    Endpoint m_endpoint;
    int m_era = 0;        ///< counts endpoints: a late answer of an earlier one is dropped
    QStringList m_unsent; ///< ids still to be marked
    bool m_all = false;
    bool m_fetching = false;
    bool m_posting = false;
};

/// Reads the list; pure. At most 500; texts as they are (plain text).
std::vector<Notice> parseNotifications(const QByteArray &json);

Severity severityOf(QStringView name);

} // namespace feedscope
