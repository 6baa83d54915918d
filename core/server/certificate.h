#pragma once

#include <QByteArrayList>
#include <QSslCertificate>
#include <QSslKey>

#include <optional>

namespace feedscope::server {

/// What a TLS server proves itself with.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;

    /// Of the certificate's DER, for a client that pins it.
    QByteArray sha256() const;
};

/// A self-signed certificate on a fresh P-256 key for localhost, 127.0.0.1, ::1 and the names given (IP
/// addresses without brackets), valid for a week. It is never written anywhere. Nothing: OpenSSL failed.
std::optional<Identity> makeIdentity(const QByteArrayList &names);

} // namespace feedscope::server
