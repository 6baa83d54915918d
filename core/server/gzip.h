#pragma once

#include "core/server/http.h"

namespace feedscope::server {

/// The bytes as one gzip member (RFC 1952), the same for the same bytes; empty if there is no memory.
QByteArray gzip(const QByteArray &bytes);

/// True if the client takes gzip (RFC 9110 section 12.5.3); a weight of 0 means no.
bool acceptsGzip(const HttpRequest &request);

} // namespace feedscope::server
