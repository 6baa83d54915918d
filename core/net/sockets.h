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

/// How a started connect stands: 0 connected, EINPROGRESS, or the errno it ended with.
int connectState(int fd);

/// The socket's own end.
SocketAddress localAddress(int fd);

/// Bytes given to the kernel that it has not put on the wire yet.
std::int64_t notYetSent(int fd);

/// Makes the close of this socket send RST, as a peer's RST must arrive at the other end.
void resetOnClose(int fd);

} // namespace feedscope
