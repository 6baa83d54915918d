#pragma once

#include "core/transport/httpanswer.h"
#include "core/transport/tlspolicy.h"
#include "core/transport/transport.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QTimer>

#include <optional>

namespace feedscope {

/// How one exchange ended. A value.
struct HttpEnd
{
    std::optional<TransportError> fault; ///< why there is no whole answer; a status is never judged here
    bool wasCut = false;                 ///< the fault is what cut() was given, or the deadline
    Ns at = noTime;                      ///< arrival of the answer's last byte
    bool asksToClose = false;            ///< the server will not keep the connection
};

/// One request at a time over HTTP/1.1, as every lane that speaks HTTP needs it: on connections of its own,
/// guarded (guardedGet), its peer verified, with a deadline, and with no more of head and body than the
/// endpoint's limits allow. Owned by a transport; network thread. Nothing is emitted from inside get() or
/// post(), or after stop().
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    explicit HttpExchange(const Endpoint &endpoint);
    ~HttpExchange() override;

    /// The endpoint's own GET of `url`, to be completed and given to get(); asks for no compression.
    QNetworkRequest request(const QUrl &url) const;

    /// Its answers are streams: of any length, and measured by whoever takes their body as it comes.
    void expectStreams() { m_streams = true; }

    /// Sends it; it must be answered within the connect limit. A server that is asked to hold its answer has
    /// `hold` more once the request is with it.
    void get(const QNetworkRequest &request, std::chrono::milliseconds hold = {});
    /// Sends `body`; the request names its type.
    void post(const QNetworkRequest &request, const QByteArray &body);
    /// A stream has begun: it may last for ever.
    void endDeadline() { m_deadline.stop(); }
    /// Ends it: ended() follows before this returns.
    void cut(const TransportError &fault);
    /// Drops what is out, and the connections.
    void stop();
    void closeConnections() { m_manager.clearConnectionCache(); }

    const HttpHead &head() const noexcept { return m_head; }
    /// Arrival of the head; noTime: it has not come.
    Ns headAt() const noexcept { return m_headAt; }
    /// What has come of the body and was not taken yet.
    QByteArray takeBody() { return std::exchange(m_body, {}); }

signals:
    /// The server has the request and takes its time: the connect limit is over, the hold has begun.
    void held();
    /// With the first bytes of the body; alone once these let wait for them.
    void headArrived();
    /// Part of the body. `now`: stamped before it was read.
    void bytesArrived(feedscope::Ns now);
    void ended(const feedscope::HttpEnd &end);

private:
    void expect(std::chrono::milliseconds hold);
    void watch(QNetworkReply *reply);
    void tlsFailed(const QList<QSslError> &errors);
    void tlsReady();
    void noteHead();
    void readHead();
    void readWishes(const QNetworkReply &reply);
    void readBody();
    void finished();
    void deadlineOver();
    std::optional<TransportError> faultOf(const QNetworkReply &reply) const;

    const Endpoint m_endpoint;
    TlsPolicy m_tls;
    QNetworkAccessManager m_manager;
    QTimer m_deadline;
    QTimer m_headAlone;
    bool m_streams = false;

    // Of the request that is out.
    QNetworkReply *m_reply = nullptr; ///< the manager's
    HttpHead m_head;
    QByteArray m_body;
    std::chrono::milliseconds m_hold{0};  ///< that the deadline has not granted yet
    std::chrono::milliseconds m_limit{0}; ///< granted in sum
    Ns m_headAt = noTime;
    Ns m_lastByte = noTime;
    QList<QSslError> m_tlsErrors;
    std::optional<TransportError> m_cut; ///< why we ended it ourselves
    bool m_sent = false;                 ///< the whole request, over an open connection
    bool m_headDue = false;              ///< the head has come and was not read yet
};

} // namespace feedscope
