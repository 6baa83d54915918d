#pragma once

#include "core/transport/transport.h"

#include <QSslConfiguration>
#include <QSslError>

#include <optional>

namespace feedscope {

/// How both transports verify their peer: the chain and the dates by OpenSSL, the name by the alternative
/// names alone, and a pinned certificate by its SHA-256. A value; any thread.
class TlsPolicy
{
public:
    /// `url` is the endpoint's: its host is the name that the certificate must hold.
    TlsPolicy(const TlsOptions &options, const QUrl &url);

    /// Of one connection; set on the socket or the request itself (CVE-2023-34410).
    QSslConfiguration configuration() const;

    /// Which of `errors` a pin makes good: an unknown issuer, if `peer` is the very certificate pinned. Empty
    /// without a pin. For ignoreSslErrors(list), which refuses whatever is not in the list.
    QList<QSslError> forgiven(const QList<QSslError> &errors, const QSslCertificate &peer) const;

    /// The error to report for a handshake that failed on `errors`.
    TransportError fault(const QList<QSslError> &errors, const QSslCertificate &peer) const;

    /// What OpenSSL does not check, to be asked in `encrypted`: nothing, or why the peer is refused.
    std::optional<TransportError> refusal(const QSslCertificate &peer) const;

private:
    TransportError refused(TransportError error, const QList<QSslError> &errors, const QSslCertificate &peer) const;
    bool isPinned(const QSslCertificate &peer) const;

    TlsOptions m_options;
    QUrl m_url;
};

/// Whether one of the certificate's alternative names is `host` (RFC 9525 6: the common name counts for
/// nothing; a wildcard is the whole leftmost label and matches one label).
bool certificateNames(const QSslCertificate &certificate, const QString &host);

} // namespace feedscope
