#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QNetworkReply>

#include <chrono>

namespace feedscope {

/// What a Retry-After header asks for (RFC 9110 10.2.3): seconds, or a date, which `wall` (ns since 1970)
/// turns into a wait. 0: nothing understood. At most an hour, so that no server can switch a lane off. Any
/// thread.
std::chrono::milliseconds retryAfter(const QByteArray &value, Ns wall);

/// The head of an HTTP answer, as far as a transport asks. A value.
struct HttpHead
{
    int status = 0; ///< 0: none came
    QByteArray etag;
    QByteArray lastModified; ///< as it came
    QByteArray encoding; ///< Content-Encoding, lower case
    QByteArray type;     ///< Content-Type without its parameters, lower case
    QString location;    ///< of a redirect: scheme, host, port and path, never its query
    qint64 length = -1;  ///< Content-Length; -1: not said
    bool chunked = false; ///< its body says itself where it ends
    std::chrono::milliseconds retryAfter{0};
    std::chrono::milliseconds interval{0}; ///< between two requests, as the server wants it; 0: not said
    int left = -1;                         ///< requests; -1: not said
    std::int64_t date = 0; ///< Date, whole seconds since 1970; 0: none
};

/// The head of `reply`, once its meta data are known.
HttpHead headOf(const QNetworkReply &reply);

} // namespace feedscope
