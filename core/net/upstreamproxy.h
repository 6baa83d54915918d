#pragma once

#include "core/net/socks5.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace feedscope {

/// The user's own proxy, which the relay goes through in its turn. A value.
struct UpstreamProxy
{
    enum class Kind : std::uint8_t
    {
        None,
        Socks5, ///< RFC 1928, names looked up by the proxy; user and password by RFC 1929
        Http,   ///< CONNECT, RFC 9110 9.3.6; user and password by Basic
    };

    Kind kind = Kind::None;
    std::string host;
    std::uint16_t port = 0;
    std::string user;
    std::string password;
};

/// What a client says to an upstream proxy until the way to its target is open. Pure; used for one connection.
class ProxyDialogue
{
public:
    /// What came of some bytes of the proxy's.
    struct Step
    {
        std::size_t used = 0; ///< bytes that were the proxy's own; what follows is the target's
        std::string say;      ///< to be sent now
        bool open = false;    ///< the way is open
        socks5::Answer refusal = socks5::Answer::Succeeded; ///< else: why there is none
    };

    ProxyDialogue(const UpstreamProxy &proxy, std::string host, std::uint16_t port);

    /// The first words.
    std::string begin() const;
    /// `bytes`: what has come and was not used yet.
    Step read(std::string_view bytes);

private:
    enum class Phase : std::uint8_t
    {
        Method,
        Password,
        Request
    };

    Step readHead() const;
    Step readMethod();
    Step readPassword();
    Step readReply() const;
    Step readNext();
    std::string request() const;

    UpstreamProxy m_proxy;
    std::string m_host;
    std::uint16_t m_port;
    std::string m_heard; ///< of the answer that is under way
    Phase m_phase = Phase::Method;
};

} // namespace feedscope
