#include "core/net/tap.h"

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace feedscope {

namespace {

/// The key and the stamp of one entry of a socket's error queue; nothing: there is none left.
struct QueuedStamp
{
    std::optional<std::uint32_t> key;
    Ns wall = noTime;
};

std::optional<QueuedStamp> nextStamp(int fd)
{
    alignas(cmsghdr) std::array<char, 512> control{};
    msghdr message{};
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        return {};
    QueuedStamp result;
    for (cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPING) {
            scm_timestamping stamps{};
            std::memcpy(&stamps, CMSG_DATA(part), sizeof stamps);
            result.wall = Ns(stamps.ts[0].tv_sec) * second + Ns(stamps.ts[0].tv_nsec);
        } else if (part->cmsg_level == SOL_IP && part->cmsg_type == IP_RECVERR) {
            sock_extended_err error{};
            std::memcpy(&error, CMSG_DATA(part), sizeof error);
            if (error.ee_origin == SO_EE_ORIGIN_TIMESTAMPING)
                result.key = error.ee_data;
        }
    }
    return result;
}

} // namespace

std::uint32_t Tap::open(int fd, bool stream)
{
    const int wanted = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_OPT_ID |
                       SOF_TIMESTAMPING_OPT_TSONLY;
    if (setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &wanted, sizeof wanted) != 0)
        return 0;
    const std::lock_guard lock(m_mutex);
    m_flows.push_back({.stream = stream, .next = 0, .stamps = {}});
    return static_cast<std::uint32_t>(m_flows.size());
}

bool Tap::hasRoom(std::size_t size)
{
    m_full = m_full || m_bytes + size > mostBytes;
    if (!m_full)
        m_bytes += size + sizeof(Sent);
    return !m_full;
}

void Tap::toClient(std::uint32_t number, int fd, std::span<const char> bytes, bool payload)
{
    if (number == 0)
        return;
    {
        const std::lock_guard lock(m_mutex);
        Flow &flow = m_flows[number - 1];
        const std::uint32_t last = flow.stream ? flow.next + std::uint32_t(bytes.size()) - 1 : flow.next;
        flow.next = last + 1;
        if (payload && hasRoom(bytes.size()))
            m_sent.push_back({{number, false, noTime, std::string(bytes.begin(), bytes.end())}, last});
    }
    collect(number, fd); // on loopback it is there as soon as send() is done
}

void Tap::toServer(std::uint32_t number)
{
    const std::lock_guard lock(m_mutex);
    if (number != 0 && hasRoom(0))
        m_sent.push_back({{number, true, noTime, {}}, 0});
}

void Tap::collect(std::uint32_t number, int fd)
{
    if (number == 0)
        return;
    while (const auto stamp = nextStamp(fd))
        if (stamp->key && stamp->wall != noTime) {
            const std::lock_guard lock(m_mutex);
            if (!m_full)
                m_flows[number - 1].stamps.emplace_back(*stamp->key, stamp->wall);
        }
}

/// What the kernel joined to later bytes has their stamp: they went out together.
std::vector<Tap::Piece> Tap::pieces() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Piece> result;
    result.reserve(m_sent.size());
    for (const Sent &sent : m_sent) {
        result.push_back(sent.piece);
        if (sent.piece.toServer)
            continue;
        const Flow &flow = m_flows[sent.piece.flow - 1];
        const auto stamp = std::lower_bound(flow.stamps.begin(), flow.stamps.end(), sent.key,
                                            [](const auto &have, std::uint32_t key) { return have.first < key; });
        if (stamp != flow.stamps.end() && (flow.stream || stamp->first == sent.key))
            result.back().stamp = stamp->second;
    }
    return result;
}

bool Tap::wasFull() const
{
    const std::lock_guard lock(m_mutex);
    return m_full;
}

} // namespace feedscope
