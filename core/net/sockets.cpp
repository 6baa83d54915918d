#include "core/net/sockets.h"

#include <QCoreApplication>

#include <arpa/inet.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace feedscope {

namespace {

const sockaddr_in *v4(const SocketAddress &address)
{
    return reinterpret_cast<const sockaddr_in *>(&address.storage);
}

const sockaddr_in6 *v6(const SocketAddress &address)
{
    return reinterpret_cast<const sockaddr_in6 *>(&address.storage);
}

void setNoDelay(int fd)
{
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

constexpr int datagramBuffer = 4 * 1024 * 1024; // the kernel may give less

bool bindTo(int fd, std::uint16_t port)
{
    const auto address = SocketAddress::fromText("127.0.0.1", port);
    return bind(fd, address->get(), address->size) == 0;
}

void setReuse(int fd, int on)
{
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

} // namespace

SocketAddress SocketAddress::fromBytes(const char *bytes, bool ipv6, std::uint16_t port)
{
    SocketAddress address;
    if (ipv6) {
        sockaddr_in6 in{};
        in.sin6_family = AF_INET6;
        in.sin6_port = htons(port);
        std::memcpy(&in.sin6_addr, bytes, 16);
        std::memcpy(&address.storage, &in, sizeof in);
        address.size = sizeof in;
    } else {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        std::memcpy(&in.sin_addr, bytes, 4);
        std::memcpy(&address.storage, &in, sizeof in);
        address.size = sizeof in;
    }
    return address;
}

std::optional<SocketAddress> SocketAddress::fromText(const std::string &text, std::uint16_t port)
{
    char bytes[16];
    for (const bool ipv6 : {false, true}) {
        if (inet_pton(ipv6 ? AF_INET6 : AF_INET, text.c_str(), bytes) == 1)
            return fromBytes(bytes, ipv6, port);
    }
    return {};
}

bool SocketAddress::isLoopback() const
{
    if (storage.ss_family == AF_INET)
        return (ntohl(v4(*this)->sin_addr.s_addr) >> 24) == 127;
    return storage.ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&v6(*this)->sin6_addr);
}

bool SocketAddress::isSame(const SocketAddress &other) const
{
    return size == other.size && std::memcmp(&storage, &other.storage, size) == 0;
}

std::uint16_t SocketAddress::port() const
{
    return ntohs(storage.ss_family == AF_INET6 ? v6(*this)->sin6_port : v4(*this)->sin_port);
}

Fd listenOnLoopback(QString &error)
{
    Fd fd(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const auto address = SocketAddress::fromText("127.0.0.1", 0);
    if (!fd || bind(fd.get(), address->get(), address->size) != 0 || listen(fd.get(), SOMAXCONN) != 0) {
        error =
            QCoreApplication::translate("feedscope", "The counting relay cannot listen on 127.0.0.1 (%1): "
                                                     "close other programs or raise the limit of open files.")
                .arg(QString::fromLocal8Bit(std::strerror(errno)));
        return {};
    }
    return fd;
}

void noticeDeadPeer(int fd)
{
    const int on = 1, firstAfter = 10, every = 5, most = 2; // seconds, seconds, probes
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &firstAfter, sizeof firstAfter);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &every, sizeof every);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &most, sizeof most);
}

Fd datagramSocket(int family)
{
    Fd fd(socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (fd)
        setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &datagramBuffer, sizeof datagramBuffer);
    return fd;
}

/// A port that the kernel picked is given back when the socket is disconnected (openPort()); one that was
/// asked for is not. So the first socket only finds the port out.
Fd bindOnLoopback(QString &error)
{
    Fd finder = datagramSocket(AF_INET);
    Fd fd = datagramSocket(AF_INET);
    if (finder && fd) {
        setReuse(finder.get(), 1);
        setReuse(fd.get(), 1);
        if (bindTo(finder.get(), 0) && bindTo(fd.get(), localAddress(finder.get()).port())) {
            setReuse(fd.get(), 0);
            return fd;
        }
    }
    error = QCoreApplication::translate("feedscope", "The counting relay cannot listen on 127.0.0.1 (%1): "
                                                     "close other programs or raise the limit of open files.")
                .arg(QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

Fd connectDatagrams(const SocketAddress &address)
{
    Fd fd = datagramSocket(address.storage.ss_family);
    if (fd && connect(fd.get(), address.get(), address.size) != 0) {
        const int error = errno;
        fd.reset();
        errno = error;
    }
    return fd;
}

/// Connected to itself, it takes nobody else's datagrams, and the kernel refuses them in its stead.
void closePort(int fd)
{
    const SocketAddress own = localAddress(fd);
    connect(fd, own.get(), own.size);
}

void openPort(int fd)
{
    const sockaddr nobody{AF_UNSPEC, {}};
    connect(fd, &nobody, sizeof nobody);
}

std::uint32_t datagramsDropped(int fd)
{
#ifdef SO_MEMINFO
    std::array<std::uint32_t, SK_MEMINFO_VARS> info{};
    socklen_t size = sizeof info;
    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, info.data(), &size) == 0)
        return info[SK_MEMINFO_DROPS];
#else
    static_cast<void>(fd);
#endif
    return 0;
}

Fd acceptClient(int listener, SocketAddress &peer)
{
    peer.size = sizeof peer.storage;
    Fd fd(accept4(listener, reinterpret_cast<sockaddr *>(&peer.storage), &peer.size,
                  SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (fd)
        setNoDelay(fd.get());
    return fd;
}

Fd startConnect(const SocketAddress &address)
{
    Fd fd(socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd)
        return fd;
    setNoDelay(fd.get());
    noticeDeadPeer(fd.get());
    if (connect(fd.get(), address.get(), address.size) != 0 && errno != EINPROGRESS) {
        const int error = errno;
        fd.reset();
        errno = error;
    }
    return fd;
}

int connectState(int fd)
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return error;
    SocketAddress peer;
    peer.size = sizeof peer.storage;
    const bool connected = getpeername(fd, reinterpret_cast<sockaddr *>(&peer.storage), &peer.size) == 0;
    return connected ? 0 : EINPROGRESS;
}

SocketAddress localAddress(int fd)
{
    SocketAddress address;
    address.size = sizeof address.storage;
    getsockname(fd, reinterpret_cast<sockaddr *>(&address.storage), &address.size);
    return address;
}

std::int64_t notYetSent(int fd)
{
    int bytes = 0;
    return ioctl(fd, SIOCOUTQNSD, &bytes) == 0 ? bytes : 0;
}

void resetOnClose(int fd)
{
    const linger now{1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

} // namespace feedscope
