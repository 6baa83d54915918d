#include "core/net/resolver.h"

#include <netdb.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <system_error>
#include <thread>

namespace feedscope {

namespace {

constexpr int mostLookUps = 32;
constexpr std::size_t mostAddresses = 8;

std::vector<SocketAddress> addressesOf(const std::string &name, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo *list = nullptr;
    std::vector<SocketAddress> found;
    if (getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &list) != 0)
        return found;
    for (const addrinfo *entry = list; entry && found.size() < mostAddresses; entry = entry->ai_next) {
        SocketAddress address;
        address.size = std::min<socklen_t>(entry->ai_addrlen, sizeof address.storage);
        std::memcpy(&address.storage, entry->ai_addr, address.size);
        found.push_back(address);
    }
    freeaddrinfo(list);
    return found;
}

} // namespace

struct Resolver::State
{
    std::atomic<int> running = 0;
};

Resolver::Resolver()
    : m_state(std::make_shared<State>())
{}

bool Resolver::lookUp(const std::string &name, std::uint16_t port, Done done)
{
    if (m_state->running >= mostLookUps)
        return false;
    try {
        ++m_state->running;
        std::thread([state = m_state, name, port, done = std::move(done)] {
            done(addressesOf(name, port));
            --state->running;
        }).detach();
    } catch (const std::system_error &) { // no thread to be had
        --m_state->running;
        return false;
    }
    return true;
}

} // namespace feedscope
