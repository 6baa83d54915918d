#include "core/transport/httpanswer.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestMs = 7LL * 24 * 3'600'000; ///< longer than any ban that a venue announces

/// An IMF-fixdate (RFC 9110 5.6.7), ms since 1970; -1: not one.
qint64 httpDate(const QByteArray &value)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(value),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    return time.isValid() ? time.toMSecsSinceEpoch() : -1;
}

/// A redirect's target may carry a secret in its query, or repeat one of the path that was asked for; the sentence
/// must not.
QString withoutSecrets(const QNetworkReply &reply)
{
    QUrl target = reply.url().resolved(QUrl::fromEncoded(reply.rawHeader("Location").left(2048)));
    QString path = target.path();
    for (const QString &part : reply.url().path().split(u'/', Qt::SkipEmptyParts))
        path.replace(part, u"…"_s);
    target.setPath(path);
    return target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace

std::chrono::milliseconds retryAfter(const QByteArray &value, Ns wall)
{
    const QByteArray text = value.trimmed();
    bool isNumber = false;
    qint64 ms = text.left(9).toLongLong(&isNumber) * 1000;
    if (!isNumber) {
        const qint64 date = httpDate(text);
        ms = date < 0 ? 0 : date - wall / millisecond;
    }
    return std::chrono::milliseconds(std::clamp<qint64>(ms, 0, longestMs));
}

HttpHead headOf(const QNetworkReply &reply)
{
    HttpHead head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    head.etag = reply.rawHeader("ETag");
    head.lastModified = reply.rawHeader("Last-Modified");
    head.encoding = reply.rawHeader("Content-Encoding").trimmed().toLower();
    head.type = reply.rawHeader("Content-Type").split(';').first().trimmed().toLower();
    if (reply.hasRawHeader("Location"))
        head.location = withoutSecrets(reply);
    bool known = false;
    const qint64 length = reply.rawHeader("Content-Length").toLongLong(&known);
    head.length = known ? length : -1;
    head.chunked = reply.rawHeader("Transfer-Encoding").trimmed().toLower() == "chunked";
    if (const qint64 date = httpDate(reply.rawHeader("Date")); date > 0)
        head.date = date / 1000;
    head.retryAfter = retryAfter(reply.rawHeader("Retry-After"), wallNow());
    return head;
}

} // namespace feedscope
