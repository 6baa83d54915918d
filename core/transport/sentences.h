#pragma once

#include "core/net/datagramlistener.h"
#include "core/transport/transport.h"

#include <QAbstractSocket>
#include <QNetworkReply>
#include <QSslError>

#include <optional>

namespace feedscope {

/// The one place that words what went wrong on the way to a peer: what happened, at which host and port, and
/// what to do next; plain text of at most 200 characters, and a refused certificate's SHA-256. Any thread.
namespace sentences {

/// host:port as a person reads it; the port is the scheme's own where the URL names none.
QString peer(const QUrl &url);

/// The host or the port could not be reached, or the connection broke before it was of use. `detail` is
/// Qt's own text, shown where nothing better is known.
TransportError unreachable(const QUrl &url, QAbstractSocket::SocketError error, const QString &detail);
/// The same of a poll.
TransportError unreachable(const QUrl &url, QNetworkReply::NetworkError error, const QString &detail);
/// The same where a proxy of the user's may stand between: it looks the host up, and may refuse.
TransportError unreachable(const Endpoint &endpoint, QAbstractSocket::SocketError error, const QString &detail);
TransportError unreachable(const Endpoint &endpoint, QNetworkReply::NetworkError error, const QString &detail);

/// The peer was there but said nothing useful for `limit`.
TransportError tooSlow(const QUrl &url, std::chrono::milliseconds limit);

/// An HTTP status that is not the wished one. `location`: of a redirect, empty if unknown.
TransportError httpStatus(const QUrl &url, int status, const QString &location = {},
                          std::chrono::milliseconds retryAfter = {});

/// A WebSocket handshake that was answered with 101, but wrongly, or with something that is not HTTP.
TransportError badHandshake(const QUrl &url, const QString &detail);

/// The TLS connection was refused by our own checks.
TransportError tls(const QUrl &url, const QList<QSslError> &errors);
/// The peer wants a certificate of ours, or refuses the one that it was shown; nothing if `detail`, the text of
/// the broken handshake, says neither.
std::optional<TransportError> ownCertificate(const QUrl &url, const QString &detail);
/// An error with the refused certificate's SHA-256 at its end, so that it can be pinned on purpose.
TransportError withDigest(TransportError error, const QSslCertificate &peer);
/// The certificate's fingerprint is not the pinned one.
TransportError wrongPin(const QUrl &url);
/// The certificate is good, but none of its alternative names is the host.
TransportError wrongName(const QUrl &url);

/// A message, frame or body larger than the limit.
TransportError tooLarge(const QUrl &url, qint64 limit);
/// A message that began and did not end in time.
TransportError trickles(const QUrl &url, std::chrono::milliseconds limit);
/// The peer does not read what we send.
TransportError backlog(const QUrl &url, qint64 limit);
/// The peer broke the protocol; `detail` says how.
TransportError protocol(const QUrl &url, const QString &detail);
/// The answer was compressed in a way that was not asked for, or does not inflate.
TransportError badEncoding(const QUrl &url);

/// The answer is no event stream, but a `type`.
TransportError noEventStream(const QUrl &url, const QString &type);
/// The server asks its clients not to come back (WHATWG HTML 9.2.3).
TransportError noMoreEvents(const QUrl &url);
/// An open stream of events or records came to its end, or broke.
TransportError streamEnded(const QUrl &url);
TransportError streamBroke(const QUrl &url);

/// There is nothing to listen at for datagrams; `error` is the errno of the fault.
TransportError notListening(const QUrl &url, ListenFault fault, int error);

/// The endpoint itself cannot be used; `what` is a whole clause, e.g. "its URL has no host".
TransportError badEndpoint(const QString &what);

} // namespace sentences

} // namespace feedscope
