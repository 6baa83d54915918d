#include "core/transport/wspings.h"

#include <QtEndian>

#include <algorithm>

namespace feedscope {

namespace {

constexpr std::size_t mostPings = 8;

} // namespace

QByteArray WsPings::stamp(Ns now)
{
    if (m_sent.size() == mostPings)
        m_sent.erase(m_sent.begin());
    m_sent.push_back(now);
    QByteArray payload(sizeof now, Qt::Uninitialized);
    qToBigEndian(now, payload.data());
    return payload;
}

Ns WsPings::answered(const QByteArray &payload)
{
    if (payload.size() != sizeof(Ns))
        return noTime;
    const Ns sent = qFromBigEndian<Ns>(payload.constData());
    const auto found = std::ranges::find(m_sent, sent);
    if (found == m_sent.end())
        return noTime;
    m_sent.erase(m_sent.begin(), found + 1);
    return sent;
}

} // namespace feedscope
