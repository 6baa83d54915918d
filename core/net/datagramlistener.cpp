#include "core/net/datagramlistener.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace feedscope {

namespace {

#ifdef IPV6_MULTICAST_ALL
constexpr int ipv6MulticastAll = IPV6_MULTICAST_ALL;
#else
constexpr int ipv6MulticastAll = 29; // linux/in6.h, which cannot stand beside netinet/in.h
#endif

const in6_addr &v6(const SocketAddress &address)
{
    return reinterpret_cast<const sockaddr_in6 *>(&address.storage)->sin6_addr;
}

std::uint32_t v4(const SocketAddress &address)
{
    return ntohl(reinterpret_cast<const sockaddr_in *>(&address.storage)->sin_addr.s_addr);
}

bool isIpv6(const SocketAddress &address)
{
    return address.storage.ss_family == AF_INET6;
}

/// Without its port.
std::string addressBytes(const SocketAddress &address)
{
    if (isIpv6(address))
        return {reinterpret_cast<const char *>(&v6(address)), 16};
    const std::uint32_t bytes = v4(address);
    return {reinterpret_cast<const char *>(&bytes), 4};
}

void turn(int fd, int level, int option, int on)
{
    setsockopt(fd, level, option, &on, sizeof on);
}

ListenFault bindFault(int error)
{
    return error == EADDRINUSE ? ListenFault::PortTaken
           : error == EACCES   ? ListenFault::Forbidden
                               : ListenFault::Other;
}

/// RFC 3678 section 5.1: the same for both families.
bool join(int fd, const ListeningPlace &place, unsigned interface)
{
    const int level = isIpv6(place.at) ? IPPROTO_IPV6 : IPPROTO_IP;
    turn(fd, level, isIpv6(place.at) ? ipv6MulticastAll : IP_MULTICAST_ALL, 0);
    if (place.source.empty()) {
        group_req request{};
        request.gr_interface = interface;
        request.gr_group = place.at.storage;
        return setsockopt(fd, level, MCAST_JOIN_GROUP, &request, sizeof request) == 0;
    }
    const auto source = SocketAddress::fromText(place.source, 0);
    if (!source) {
        errno = EINVAL;
        return false;
    }
    group_source_req request{};
    request.gsr_interface = interface;
    request.gsr_group = place.at.storage;
    request.gsr_source = source->storage;
    return setsockopt(fd, level, MCAST_JOIN_SOURCE_GROUP, &request, sizeof request) == 0;
}

/// Calls `found` with each address of each interface until it says true.
template <typename Found>
void eachInterface(const Found &found)
{
    ifaddrs *all = nullptr;
    if (getifaddrs(&all) != 0)
        return;
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(all, &freeifaddrs);
    for (const ifaddrs *one = all; one != nullptr; one = one->ifa_next)
        if (found(*one))
            return;
}

std::string addressBytes(const sockaddr *address)
{
    SocketAddress known;
    if (address == nullptr || (address->sa_family != AF_INET && address->sa_family != AF_INET6))
        return {};
    std::memcpy(&known.storage, address,
                address->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
    return addressBytes(known);
}

} // namespace

bool isGroupAddress(const SocketAddress &address)
{
    return isIpv6(address) ? IN6_IS_ADDR_MULTICAST(&v6(address)) : IN_MULTICAST(v4(address));
}

bool isListeningAddress(const SocketAddress &address)
{
    const bool nobody = isIpv6(address) ? IN6_IS_ADDR_UNSPECIFIED(&v6(address)) : v4(address) == INADDR_ANY;
    return nobody || isGroupAddress(address);
}

bool ListeningPlace::isGroup() const
{
    return isGroupAddress(at);
}

unsigned interfaceIndex(const std::string &nameOrAddress)
{
    if (const unsigned index = if_nametoindex(nameOrAddress.c_str()); index != 0)
        return index;
    unsigned index = 0;
    if (const auto address = SocketAddress::fromText(nameOrAddress, 0)) {
        eachInterface([&](const ifaddrs &one) {
            if (addressBytes(one.ifa_addr) == addressBytes(*address))
                index = if_nametoindex(one.ifa_name);
            return index != 0;
        });
    }
    return index;
}

bool isLoopbackInterface(const std::string &nameOrAddress)
{
    const unsigned index = interfaceIndex(nameOrAddress);
    bool loopback = false;
    if (index != 0)
        eachInterface([&](const ifaddrs &one) {
            loopback = if_nametoindex(one.ifa_name) == index && (one.ifa_flags & IFF_LOOPBACK) != 0;
            return loopback;
        });
    return loopback;
}

DatagramListener listenForDatagrams(const ListeningPlace &place)
{
    const auto failed = [](ListenFault fault, int error) { return DatagramListener{{}, fault, error}; };
    const unsigned interface = place.interface.empty() ? 0 : interfaceIndex(place.interface);
    if (interface == 0 && !place.interface.empty())
        return failed(ListenFault::NoInterface, ENODEV);
    DatagramListener listener{datagramSocket(place.at.storage.ss_family)};
    if (!listener.fd)
        return failed(ListenFault::Other, errno);
    const int fd = listener.fd.get();
    turn(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    SocketAddress at = place.at;
    if (isIpv6(at)) // which link a link's own group is on, bind() wants to know
        reinterpret_cast<sockaddr_in6 *>(&at.storage)->sin6_scope_id = interface;
    if (char name[IF_NAMESIZE]; interface != 0 && !place.isGroup() && if_indextoname(interface, name) != nullptr &&
                                setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name,
                                           static_cast<socklen_t>(std::strlen(name))) != 0)
        return failed(ListenFault::Other, errno);
    if (bind(fd, at.get(), at.size) != 0)
        return failed(bindFault(errno), errno);
    if (place.isGroup() && !join(fd, place, interface)) {
        const bool noRoute = errno == ENODEV && interface == 0;
        return failed(noRoute ? ListenFault::NoRoute : ListenFault::NotJoined, errno);
    }
    return listener;
}

std::uint16_t SenderList::nextNumber()
{
    return m_count < most ? m_count++ : std::uint16_t(most);
}

std::uint16_t SenderList::numberOf(const SocketAddress &sender)
{
    if (m_count > 0 && sender.isSame(m_last))
        return m_lastNumber;
    std::uint16_t number = most;
    const auto known = m_hosts.find(addressBytes(sender));
    if (known != m_hosts.end() || m_count < most) {
        Host &host = known != m_hosts.end() ? known->second : m_hosts[addressBytes(sender)];
        if (const auto port = host.byPort.find(sender.port()); port != host.byPort.end())
            number = port->second;
        else if (host.byPort.size() < mostPorts)
            number = host.byPort[sender.port()] = nextNumber();
        else if (host.further)
            number = *host.further;
        else
            number = *(host.further = nextNumber());
    }
    m_last = sender;
    m_lastNumber = number;
    return number;
}

void SenderList::clear()
{
    *this = {};
}

namespace hopframe {

std::vector<char> receiptOf(const DatagramListener &listener)
{
    std::vector<char> bytes(headSize + 1 + sizeof listener.error);
    setNumber(bytes.data(), receipt);
    bytes[headSize] = static_cast<char>(listener.fault);
    std::memcpy(&bytes[headSize + 1], &listener.error, sizeof listener.error); // it stays on this computer
    return bytes;
}

void setNumber(char *head, std::uint16_t number)
{
    head[0] = static_cast<char>(number >> 8);
    head[1] = static_cast<char>(number & 0xff);
}

std::uint16_t numberOf(std::span<const char> datagram)
{
    return static_cast<std::uint16_t>(static_cast<unsigned char>(datagram[0]) << 8 |
                                      static_cast<unsigned char>(datagram[1]));
}

std::optional<Receipt> readReceipt(std::span<const char> datagram)
{
    Receipt read;
    if (datagram.size() != headSize + 1 + sizeof read.error || numberOf(datagram) != receipt)
        return {};
    const auto fault = static_cast<unsigned char>(datagram[headSize]);
    if (fault > static_cast<unsigned char>(ListenFault::Other))
        return {};
    read.fault = static_cast<ListenFault>(fault);
    std::memcpy(&read.error, &datagram[headSize + 1], sizeof read.error);
    return read;
}

} // namespace hopframe

} // namespace feedscope
