#include "core/session/outbox.h"

#include "core/transport/transport.h"

namespace feedscope {

bool Outbox::put(const std::vector<QByteArray> &texts)
{
    if (m_waiting.size() + texts.size() > most)
        return false;
    m_waiting.insert(m_waiting.end(), texts.begin(), texts.end());
    return true;
}

int Outbox::flush(Transport *transport, Ns now)
{
    int said = 0;
    while (!m_waiting.empty() && m_pace.earliest(now) <= now) {
        const QByteArray text = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (transport == nullptr || !transport->send(text, false))
            continue;
        m_pace.note(now);
        ++said;
    }
    return said;
}

} // namespace feedscope
