#pragma once

#include <QByteArray>
#include <QUrl>

namespace feedscope {

/// Where an Engine.IO server is, and which ways to it the URL allows: polling first and then the upgrade, or
/// what `?transport=` names alone. A value; any thread.
struct EioAddress
{
    QUrl base; ///< http or https; its path ends in a slash, its query holds the user's own items only
    bool polling = true;
    bool webSocket = true;

    /// `url`: http, https, ws or wss; a path that says nothing becomes /socket.io/.
    static EioAddress of(const QUrl &url);

    /// One request of the session; `sid` is empty before there is one.
    QUrl pollingUrl(const QByteArray &sid) const;
    QUrl webSocketUrl(const QByteArray &sid) const;
};

} // namespace feedscope
