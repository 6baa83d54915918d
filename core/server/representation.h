#pragma once

#include "core/server/http.h"

namespace feedscope::server {

/// What a visitor may be answered in.
enum class Representation : std::uint8_t
{
    Json,
    Xml
};

/// By Accept, with its weights and the precedence of what is more specific (RFC 9110 section 12.5.1). Equal
/// weights, or neither wanted: JSON.
Representation wantedBy(const HttpRequest &request);

/// An answer of the API, one JSON object, as XML: the same numbers digit for digit. The element is called as
/// the answer's `type` (else `list`); members are attributes, each of its `rows` is an element `row`; null is
/// left out.
QByteArray xmlOf(const QByteArray &json);

} // namespace feedscope::server
