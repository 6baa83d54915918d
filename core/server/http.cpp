#include "core/server/http.h"

#include <QDateTime>
#include <QLocale>

#include <http_parser.h>

namespace feedscope::server {

using namespace Qt::StringLiterals;

namespace {

/// The time as RFC 9110 section 5.6.7 writes it.
QByteArray httpDate()
{
    return QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() +
           " GMT";
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    QByteArray joined;
    for (const auto &[key, value] : headers) {
        if (key != name)
            continue;
        if (!joined.isEmpty())
            joined.append(", ");
        joined.append(value);
    }
    return joined;
}

int HttpRequest::headerCount(QByteArrayView name) const
{
    int count = 0;
    for (const auto &header : headers)
        count += header.first == name;
    return count;
}

bool HttpRequest::lists(QByteArrayView name, QByteArrayView token) const
{
    const auto items = header(name).split(',');
    for (const QByteArray &item : items)
        if (item.trimmed().compare(token, Qt::CaseInsensitive) == 0)
            return true;
    return false;
}

std::optional<QByteArray> HttpRequest::parameter(QByteArrayView name) const
{
    const auto items = query.split('&');
    for (const QByteArray &item : items) {
        const auto equals = item.indexOf('=');
        if (QByteArrayView(item).first(equals < 0 ? item.size() : equals) == name)
            return equals < 0 ? QByteArray() : QByteArray::fromPercentEncoding(item.sliced(equals + 1));
    }
    return std::nullopt;
}

QByteArray HttpResponse::bytes(const HttpRequest &request) const
{
    QByteArray out;
    out.reserve(256 + body.size());
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ');
    out.append(http_status_str(static_cast<http_status>(status))).append("\r\nDate: ").append(httpDate());
    for (const auto &[name, value] : headers)
        out.append("\r\n").append(name).append(": ").append(value);
    // A 304 describes a body that it does not carry (RFC 9110 section 15.4.5), 101 has none at all.
    const bool bodiless = status == 304 || status < 200;
    if (!bodiless) {
        out.append("\r\nContent-Type: ").append(type);
        if (!stream)
            out.append("\r\nContent-Length: ").append(QByteArray::number(body.size()));
    }
    if ((close || stream) && status >= 200)
        out.append("\r\nConnection: close");
    else if (request.oldVersion && request.keepAlive)
        out.append("\r\nConnection: keep-alive");
    out.append("\r\n\r\n");
    if (!bodiless && request.method != "HEAD")
        out.append(body);
    return out;
}

HttpResponse refusal(int status, QByteArrayView sentence)
{
    HttpResponse response;
    response.status = status;
    response.type = "text/plain; charset=utf-8";
    response.body = sentence.toByteArray() + '\n';
    return response;
}

} // namespace feedscope::server
