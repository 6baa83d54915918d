#include "core/server/httpreader.h"

namespace feedscope::server {

namespace {
constexpr qsizetype headerCountLimit = 100;
constexpr qint64 lineOverhead = 4; // ": " and CR LF
} // namespace

HttpReader::HttpReader(qint64 headerLimit, qint64 bodyLimit)
    : m_headerLimit(headerLimit)
    , m_bodyLimit(bodyLimit)
{
    restart();
}

void HttpReader::restart()
{
    http_parser_init(&m_parser, HTTP_REQUEST);
    m_parser.data = this;
    m_target.clear();
    m_request = {};
    m_headerBytes = 0;
    m_begun = m_inValue = m_headersDone = m_whole = m_continue = false;
}

int HttpReader::fail(int status, QByteArrayView sentence)
{
    if (!m_failure)
        m_failure = refusal(status, sentence);
    m_failure->close = true;
    return -1;
}

bool HttpReader::count(std::size_t length)
{
    m_headerBytes += static_cast<qint64>(length);
    if (m_headerBytes <= m_headerLimit && m_request.headers.size() <= headerCountLimit)
        return true;
    fail(431, "The head of this request is too large; send fewer or shorter headers.");
    return false;
}

const http_parser_settings &HttpReader::settings()
{
    static const http_parser_settings callbacks = [] {
        http_parser_settings s;
        http_parser_settings_init(&s);
        s.on_message_begin = [](http_parser *p) {
            self(p)->m_begun = true;
            return 0;
        };
        s.on_url = [](http_parser *p, const char *at, std::size_t length) {
            self(p)->m_target.append(at, static_cast<qsizetype>(length));
            return self(p)->count(length) ? 0 : -1;
        };
        s.on_header_field = [](http_parser *p, const char *at, std::size_t length) {
            HttpReader *reader = self(p);
            if (reader->m_headersDone)
                return reader->count(length) ? 0 : -1; // a trailer must not pass for a header
            if (reader->m_inValue || reader->m_request.headers.isEmpty())
                reader->m_request.headers.append(std::pair<QByteArray, QByteArray>{});
            reader->m_inValue = false;
            reader->m_request.headers.last().first.append(at, static_cast<qsizetype>(length));
            return reader->count(length) ? 0 : -1;
        };
        s.on_header_value = [](http_parser *p, const char *at, std::size_t length) {
            HttpReader *reader = self(p);
            if (reader->m_headersDone)
                return reader->count(length + lineOverhead) ? 0 : -1;
            reader->m_inValue = true;
            reader->m_request.headers.last().second.append(at, static_cast<qsizetype>(length));
            return reader->count(length + lineOverhead) ? 0 : -1;
        };
        s.on_headers_complete = onHeadersComplete;
        s.on_body = [](http_parser *p, const char *at, std::size_t length) {
            HttpReader *reader = self(p);
            if (reader->m_request.body.size() + static_cast<qint64>(length) > reader->m_bodyLimit)
                return reader->fail(413, "The body of this request is too large; send less.");
            reader->m_request.body.append(at, static_cast<qsizetype>(length));
            return 0;
        };
        s.on_message_complete = [](http_parser *p) {
            self(p)->m_whole = true;
            http_parser_pause(p, 1);
            return 0;
        };
        return s;
    }();
    return callbacks;
}

int HttpReader::onHeadersComplete(http_parser *parser)
{
    HttpReader *reader = self(parser);
    for (auto &header : reader->m_request.headers)
        header.first = header.first.toLower();
    HttpRequest &request = reader->m_request;
    request.method = http_method_str(static_cast<http_method>(parser->method));
    request.oldVersion = parser->http_major == 1 && parser->http_minor == 0;
    request.keepAlive = http_should_keep_alive(parser) != 0;
    request.upgrade = parser->upgrade != 0;
    reader->m_headersDone = true;
    if (parser->http_major != 1)
        return reader->fail(505, "This server speaks HTTP/1.1.");
    const bool sized = (parser->flags & F_CONTENTLENGTH) != 0;
    if (sized && parser->content_length > static_cast<std::uint64_t>(reader->m_bodyLimit))
        return reader->fail(413, "The body of this request is too large; send less.");
    reader->m_continue = request.header("expect").compare("100-continue", Qt::CaseInsensitive) == 0;
    return 0;
}

std::optional<HttpRequest> HttpReader::next()
{
    if (m_failure || m_buffer.isEmpty())
        return std::nullopt;
    const std::size_t used = http_parser_execute(&m_parser, &settings(), m_buffer.constData(),
                                                 static_cast<std::size_t>(m_buffer.size()));
    if (m_whole) {
        m_buffer.remove(0, static_cast<qsizetype>(used));
        finish();
        HttpRequest request = std::move(m_request);
        restart();
        return request;
    }
    m_buffer.clear();
    const auto error = HTTP_PARSER_ERRNO(&m_parser);
    if (error == HPE_HEADER_OVERFLOW)
        fail(431, "The head of this request is too large; send fewer or shorter headers.");
    else if (error != HPE_OK && !m_failure)
        fail(400,
             QByteArray("This is no valid HTTP request: " + QByteArray(http_errno_description(error)) + '.'));
    return std::nullopt;
}

void HttpReader::finish()
{
    // The absolute form must be understood as well (RFC 9112 section 3.2.2).
    if (!m_target.startsWith('/') && m_target.contains("://")) {
        const auto slash = m_target.indexOf('/', m_target.indexOf("://") + 3);
        m_target = slash < 0 ? QByteArray("/") : m_target.sliced(slash);
    }
    const auto question = m_target.indexOf('?');
    m_request.path = question < 0 ? m_target : m_target.first(question);
    m_request.query = question < 0 ? QByteArray() : m_target.sliced(question + 1);
}

} // namespace feedscope::server
