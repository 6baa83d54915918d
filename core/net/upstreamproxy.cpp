#include "core/net/upstreamproxy.h"

#include <QByteArray>

#include <netinet/in.h>

#include <algorithm>

namespace feedscope {

namespace {

constexpr char version = 5;
constexpr char withoutAuth = 0;
constexpr char byPassword = 2;
constexpr std::size_t largestHead = 16 * 1024;

std::string prefixed(const std::string &text)
{
    return char(text.size()) + text;
}

ProxyDialogue::Step refused(socks5::Answer answer)
{
    ProxyDialogue::Step step;
    step.refusal = answer;
    return step;
}

/// A colon belongs in brackets.
std::string authority(const std::string &host, std::uint16_t port)
{
    const bool six = host.find(':') != std::string::npos;
    return (six ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

socks5::Answer answerToStatus(int status)
{
    switch (status) {
    case 502:
    case 503:
        return socks5::Answer::HostUnreachable;
    case 504:
        return socks5::Answer::Expired;
    default:
        return socks5::Answer::NotAllowed;
    }
}

} // namespace

ProxyDialogue::ProxyDialogue(const UpstreamProxy &proxy, std::string host, std::uint16_t port)
    : m_proxy(proxy)
    , m_host(std::move(host))
    , m_port(port)
{}

std::string ProxyDialogue::begin() const
{
    if (m_proxy.kind == UpstreamProxy::Kind::Socks5)
        return m_proxy.user.empty() ? std::string{version, 1, withoutAuth}
                                    : std::string{version, 2, withoutAuth, byPassword};
    const std::string peer = authority(m_host, m_port);
    std::string text = "CONNECT " + peer + " HTTP/1.1\r\nHost: " + peer + "\r\n";
    if (!m_proxy.user.empty())
        text += "Proxy-Authorization: Basic " +
                QByteArray::fromStdString(m_proxy.user + ':' + m_proxy.password).toBase64().toStdString() +
                "\r\n";
    return text + "\r\n";
}

ProxyDialogue::Step ProxyDialogue::read(std::string_view bytes)
{
    const std::size_t known = m_heard.size();
    m_heard += bytes;
    Step step = readNext();
    if (step.used == 0) {
        step.used = bytes.size(); // not all of it yet
        return step;
    }
    step.used -= known;
    m_heard.clear();
    return step;
}

ProxyDialogue::Step ProxyDialogue::readNext()
{
    if (m_proxy.kind == UpstreamProxy::Kind::Http)
        return readHead();
    switch (m_phase) {
    case Phase::Method:
        return readMethod();
    case Phase::Password:
        return readPassword();
    case Phase::Request:
        break;
    }
    return readReply();
}

/// The answer to CONNECT is a head and nothing else: after it the target speaks.
ProxyDialogue::Step ProxyDialogue::readHead() const
{
    const std::size_t end = m_heard.find("\r\n\r\n");
    if (end == std::string::npos)
        return m_heard.size() > largestHead ? refused(socks5::Answer::NotAllowed) : Step();
    const bool http = m_heard.starts_with("HTTP/1.") && m_heard.size() > 12;
    const int status = http ? QByteArray(m_heard.data() + 9, 3).toInt() : 0;
    if (status < 200 || status > 299)
        return refused(answerToStatus(status));
    Step step;
    step.used = end + 4;
    step.open = true;
    return step;
}

ProxyDialogue::Step ProxyDialogue::readMethod()
{
    Step step;
    if (m_heard.size() < 2)
        return step;
    const bool password = m_heard[1] == byPassword && !m_proxy.user.empty();
    if (m_heard[0] != version || (m_heard[1] != withoutAuth && !password))
        return refused(socks5::Answer::NotAllowed);
    step.used = 2;
    m_phase = password ? Phase::Password : Phase::Request;
    step.say = password ? '\1' + prefixed(m_proxy.user.substr(0, 255)) +
                              prefixed(m_proxy.password.substr(0, 255))
                        : request();
    return step;
}

ProxyDialogue::Step ProxyDialogue::readPassword()
{
    Step step;
    if (m_heard.size() < 2)
        return step;
    if (m_heard[1] != 0)
        return refused(socks5::Answer::NotAllowed);
    step.used = 2;
    step.say = request();
    m_phase = Phase::Request;
    return step;
}

std::string ProxyDialogue::request() const
{
    std::string text{version, 1, 0};
    if (const auto address = SocketAddress::fromText(m_host, m_port)) {
        const std::string whole = socks5::reply(socks5::Answer::Succeeded, *address);
        return text + whole.substr(3); // a reply's address is written as a request's
    }
    text += '\3' + prefixed(m_host.substr(0, 255));
    text += char(m_port >> 8);
    text += char(m_port & 0xff);
    return text;
}

ProxyDialogue::Step ProxyDialogue::readReply() const
{
    if (m_heard.size() < 5)
        return m_heard.size() >= 2 && m_heard[0] != version ? refused(socks5::Answer::NotAllowed) : Step();
    if (m_heard[0] != version || m_heard[1] != 0)
        return refused(m_heard[0] == version ? static_cast<socks5::Answer>(m_heard[1])
                                             : socks5::Answer::NotAllowed);
    const auto nameLength = static_cast<std::size_t>(static_cast<unsigned char>(m_heard[4]));
    const std::size_t address = m_heard[3] == 1 ? 4 : m_heard[3] == 4 ? 16 : 1 + nameLength;
    Step step;
    if (m_heard.size() < 4 + address + 2)
        return step;
    step.used = 4 + address + 2;
    step.open = true;
    return step;
}

} // namespace feedscope
