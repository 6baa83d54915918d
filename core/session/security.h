#pragma once

#include "core/decode/profile.h"
#include "core/transport/endpoint.h"

#include <functional>
#include <optional>

namespace feedscope {

/// Gives the secret of a name ("" for {secret}) from what is at hand, without waiting. Any thread.
using SecretSource = std::function<std::optional<QString>(const QString &name)>;

/// The secret that opens an encrypted client key.
inline constexpr char16_t clientKeySecret[] = u"client_key";
/// Whether this PEM file holds an encrypted key.
bool isEncryptedKey(const QString &file);

/// Reads what `spec` names into `tls`; what it does not name stays. Empty, or one sentence. Files are at most
/// 1 MiB, and "~/" is the user's home.
QString readTls(const TlsSpec &spec, const SecretSource &secret, TlsOptions &tls);

/// The proxy on the way to `url`, of one that has no proxyProblem(). The system's is asked for each address.
QNetworkProxy proxyFor(const QString &proxy, const QUrl &url);

} // namespace feedscope
