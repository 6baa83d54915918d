#include "core/transport/wsparting.h"

#include <QThread>
#include <QTimer>

namespace feedscope {

void partWith(QWebSocket *socket, std::chrono::milliseconds limit)
{
    socket->setParent(nullptr);
    if (socket->state() != QAbstractSocket::ConnectedState) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    QObject::connect(QThread::currentThread(), &QThread::finished, socket, &QObject::deleteLater);
    QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    // A peer that does not read keeps the socket closing for ever.
    QTimer::singleShot(limit, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->close(QWebSocketProtocol::CloseCodeNormal);
}

} // namespace feedscope
