#pragma once

#include "core/net/sockets.h"

#include <cstdint>
#include <string>
#include <string_view>

/// The server's side of SOCKS 5 without authentication, CONNECT only (RFC 1928). Pure parsing; any thread.
namespace feedscope::socks5 {

enum class Parse : std::uint8_t
{
    More,
    Done,
    Bad
};

/// Answers that a server may give to a request (RFC 1928 section 6).
enum class Answer : std::uint8_t
{
    Succeeded = 0,
    Failure = 1,
    NotAllowed = 2, ///< the user's own proxy cannot be used, or refuses
    NetworkUnreachable = 3,
    HostUnreachable = 4,
    Refused = 5,
    Expired = 6, ///< "TTL expired": the nearest the protocol has to a timeout
    BadCommand = 7,
    BadAddressType = 8,
};

/// Result of reading a greeting (section 3).
struct Greeting
{
    Parse state = Parse::More;
    std::size_t used = 0;     ///< bytes it took
    bool withoutAuth = false; ///< the client offers the method that we have
};

/// Result of reading a request (section 4). `host` is a name or an address as text.
struct Request
{
    Parse state = Parse::More;
    std::size_t used = 0;
    Answer refusal = Answer::Succeeded; ///< for Bad: what to answer
    std::string host;
    std::uint16_t port = 0;
};

Greeting readGreeting(std::string_view bytes);
Request readRequest(std::string_view bytes);

/// The choice of a method: 0 no authentication, 0xff none of yours.
std::string method(bool accepted);

/// A reply with the address that the relay's upstream socket is bound to.
std::string reply(Answer answer, const SocketAddress &bound = {});

/// What to answer for a connect that ended with this errno.
Answer answerFor(int error);

} // namespace feedscope::socks5
