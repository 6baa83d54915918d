#pragma once

#include "core/server/http.h"

#include <http_parser.h>

#include <optional>

namespace feedscope::server {

/// Cuts a stream of bytes into HTTP/1 requests, with limits. Pure: no socket, no clock. After an error it is
/// done.
class HttpReader
{
public:
    /// Bytes of a head and of a body that are too many.
    HttpReader(qint64 headerLimit, qint64 bodyLimit);
    Q_DISABLE_COPY_MOVE(HttpReader)

    /// Takes what came; buffers no more than was given and not yet asked for.
    void feed(const QByteArray &bytes) { m_buffer.append(bytes); }

    /// The next whole request. Nothing: more bytes are needed, or failure() says why there is none.
    std::optional<HttpRequest> next();

    /// The refusal to answer with, once the stream makes no sense or is too large.
    const std::optional<HttpResponse> &failure() const noexcept { return m_failure; }

    /// True once, when the client waits for "100 Continue" before it sends a body that is welcome.
    bool takeContinue() { return std::exchange(m_continue, false); }

    /// True while a request has begun and is not whole.
    bool midRequest() const noexcept { return m_begun || !m_buffer.isEmpty(); }

    /// What came after the last request: the first bytes of the protocol that was upgraded to.
    QByteArray takeRest() { return std::exchange(m_buffer, {}); }

private:
    static HttpReader *self(http_parser *parser) { return static_cast<HttpReader *>(parser->data); }
    static const http_parser_settings &settings();
    static int onHeadersComplete(http_parser *parser);

    void restart();
    bool count(std::size_t length);
    int fail(int status, QByteArrayView sentence);
    void finish();

    qint64 m_headerLimit;
    qint64 m_bodyLimit;
    http_parser m_parser;
    QByteArray m_buffer;
    QByteArray m_target;
    HttpRequest m_request;
    qint64 m_headerBytes = 0;
    bool m_begun = false;
    bool m_inValue = false;
    bool m_headersDone = false;
    bool m_whole = false;
    bool m_continue = false;
    std::optional<HttpResponse> m_failure;
};

} // namespace feedscope::server
