#include "core/transport/eioaddress.h"

#include <QUrlQuery>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QUrl requestOf(const QUrl &base, const QString &transport, const QByteArray &sid)
{
    QUrlQuery query(base);
    query.addQueryItem(u"EIO"_s, u"4"_s);
    query.addQueryItem(u"transport"_s, transport);
    if (!sid.isEmpty())
        query.addQueryItem(u"sid"_s, QString::fromLatin1(sid.toPercentEncoding()));
    QUrl url = base;
    url.setQuery(query);
    return url;
}

} // namespace

EioAddress EioAddress::of(const QUrl &url)
{
    EioAddress address;
    QUrlQuery query(url);
    const QString wish = query.queryItemValue(u"transport"_s);
    address.polling = wish != u"websocket";
    address.webSocket = wish != u"polling";
    for (const QString &own : {u"EIO"_s, u"transport"_s, u"sid"_s})
        query.removeAllQueryItems(own);
    address.base = url;
    address.base.setQuery(query.isEmpty() ? QString() : query.query(QUrl::FullyEncoded));
    if (url.scheme() == u"ws" || url.scheme() == u"wss")
        address.base.setScheme(url.scheme() == u"wss" ? u"https"_s : u"http"_s);
    QString path = url.path(QUrl::FullyEncoded);
    if (path.isEmpty() || path == u"/")
        path = u"/socket.io/"_s;
    else if (!path.endsWith(u'/'))
        path += u'/'; // npm's server and Flask-SocketIO know their path only so
    address.base.setPath(path, QUrl::StrictMode);
    return address;
}

QUrl EioAddress::pollingUrl(const QByteArray &sid) const
{
    return requestOf(base, u"polling"_s, sid);
}

QUrl EioAddress::webSocketUrl(const QByteArray &sid) const
{
    QUrl url = requestOf(base, u"websocket"_s, sid);
    url.setScheme(base.scheme() == u"https" ? u"wss"_s : u"ws"_s);
    return url;
}

} // namespace feedscope
