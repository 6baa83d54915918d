// The first half of a relayed connection's life: from the SOCKS greeting to the connected server (RFC 1928),
// straight or through the user's own proxy.

#include "core/net/relayconnection.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace feedscope {

void RelayConnection::readSocks()
{
    std::array<char, 1024> buffer{};
    const ssize_t n = recv(m_client.fd.get(), buffer.data(), buffer.size(), 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0)
        return abort();
    m_socks.append(buffer.data(), std::size_t(n));
    if (m_phase == Phase::Greeting && !answerGreeting())
        return;
    answerRequest();
}

/// True once the client may go on with its request.
bool RelayConnection::answerGreeting()
{
    const socks5::Greeting greeting = socks5::readGreeting(m_socks);
    if (greeting.state == socks5::Parse::More)
        return false;
    if (greeting.state == socks5::Parse::Done)
        sayToClient(socks5::method(greeting.withoutAuth));
    if (!greeting.withoutAuth) {
        m_ledger->refused();
        abort();
        return false;
    }
    m_socks.erase(0, greeting.used);
    m_phase = Phase::Request;
    return true;
}

void RelayConnection::answerRequest()
{
    const socks5::Request request = socks5::readRequest(m_socks);
    if (request.state == socks5::Parse::More)
        return;
    if (request.state == socks5::Parse::Bad) {
        m_ledger->refused();
        return refuse(request.refusal);
    }
    m_socks.erase(0, request.used);
    m_phase = Phase::LookUp;
    setDeadline(m_context.limits.connect);
    if (m_proxy.kind != UpstreamProxy::Kind::None)
        m_dialogue = std::make_unique<ProxyDialogue>(m_proxy, request.host, request.port);
    const std::string &host = m_dialogue ? m_proxy.host : request.host;
    const std::uint16_t port = m_dialogue ? m_proxy.port : request.port;
    if (const auto address = SocketAddress::fromText(host, port))
        return resolved({*address});
    // The look-up may outlast this connection and the relay: it holds the loop, and a weak reference.
    auto answer = [self = weak_from_this(), loop = m_context.loop](std::vector<SocketAddress> addresses) {
        loop->post([self, addresses = std::move(addresses)] {
            if (const auto connection = self.lock())
                connection->resolved(addresses);
        });
    };
    if (!m_context.resolver.lookUp(host, port, std::move(answer)))
        refuse(socks5::Answer::Failure);
}

void RelayConnection::resolved(std::vector<SocketAddress> addresses)
{
    if (m_phase != Phase::LookUp)
        return;
    m_phase = Phase::Connecting;
    std::reverse(addresses.begin(), addresses.end());
    m_addresses = std::move(addresses);
    connectNext(EHOSTUNREACH);
    updateInterest();
}

void RelayConnection::connectNext(int lastError)
{
    m_context.loop->forget(m_upstream.fd.get());
    m_upstream.fd.reset();
    while (!m_addresses.empty() && !m_upstream.fd) {
        m_upstream.fd = startConnect(m_addresses.back());
        lastError = m_upstream.fd ? 0 : errno;
        m_addresses.pop_back();
    }
    if (!m_upstream.fd)
        refuse(m_dialogue ? socks5::Answer::NotAllowed : socks5::answerFor(lastError));
}

void RelayConnection::connectProgress()
{
    const int state = connectState(m_upstream.fd.get());
    if (state == EINPROGRESS)
        return;
    if (state != 0)
        return connectNext(state);
    if (!m_dialogue)
        return reached();
    m_phase = Phase::Proxying;
    setDeadline(m_context.limits.connect);
    sayUpstream(m_dialogue->begin());
}

/// Takes no byte more than the proxy's own: what follows them is the target's.
void RelayConnection::proxyProgress()
{
    std::array<char, 4096> buffer{};
    const ssize_t n = recv(m_upstream.fd.get(), buffer.data(), buffer.size(), MSG_PEEK);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0)
        return refuse(socks5::Answer::NotAllowed);
    const ProxyDialogue::Step step = m_dialogue->read({buffer.data(), std::size_t(n)});
    if (step.refusal != socks5::Answer::Succeeded)
        return refuse(step.refusal);
    if (step.used > 0)
        recv(m_upstream.fd.get(), buffer.data(), step.used, 0);
    sayUpstream(step.say);
    if (step.open)
        reached();
}

/// The way to the server is open.
void RelayConnection::reached()
{
    m_deadline = noTime;
    m_meter.opened(localAddress(m_upstream.fd.get()).port());
    if (m_path.delay <= 0)
        return beginStreaming();
    m_phase = Phase::Answering;
    m_answerAt = steadyNow() + 2 * m_path.delay; // SYN there, SYN and ACK back
    m_context.loop->forget(m_upstream.fd.get()); // its hang-up would be reported for all that time
}

void RelayConnection::beginStreaming()
{
    m_phase = Phase::Streaming;
    sayToClient(socks5::reply(socks5::Answer::Succeeded, localAddress(m_upstream.fd.get())));
    m_toUpstream.put({m_socks.data(), m_socks.size()}); // a client may send on before our answer
    m_socks.clear();
}

void RelayConnection::refuse(socks5::Answer answer)
{
    sayToClient(socks5::reply(answer));
    m_meter.closed(0);
    close(); // a FIN, so that the answer is read; nothing of ours is left unread that would make it an RST
}

void RelayConnection::sayUpstream(const std::string &bytes)
{
    if (!bytes.empty())
        [[maybe_unused]] const ssize_t n = send(m_upstream.fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

/// Short answers on an idle socket: the kernel's buffer always has room for them.
void RelayConnection::sayToClient(const std::string &bytes)
{
    [[maybe_unused]] const ssize_t n = send(m_client.fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (m_tap)
        m_tap->toClient(m_flow, m_client.fd.get(), bytes, false);
}

} // namespace feedscope
