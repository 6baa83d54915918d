#include "core/net/socks5.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cerrno>

namespace feedscope::socks5 {

namespace {

constexpr char version = 5;
constexpr char connectCommand = 1;
enum AddressType : char
{
    IPv4 = 1,
    Name = 3,
    IPv6 = 4
};

Request refused(Answer answer)
{
    Request request;
    request.state = Parse::Bad;
    request.refusal = answer;
    return request;
}

std::string addressText(int family, std::string_view bytes)
{
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(family, bytes.data(), text, sizeof text);
    return text;
}

std::string hostText(char type, std::string_view bytes)
{
    if (type == Name)
        return std::string(bytes);
    return addressText(type == IPv4 ? AF_INET : AF_INET6, bytes);
}

} // namespace

Greeting readGreeting(std::string_view bytes)
{
    if (!bytes.empty() && bytes[0] != version)
        return {Parse::Bad, 0, false};
    if (bytes.size() < 2)
        return {};
    const std::size_t count = static_cast<unsigned char>(bytes[1]);
    if (bytes.size() < 2 + count)
        return {};
    return {Parse::Done, 2 + count, bytes.substr(2, count).find('\0') != std::string_view::npos};
}

Request readRequest(std::string_view bytes)
{
    if (!bytes.empty() && bytes[0] != version)
        return refused(Answer::Failure);
    if (bytes.size() < 5)
        return {};
    const char type = bytes[3];
    if (bytes[1] != connectCommand)
        return refused(Answer::BadCommand);
    if (type != IPv4 && type != IPv6 && type != Name)
        return refused(Answer::BadAddressType);
    const std::size_t begin = type == Name ? 5 : 4;
    const std::size_t size = type == Name ? static_cast<unsigned char>(bytes[4]) : (type == IPv4 ? 4 : 16);
    if (bytes.size() < begin + size + 2)
        return {};
    const std::string_view address = bytes.substr(begin, size);
    if (address.empty() || (type == Name && address.find('\0') != std::string_view::npos))
        return refused(Answer::BadAddressType);
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[begin + size + i]); };
    Request request;
    request.state = Parse::Done;
    request.used = begin + size + 2;
    request.host = hostText(type, address);
    request.port = std::uint16_t((at(0) << 8) | at(1));
    return request;
}

std::string method(bool accepted)
{
    return {version, accepted ? '\0' : '\xff'};
}

std::string reply(Answer answer, const SocketAddress &bound)
{
    std::string bytes{version, char(answer), '\0'};
    if (bound.storage.ss_family == AF_INET6) {
        const auto *in = reinterpret_cast<const sockaddr_in6 *>(&bound.storage);
        bytes += IPv6;
        bytes.append(reinterpret_cast<const char *>(&in->sin6_addr), 16);
    } else {
        const auto *in = reinterpret_cast<const sockaddr_in *>(&bound.storage);
        bytes += IPv4;
        bytes.append(reinterpret_cast<const char *>(&in->sin_addr), 4);
    }
    const std::uint16_t port = bound.size == 0 ? 0 : bound.port();
    bytes += char(port >> 8);
    bytes += char(port & 0xff);
    return bytes;
}

Answer answerFor(int error)
{
    switch (error) {
    case ECONNREFUSED:
        return Answer::Refused;
    case ENETUNREACH:
        return Answer::NetworkUnreachable;
    case EHOSTUNREACH:
        return Answer::HostUnreachable;
    case ETIMEDOUT:
        return Answer::Expired;
    default:
        return Answer::Failure;
    }
}

} // namespace feedscope::socks5
