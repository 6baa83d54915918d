#pragma once

#include "core/transport/tlspolicy.h"

#include <QNetworkRequest>

namespace feedscope {

/// A GET with the endpoint's headers that leaks and follows nothing: redirects are left to the caller, no
/// cookies, no HTTP/2 (CVE-2023-51714, CVE-2024-39936), no remembered passwords, TLS by `tls`. Any thread.
QNetworkRequest guardedGet(const Endpoint &endpoint, const QUrl &url, const TlsPolicy &tls);

} // namespace feedscope
