#include "core/session/successor.h"

namespace feedscope {

Successor::Successor(TransportListener *lane, Hooks hooks)
    : m_lane(lane)
    , m_hooks(std::move(hooks))
{}

Successor::~Successor()
{
    abandon();
}

void Successor::abandon()
{
    if (!m_transport)
        return;
    m_transport->stop();
    m_transport.release()->deleteLater();
}

void Successor::start(std::unique_ptr<Transport> transport)
{
    m_transport = std::move(transport);
    m_transport->start();
}

std::unique_ptr<Transport> Successor::takeOver()
{
    m_taken = true;
    return std::move(m_transport);
}

void Successor::transportOpened(const Opened &opened)
{
    m_open = true;
    m_opened = opened;
    m_hooks.opened();
}

void Successor::transportMessage(Message &&message)
{
    if (m_taken)
        m_lane->transportMessage(std::move(message));
    else
        m_hooks.message(std::move(message));
}

void Successor::transportRequest(const Request &request)
{
    if (m_taken)
        m_lane->transportRequest(request);
}

void Successor::transportPong(Ns roundTrip)
{
    if (m_taken)
        m_lane->transportPong(roundTrip);
}

void Successor::transportFailed(const TransportError &error)
{
    m_open = false;
    if (m_taken)
        m_lane->transportFailed(error);
    else
        m_hooks.ended();
}

void Successor::transportClosed(const Closed &closed)
{
    m_open = false;
    if (m_taken)
        m_lane->transportClosed(closed);
    else
        m_hooks.ended();
}

} // namespace feedscope
