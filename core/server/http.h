#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <chrono>
#include <optional>
#include <utility>

namespace feedscope::server {

/// One HTTP request as it came (RFC 9112). A value.
struct HttpRequest
{
    QByteArray method;
    QByteArray path;                                  ///< raw, not percent-decoded, without the query
    QByteArray query;                                 ///< raw, without the question mark
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    bool oldVersion = false; ///< HTTP/1.0
    bool keepAlive = true;   ///< what the client asked for
    bool upgrade = false;    ///< it asked for another protocol

    /// The value of the header (name in lower case); several are joined by ", "; empty: absent.
    QByteArray header(QByteArrayView name) const;
    int headerCount(QByteArrayView name) const;
    /// True if the comma-separated header lists the token, in whatever case.
    bool lists(QByteArrayView name, QByteArrayView token) const;
    /// The value of a query parameter, percent-decoded; nothing: absent.
    std::optional<QByteArray> parameter(QByteArrayView name) const;
};

/// One HTTP answer. A value.
struct HttpResponse
{
    int status = 200;
    QByteArray type = "application/json";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< besides Date, Content-*, Connection
    bool close = false;                               ///< the connection ends with this answer
    bool stream = false; ///< this is only its beginning: it ends with the connection
    std::chrono::milliseconds hold{0}; ///< not now: make it anew when something happens, or after so long

    /// Head and body as they go over the wire; HEAD and 304 get no body.
    QByteArray bytes(const HttpRequest &request) const;
};

/// A refusal: the status and one plain sentence that says what to do.
HttpResponse refusal(int status, QByteArrayView sentence);

} // namespace feedscope::server
