#pragma once

#include "core/transport/transport.h"

#include <QNetworkRequest>

#include <optional>

namespace feedscope {

/// Why the endpoint cannot be used over one of `schemes`, or nothing: URL, host, header names and values
/// (Qt writes CR LF in them to the wire as it stands, faults.md 5.4), subprotocols. Any thread.
std::optional<TransportError> checkEndpoint(const Endpoint &endpoint, const QStringList &schemes);
/// The same of a transport whose URLs know no usual port.
std::optional<TransportError> checkRawEndpoint(const Endpoint &endpoint, const QStringList &schemes);

/// The endpoint with the URL that is requested where its scheme names a lane, too: "sse+http" is "http".
Endpoint withoutPrefix(Endpoint endpoint);

/// The URL as it is requested: without user, password and fragment, never with an empty path.
QUrl requestUrl(const QUrl &url);

/// The endpoint's headers on a request; user and password of the URL become `Authorization: Basic`, unless
/// the headers hold an Authorization of their own.
void setHeaders(QNetworkRequest &request, const Endpoint &endpoint);

/// The same host, port and kind of encryption, whatever the protocol: what may be told to one may be told to the
/// other.
bool isSameServer(const QUrl &a, const QUrl &b);
/// Takes away what was meant for one server alone: headers, certificate and key.
void dropIdentity(Endpoint &endpoint);

/// The connect limit of the endpoint, doubled on the way over a proxy that is not on this machine.
std::chrono::milliseconds connectLimit(const Endpoint &endpoint);

} // namespace feedscope
