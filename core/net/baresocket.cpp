#include "core/net/baresocket.h"

#include "core/net/sockets.h"
#include "core/net/tap.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <thread>

namespace feedscope {

namespace {

constexpr std::size_t messageSize = 310; ///< of a usual update
constexpr auto gap = std::chrono::milliseconds(1);
constexpr int patience = 5; ///< s, for anything

/// Blocking, but never for ever.
void letBlock(int fd)
{
    const timeval limit{patience, 0};
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

/// Two ends of one connection.
struct Pair
{
    Fd from, to;

    bool open()
    {
        QString error;
        const Fd listener = listenOnLoopback(error);
        if (!listener)
            return false;
        to = startConnect(localAddress(listener.get()));
        pollfd waiting{listener.get(), POLLIN, 0};
        SocketAddress peer;
        if (!to || poll(&waiting, 1, 1'000 * patience) != 1)
            return false;
        from = acceptClient(listener.get(), peer);
        if (!from)
            return false;
        letBlock(from.get());
        letBlock(to.get());
        return true;
    }
};

void receive(int fd, std::size_t messages, std::vector<Ns> &arrivals)
{
    std::array<char, messageSize> message{};
    while (arrivals.size() < messages && recv(fd, message.data(), message.size(), MSG_WAITALL) == messageSize)
        arrivals.push_back(steadyNow());
}

} // namespace

std::vector<BareMessage> sendBareMessages(int messages)
{
    Pair pair;
    Tap tap;
    const std::uint32_t flow = pair.open() ? tap.open(pair.from.get(), true) : 0;
    if (flow == 0 || messages < 1)
        return {};
    std::vector<Ns> arrivals;
    arrivals.reserve(static_cast<std::size_t>(messages));
    std::thread receiver([&] { receive(pair.to.get(), static_cast<std::size_t>(messages), arrivals); });
    const std::array<char, messageSize> message{};
    auto due = std::chrono::steady_clock::now();
    for (int i = 0; i < messages; ++i) {
        std::this_thread::sleep_until(due += gap);
        if (send(pair.from.get(), message.data(), message.size(), MSG_NOSIGNAL) != messageSize)
            break;
        tap.toClient(flow, pair.from.get(), message);
    }
    shutdown(pair.from.get(), SHUT_WR); // ends a receiver that would wait for more
    receiver.join();
    std::vector<BareMessage> result;
    const auto pieces = tap.pieces();
    for (std::size_t i = 0; i < std::min(pieces.size(), arrivals.size()); ++i)
        if (pieces[i].stamp != noTime)
            result.push_back({pieces[i].stamp, arrivals[i]});
    return result;
}

} // namespace feedscope
