#pragma once

#include "core/server/options.h"

#include <QHash>
#include <QHostAddress>

namespace feedscope::server {

/// Counts the connections of all kinds, and says whether one more may come in. A value; the server's thread.
class Peers
{
public:
    explicit Peers(const ServerLimits &limits)
        : m_limits(limits)
    {}

    /// No connection more, whoever asks.
    bool isFull() const { return m_total >= m_limits.connections; }

    /// Counts a connection until it leaves. False: it is one too many, and should be refused.
    bool enter(const QHostAddress &address)
    {
        ++m_total;
        return ++m_byAddress[address] <= m_limits.connectionsPerPeer && m_total <= m_limits.connections;
    }
    void leave(const QHostAddress &address)
    {
        --m_total;
        if (--m_byAddress[address] <= 0)
            m_byAddress.remove(address);
    }

    int total() const noexcept { return m_total; }

private:
    const ServerLimits &m_limits;
    QHash<QHostAddress, int> m_byAddress;
    int m_total = 0;
};

} // namespace feedscope::server
