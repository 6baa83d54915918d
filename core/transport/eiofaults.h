#pragma once

#include "core/transport/transport.h"

#include <QByteArrayView>

namespace feedscope {

/// What Socket.IO servers say when they refuse, put into words and into what to do next. Plain text; any
/// thread.
namespace eiofaults {

/// The server's own words in the body of a refusal (`{"code":1,"message":"Session ID unknown"}`, Flask's
/// `"Invalid session"`); empty: it has none.
QString messageIn(const QByteArray &body);

/// It refuses this transport, polling, and may still take another.
bool offersNoPolling(const QByteArray &body);

/// An answer with this error's status to the first request.
TransportError refused(const QUrl &url, const TransportError &status, const QByteArray &body);
/// The same to a later one: the session is over, not the feed.
TransportError sessionLost(const QUrl &url, const TransportError &status, const QByteArray &body);

/// The first answer is no open packet of Engine.IO 4.
TransportError noSession(const QUrl &url);
/// Something else than a packet came.
TransportError noPacket(const QUrl &url);
/// Neither a message nor a ping for `limit`.
TransportError silent(const QUrl &url, std::chrono::milliseconds limit);
/// The namespace was asked for and not answered for within `limit`.
TransportError unanswered(const QUrl &url, QByteArrayView nameSpace, std::chrono::milliseconds limit);
/// A connect error (`data`: its JSON): transient if its words say that it will pass, else persistent.
TransportError connectError(const QUrl &url, QByteArrayView nameSpace, QByteArrayView data);
/// The server put us out of the namespace.
TransportError disconnected(const QUrl &url, QByteArrayView nameSpace);
/// The server ended the session.
TransportError sessionEnded(const QUrl &url);

} // namespace eiofaults

} // namespace feedscope
