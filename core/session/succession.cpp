#include "core/session/succession.h"

#include "core/session/deadline.h"

#include <algorithm>
#include <utility>

namespace feedscope {

namespace {

/// It may be what is calling.
void deleteLater(std::unique_ptr<Successor> &successor)
{
    if (successor)
        successor.release()->deleteLater();
}

} // namespace

Succession::Succession(TransportListener *lane, Successor::Hooks hooks, double maximumAge)
    : m_lane(lane)
    , m_hooks(std::move(hooks))
    , m_lifetime(fromSeconds(maximumAge - std::min(60.0, maximumAge / 20))) // before the server cuts it
{}

Succession::~Succession() = default;

void Succession::connectionOpened(Ns now)
{
    if (m_lifetime > 0)
        m_replaceAt = now + m_lifetime;
}

void Succession::connectionEnded()
{
    deleteLater(m_current);
}

bool Succession::mayBegin(Ns openedAt, Ns allowed, Ns now)
{
    m_replaceAt = now < openedAt + youngest ? openedAt + youngest : noTime;
    if (m_replaceAt == noTime && allowed > now)
        m_replaceAt = allowed;
    return m_replaceAt == noTime;
}

void Succession::begin(const std::function<std::unique_ptr<Transport>(TransportListener *)> &make,
                       Outbox outbox, Ns now)
{
    m_outbox = std::move(outbox);
    m_takeOverAt = now + patience;
    m_next = std::make_unique<Successor>(m_lane, m_hooks);
    m_next->start(make(m_next.get()));
}

void Succession::drop()
{
    m_takeOverAt = m_replaceAt = noTime;
    m_outbox = {};
    if (m_next)
        m_next->abandon();
    deleteLater(m_next);
}

Succession::Heir Succession::takeOver(Ns now)
{
    deleteLater(m_current);
    Heir heir{m_next->takeOver(), std::exchange(m_outbox, {}), m_next->opened()};
    m_current = std::move(m_next);
    m_takeOverAt = noTime;
    connectionOpened(now);
    return heir;
}

Succession::Due Succession::due(Ns now) const
{
    if (!m_next)
        return isDue(m_replaceAt, now) ? Due::Begin : Due::Nothing;
    if (!isDue(m_takeOverAt, now))
        return Due::Nothing;
    return m_next->isOpen() ? Due::TakeOver : Due::GiveUp;
}

Ns Succession::next(Ns now) const
{
    return sooner(m_next ? m_takeOverAt : m_replaceAt, isReady() ? m_outbox.next(now) : noTime);
}

} // namespace feedscope
