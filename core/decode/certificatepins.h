#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace feedscope {

/// Certificates that are accepted, each by its SHA-256 (32 bytes), by the "host:port" where it is; "" is
/// wherever the feed connects. A value.
using CertificatePins = QMap<QString, QByteArray>;

/// Reads "SHA256" or "host:port=SHA256", several separated by commas; digits with or without colons. Nothing: it
/// is not that.
std::optional<CertificatePins> parsePins(const QString &text);
/// Such a text with this one put in, or in the place of the one that was there for `peer`.
QString withPin(const QString &text, const QString &peer, const QByteArray &sha256);

} // namespace feedscope
