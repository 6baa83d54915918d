#include "core/server/address.h"

namespace feedscope::server {

QByteArray urlName(const QHostAddress &host)
{
    if (host == QHostAddress::Any || host == QHostAddress::AnyIPv4)
        return "127.0.0.1";
    if (host == QHostAddress::AnyIPv6)
        return "[::1]";
    const QByteArray text = host.toString().toLatin1();
    return host.protocol() == QAbstractSocket::IPv6Protocol ? '[' + text + ']' : text;
}

} // namespace feedscope::server
