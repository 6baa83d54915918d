#pragma once

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkInterface>
#include <QUdpSocket>
#include <QUrl>
#include <QVariant>

namespace feedscope::fakes {

/// The interface whose groups never leave this computer.
inline QNetworkInterface loopback()
{
    for (const QNetworkInterface &one : QNetworkInterface::allInterfaces())
        if (one.flags().testFlag(QNetworkInterface::IsLoopBack))
            return one;
    return {};
}

/// A UDP port at which nobody listens, of those that the kernel gives nobody by itself (ip_local_port_range), so
/// that it stays free.
inline quint16 freePort()
{
    static quint16 next = static_cast<quint16>(10'000 + QCoreApplication::applicationPid() % 20'000);
    QUdpSocket probe;
    while (!probe.bind(QHostAddress::AnyIPv4, ++next, QUdpSocket::DontShareAddress) && next < 32'000) {}
    return next;
}

/// A group of this process (RFC 2365: the local scope), so that tests beside it are not heard.
inline QHostAddress ownGroup(quint32 number = 0)
{
    return QHostAddress(0xefff0000U + (static_cast<quint32>(QCoreApplication::applicationPid()) * 8 + number) % 0xffffU);
}

/// Sends to a group on the loopback interface.
class GroupSender
{
public:
    GroupSender(const QHostAddress &group, quint16 port)
        : m_group(group)
        , m_port(port)
    {
        m_socket.bind(QHostAddress(QHostAddress::LocalHost), 0);
        m_socket.setMulticastInterface(loopback());
        m_socket.setSocketOption(QAbstractSocket::MulticastTtlOption, 1);
        m_socket.setSocketOption(QAbstractSocket::MulticastLoopbackOption, 1);
    }
    bool send(const QByteArray &text) { return m_socket.writeDatagram(text, m_group, m_port) == text.size(); }
    /// Where it is heard.
    QUrl url() const
    {
        return QUrl(QStringLiteral("udp://%1:%2?interface=%3").arg(m_group.toString()).arg(m_port).arg(loopback().name()));
    }

private:
    QUdpSocket m_socket;
    QHostAddress m_group;
    quint16 m_port;
};

} // namespace feedscope::fakes
