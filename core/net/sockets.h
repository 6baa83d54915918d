#pragma once

#include "core/net/fd.h"

#include <QString>

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>

namespace feedscope {

/// An IPv4 or IPv6 address with its port, as the kernel takes it. A value.
struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t size = 0;

    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }

    /// From an address as text (no name); nothing if it is none.
    static std::optional<SocketAddress> fromText(const std::string &text, std::uint16_t port);

    /// From 4 or 16 bytes in network order.
    static SocketAddress fromBytes(const char *bytes, bool ipv6, std::uint16_t port);

    bool isLoopback() const;
    /// The same family, address and port.
    bool isSame(const SocketAddress &other) const;
    std::uint16_t port() const;
};

/// A non-blocking listener on 127.0.0.1, at a port that the kernel picks. Without a descriptor `error` holds
/// a sentence.
Fd listenOnLoopback(QString &error);

/// Takes one waiting client, non-blocking and without Nagle's delay; no descriptor if there is none (errno
/// says why).
Fd acceptClient(int listener, SocketAddress &peer);

/// Begins to connect, non-blocking and without Nagle's delay; no descriptor if that failed at once (errno
/// says why).
Fd startConnect(const SocketAddress &address);

/// Has the kernel ask a silent TCP peer for a sign of life: one that is gone without a word ends the
/// connection within 20 s, also where the protocol has no ping of its own.
void noticeDeadPeer(int fd);

/// A non-blocking datagram socket with a large receive buffer, not bound; no descriptor if the family is not
/// known here (errno says why).
Fd datagramSocket(int family);

/// A non-blocking datagram socket on 127.0.0.1, at a port that the kernel picks and that stays its own.
/// Without a descriptor `error` holds a sentence.
Fd bindOnLoopback(QString &error);

/// A non-blocking datagram socket that speaks with `address` alone; no descriptor if the way there is barred
/// (errno says why).
Fd connectDatagrams(const SocketAddress &address);

/// Makes the port of a bound datagram socket look closed ("port unreachable") to all that send there, and
/// open again. The port stays ours meanwhile.
void closePort(int fd);
void openPort(int fd);

/// Datagrams that found the socket's receive buffer full, since it was made; 0: none, or not known here.
std::uint32_t datagramsDropped(int fd);

/// How a started connect stands: 0 connected, EINPROGRESS, or the errno it ended with.
int connectState(int fd);

/// The socket's own end.
SocketAddress localAddress(int fd);

/// Bytes given to the kernel that it has not put on the wire yet.
std::int64_t notYetSent(int fd);

/// Makes the close of this socket send RST, as a peer's RST must arrive at the other end.
void resetOnClose(int fd);

} // namespace feedscope
