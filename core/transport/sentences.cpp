#include "core/transport/sentences.h"

#include "core/transport/plaintext.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>

namespace feedscope::sentences {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPeer = 60;
constexpr qsizetype longestDetail = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

TransportError transient(const QString &sentence)
{
    return {ErrorKind::Transient, plainText(sentence), {}, 0};
}

TransportError persistent(const QString &sentence)
{
    return {ErrorKind::Persistent, plainText(sentence), {}, 0};
}

QString seconds(std::chrono::milliseconds limit)
{
    return QLocale().toString(static_cast<double>(limit.count()) / 1000.0, 'g', 3);
}

/// How one cause reads; `%1` is the peer.
struct Cause
{
    int error;
    const char *sentence;
};

const char *textOf(QAbstractSocket::SocketError error)
{
    static constexpr Cause causes[] = {
        {QAbstractSocket::ConnectionRefusedError,
         QT_TRANSLATE_NOOP("feedscope",
                           "%1 refused the connection: nothing listens there. Check the port, or start the "
                           "server.")},
        {QAbstractSocket::HostNotFoundError,
         QT_TRANSLATE_NOOP("feedscope",
                           "No address was found for %1. Check the host's name and the network.")},
        {QAbstractSocket::RemoteHostClosedError,
         QT_TRANSLATE_NOOP("feedscope", "%1 hung up before it answered. Check that this port speaks the "
                                        "protocol of the URL.")},
        {QAbstractSocket::SocketTimeoutError,
         QT_TRANSLATE_NOOP("feedscope", "%1 did not answer in time. Check the address and any firewall.")},
        {QAbstractSocket::NetworkError,
         QT_TRANSLATE_NOOP("feedscope", "The network on the way to %1 failed. Check the connection.")},
        {QAbstractSocket::SslHandshakeFailedError,
         QT_TRANSLATE_NOOP("feedscope", "TLS with %1 could not be set up. Check that the port speaks TLS 1.2 "
                                        "or newer.")},
        {QAbstractSocket::SocketAccessError,
         QT_TRANSLATE_NOOP("feedscope", "The proxy on the way to %1 cannot be reached, or refuses. Check "
                                        "--proxy.")},
        {QAbstractSocket::ProxyConnectionRefusedError,
         QT_TRANSLATE_NOOP("feedscope",
                           "The proxy on the way to %1 refused the connection. Check the proxy settings.")},
        {QAbstractSocket::ProxyConnectionClosedError,
         QT_TRANSLATE_NOOP("feedscope",
                           "The proxy hung up before %1 was reached. Check the proxy and the address.")},
        {QAbstractSocket::ProxyConnectionTimeoutError,
         QT_TRANSLATE_NOOP("feedscope",
                           "The proxy on the way to %1 did not answer in time. Check the proxy settings.")},
        {QAbstractSocket::ProxyNotFoundError,
         QT_TRANSLATE_NOOP("feedscope",
                           "The proxy on the way to %1 was not found. Check the proxy settings.")},
        {QAbstractSocket::ProxyAuthenticationRequiredError,
         QT_TRANSLATE_NOOP("feedscope", "The proxy on the way to %1 wants a user and a password.")},
        {QAbstractSocket::ProxyProtocolError,
         QT_TRANSLATE_NOOP("feedscope", "The proxy could not reach %1. Check the address and the proxy.")},
    };
    for (const Cause &cause : causes)
        if (cause.error == error)
            return cause.sentence;
    return nullptr;
}

QAbstractSocket::SocketError asSocketError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return QAbstractSocket::ConnectionRefusedError;
    case QNetworkReply::RemoteHostClosedError:
        return QAbstractSocket::RemoteHostClosedError;
    case QNetworkReply::HostNotFoundError:
        return QAbstractSocket::HostNotFoundError;
    case QNetworkReply::TimeoutError:
        return QAbstractSocket::SocketTimeoutError;
    case QNetworkReply::SslHandshakeFailedError:
        return QAbstractSocket::SslHandshakeFailedError;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return QAbstractSocket::NetworkError;
    case QNetworkReply::ProxyConnectionRefusedError:
        return QAbstractSocket::ProxyConnectionRefusedError;
    case QNetworkReply::ProxyConnectionClosedError:
        return QAbstractSocket::ProxyConnectionClosedError;
    case QNetworkReply::ProxyNotFoundError:
        return QAbstractSocket::ProxyNotFoundError;
    case QNetworkReply::ProxyTimeoutError:
        return QAbstractSocket::ProxyConnectionTimeoutError;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return QAbstractSocket::ProxyAuthenticationRequiredError;
    default:
        return QAbstractSocket::UnknownSocketError;
    }
}

QString certificateSentence(const QUrl &url, const QSslError &error)
{
    switch (error.error()) {
    case QSslError::HostNameMismatch:
        return wrongName(url).sentence;
    case QSslError::CertificateExpired:
        return tr("The certificate of %1 has expired. Ask its operator to renew it; check this computer's "
                  "clock.")
            .arg(peer(url));
    case QSslError::CertificateNotYetValid:
        return tr("The certificate of %1 is not valid yet. Check this computer's clock.").arg(peer(url));
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return tr("The certificate of %1 is not signed by an authority that you trust. Give the file of its "
                  "authority (--ca, or Security in Connect…).")
            .arg(peer(url));
    case QSslError::InvalidPurpose:
        return tr("The certificate of %1 is not made for servers. Ask its operator for a proper one.")
            .arg(peer(url));
    case QSslError::UnspecifiedError:
        return tr("The certificate of %1 is too weak (short key or old signature). Ask its operator for a "
                  "new one.")
            .arg(peer(url));
    default:
        return tr("The certificate of %1 is refused: %2. Ask its operator.")
            .arg(peer(url), plainText(error.errorString(), longestDetail));
    }
}

} // namespace

QString peer(const QUrl &url)
{
    const QString scheme = url.scheme();
    const int usual = scheme == u"wss" || scheme == u"https" ? 443 : 80;
    QString host = url.host(QUrl::FullyDecoded);
    if (host.contains(u':'))
        host = u'[' + host + u']';
    return plainText(host, longestPeer) + u':' + QString::number(url.port(usual));
}

TransportError unreachable(const QUrl &url, QAbstractSocket::SocketError error, const QString &detail)
{
    if (const char *text = textOf(error))
        return transient(tr(text).arg(peer(url)));
    return transient(tr("The connection to %1 failed: %2. Check the address and the network.")
                         .arg(peer(url), plainText(detail, longestDetail)));
}

TransportError unreachable(const QUrl &url, QNetworkReply::NetworkError error, const QString &detail)
{
    return unreachable(url, asSocketError(error), detail);
}

TransportError unreachable(const Endpoint &endpoint, QAbstractSocket::SocketError error, const QString &detail)
{
    const bool isProxys = error == QAbstractSocket::HostNotFoundError || detail.contains("SOCKSv5"_L1);
    return unreachable(endpoint.url, endpoint.isProxied && isProxys ? QAbstractSocket::SocketAccessError : error,
                       detail);
}

TransportError unreachable(const Endpoint &endpoint, QNetworkReply::NetworkError error, const QString &detail)
{
    return unreachable(endpoint, asSocketError(error), detail);
}

TransportError tooSlow(const QUrl &url, std::chrono::milliseconds limit)
{
    return transient(tr("%1 gave no full answer within %2 s. Check the address and any firewall or proxy.")
                         .arg(peer(url), seconds(limit)));
}

TransportError badHandshake(const QUrl &url, const QString &detail)
{
    return transient(tr("%1 answered the WebSocket handshake wrongly: %2. Check that the URL is a WebSocket.")
                         .arg(peer(url), plainText(detail, longestDetail)));
}

TransportError tls(const QUrl &url, const QList<QSslError> &errors)
{
    if (errors.isEmpty())
        return unreachable(url, QAbstractSocket::SslHandshakeFailedError, {});
    return persistent(certificateSentence(url, errors.first()));
}

std::optional<TransportError> ownCertificate(const QUrl &url, const QString &detail)
{
    if (detail.contains("certificate required"_L1))
        return persistent(
            tr("%1 wants a certificate of yours. Give it with --client-cert and --client-key.").arg(peer(url)));
    if (detail.contains("alert handshake failure"_L1))
        return transient(tr("%1 broke the TLS handshake off: it wants a certificate of yours, or another one "
                            "(--client-cert), or it has no cipher that this computer takes.")
                             .arg(peer(url)));
    for (const QLatin1StringView alert : {"alert bad certificate"_L1, "alert unknown ca"_L1,
                                          "alert certificate unknown"_L1, "alert certificate expired"_L1,
                                          "alert certificate revoked"_L1, "alert unsupported certificate"_L1})
        if (detail.contains(alert))
            return persistent(
                tr("%1 refuses your certificate. Check --client-cert with its operator.").arg(peer(url)));
    return {};
}

TransportError withDigest(TransportError error, const QSslCertificate &peer)
{
    if (!peer.isNull())
        error.sentence += u" (SHA-256 %1)"_s.arg(
            QString::fromLatin1(peer.digest(QCryptographicHash::Sha256).toHex()));
    return error;
}

TransportError wrongPin(const QUrl &url)
{
    return persistent(tr("The certificate of %1 is not the pinned one. If its operator renewed it, pin the "
                         "new one; if not, somebody may be listening.")
                          .arg(peer(url)));
}

TransportError wrongName(const QUrl &url)
{
    return persistent(tr("The certificate of %1 was made for other names. Check the host's name, or ask its "
                         "operator.")
                          .arg(peer(url)));
}

TransportError tooLarge(const QUrl &url, qint64 limit)
{
    return transient(tr("%1 sent a message larger than the limit of %2. Ask for less at a time, or use "
                        "another endpoint.")
                         .arg(peer(url), QLocale().formattedDataSize(limit)));
}

TransportError trickles(const QUrl &url, std::chrono::milliseconds limit)
{
    return transient(
        tr("A message from %1 was begun but not ended within %2 s. Check the network and the server.")
            .arg(peer(url), seconds(limit)));
}

TransportError backlog(const QUrl &url, qint64 limit)
{
    return transient(tr("%1 does not read what is sent to it: more than %2 wait. Check the server.")
                         .arg(peer(url), QLocale().formattedDataSize(limit)));
}

TransportError protocol(const QUrl &url, const QString &detail)
{
    return transient(tr("%1 broke the WebSocket protocol: %2 Tell its operator.")
                         .arg(peer(url), plainText(detail, longestDetail + 30)));
}

TransportError badEncoding(const QUrl &url)
{
    return transient(tr("The answer of %1 is compressed in a way that was not asked for, or is damaged. Try "
                        "the lane without gzip.")
                         .arg(peer(url)));
}

TransportError noEventStream(const QUrl &url, const QString &type)
{
    if (type.isEmpty())
        return persistent(tr("%1 does not say that its answer is an event stream. Check the URL.").arg(peer(url)));
    return persistent(tr("%1 answers with %2, not with an event stream. Check the URL.")
                          .arg(peer(url), plainText(type, longestDetail)));
}

TransportError noMoreEvents(const QUrl &url)
{
    TransportError error = persistent(
        tr("%1 has no more events and asks not to be asked again (204). Reconnect when you expect some.")
            .arg(peer(url)));
    error.httpStatus = 204;
    return error;
}

TransportError streamEnded(const QUrl &url)
{
    return transient(tr("%1 ended the stream. It is being reopened.").arg(peer(url)));
}

TransportError streamBroke(const QUrl &url)
{
    return transient(tr("The stream from %1 broke off. It is being reopened.").arg(peer(url)));
}

TransportError badEndpoint(const QString &what)
{
    return persistent(tr("The feed cannot be opened: %1. Correct the profile or the command.").arg(what));
}

} // namespace feedscope::sentences
