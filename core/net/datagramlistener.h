#pragma once

#include "core/net/sockets.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace feedscope {

/// Where datagrams are waited for without a word of ours: a group that is joined (IPv4 224.0.0.0/4: RFC 1112,
/// RFC 5771; IPv6 ff00::/8: RFC 4291 section 2.7), or, with the unspecified address, a port of this computer,
/// where unicast and broadcast come in. A value.
struct ListeningPlace
{
    SocketAddress at;
    std::string interface; ///< its name, or an address of it; empty: as the routes say (a port: all)
    std::string source;    ///< of a group: the one address to hear (RFC 4607); empty: all senders

    bool isGroup() const;
};

/// Whether datagrams from this address are listened for, not asked for: a group, or no address at all.
bool isListeningAddress(const SocketAddress &address);
bool isGroupAddress(const SocketAddress &address);

/// Why there is nothing to listen at. A byte on the way from a hop to its client.
enum class ListenFault : std::uint8_t
{
    None,
    NoInterface, ///< none of this name or address
    PortTaken,   ///< by a program that does not share it
    Forbidden,   ///< to this user
    NoRoute,     ///< to the group, and no interface was named
    NotJoined,   ///< the group
    Other
};

/// A bound and joined socket, or why there is none. Owns it.
struct DatagramListener
{
    Fd fd; ///< non-blocking
    ListenFault fault = ListenFault::None;
    int error = 0; ///< errno of the fault
};

/// Binds and joins; sends nothing. The port is shared with others who share it: each gets every datagram of a
/// group and of a broadcast, but only the last to come gets unicast (Linux). Bound to its group, the socket
/// hears no other group of the same port, nor what others joined on other interfaces.
DatagramListener listenForDatagrams(const ListeningPlace &place);

/// The interface of this name, or that has this address; 0: there is none.
unsigned interfaceIndex(const std::string &nameOrAddress);
/// What it sends never leaves this computer.
bool isLoopbackInterface(const std::string &nameOrAddress);

/// Numbers those who send to a listener from 0 on, as they are first heard: by address and port, as RTP tells
/// its sources apart (RFC 3550 section 8.2). A host whose datagrams come from ever new ports (a program run for
/// each) is one sender from the 17th on. Bounded: all beyond 1,024 count as one. For one thread.
class SenderList
{
public:
    std::uint16_t numberOf(const SocketAddress &sender);
    std::size_t size() const { return m_count; }
    void clear();

private:
    static constexpr std::uint16_t most = 1'024;
    static constexpr std::size_t mostPorts = 16; ///< of one host

    struct Host
    {
        std::map<std::uint16_t, std::uint16_t> byPort;
        std::optional<std::uint16_t> further; ///< the number of all other ports
    };
    std::uint16_t nextNumber();

    std::map<std::string, Host> m_hosts; ///< by the bytes of the address
    SocketAddress m_last;                ///< who mostly is the next one, too
    std::uint16_t m_lastNumber = 0;
    std::uint16_t m_count = 0;
};

/// What a hop of the relay sends to the client of a listening lane: the receipt of its knock, and each datagram
/// of the feed, with the number of its sender before it, which would be lost on the way otherwise.
namespace hopframe {

constexpr std::size_t headSize = 2;
constexpr std::uint16_t receipt = 0xffff; ///< instead of a sender's number

/// The receipt: listening, or why not.
std::vector<char> receiptOf(const DatagramListener &listener);
/// Writes the number of a sender before what stands behind `head`.
void setNumber(char *head, std::uint16_t number);
std::uint16_t numberOf(std::span<const char> datagram);

/// What a receipt says; nothing: it is none.
struct Receipt
{
    ListenFault fault = ListenFault::None;
    int error = 0;
};
std::optional<Receipt> readReceipt(std::span<const char> datagram);

} // namespace hopframe

} // namespace feedscope
