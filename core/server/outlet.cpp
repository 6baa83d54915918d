#include "core/server/outlet.h"

#include "core/server/listener.h"

#include <algorithm>

namespace feedscope::server {

namespace {

constexpr std::size_t noticesKept = 200; // for a client that is behind

} // namespace

Outlet::Outlet(QTcpSocket *socket, WireForm form, const ServerLimits &limits, ServerCounters &counters)
    : m_socket(socket)
    , m_form(form)
    , m_limits(limits)
    , m_counters(counters)
{}

bool Outlet::isChoked() const
{
    return backlog(m_socket) >= m_limits.backlog;
}

void Outlet::send(const QByteArray &text)
{
    QByteArray bytes;
    appendMessage(bytes, text, m_form);
    ++m_counters.messagesSent;
    m_socket->write(bytes);
    m_socket->flush();
}

void Outlet::send(const Batch &batch)
{
    const QByteArray &bytes = batch.bytes(m_form);
    if (hasPending() || backlog(m_socket) + bytes.size() > m_limits.backlog) {
        conflate(batch);
        drained(); // a batch above the limit: nothing is under way whose end would be heard
        return;
    }
    m_counters.messagesSent += static_cast<std::int64_t>(batch.updates().size());
    m_socket->write(bytes);
    m_socket->flush();
}

void Outlet::conflate(const Batch &batch)
{
    for (const Update &update : batch.updates()) {
        if (update.series >= 0) {
            m_counters.conflated += !m_newest.insert_or_assign(update.series, update).second;
            continue;
        }
        m_notices.push_back(update);
        if (m_notices.size() <= noticesKept)
            continue;
        m_notices.pop_front();
        ++m_counters.conflated;
    }
}

void Outlet::drained()
{
    if (hasPending() && backlog(m_socket) <= m_limits.backlog / 2)
        sendPending();
}

void Outlet::sendPending()
{
    std::vector<Update> pending(m_notices.begin(), m_notices.end());
    for (const auto &item : m_newest)
        pending.push_back(item.second);
    m_newest.clear();
    m_notices.clear();
    std::sort(pending.begin(), pending.end(),
              [](const Update &a, const Update &b) { return a.sequence < b.sequence; });
    QByteArray bytes;
    for (const Update &update : pending)
        appendMessage(bytes, update.text, m_form);
    m_counters.messagesSent += static_cast<std::int64_t>(pending.size());
    m_socket->write(bytes);
}

} // namespace feedscope::server
