#pragma once

#include "core/transport/transport.h"

#include <QObject>

#include <functional>
#include <memory>

namespace feedscope {

/// The connection that takes over from one whose end is near: it is opened while the old one still runs, and
/// heard apart until the lane takes it over; from then on it passes everything on to the lane. Owned by its
/// lane; network thread.
class Successor final : public QObject, public TransportListener
{
public:
    /// What the lane does with what the connection says before it is taken over.
    struct Hooks
    {
        std::function<void()> opened;
        std::function<void(Message &&)> message;
        std::function<void()> ended;
    };
    Successor(TransportListener *lane, Hooks hooks);
    ~Successor() override;

    void start(std::unique_ptr<Transport> transport);
    Transport *transport() const noexcept { return m_transport.get(); }
    bool isOpen() const noexcept { return m_open; }
    const Opened &opened() const noexcept { return m_opened; }
    /// Nothing more is heard of it.
    void abandon();
    /// Its transport is the lane's from now on; this object outlives it.
    std::unique_ptr<Transport> takeOver();

private:
    void transportOpened(const Opened &opened) override;
    void transportMessage(Message &&message) override;
    void transportRequest(const Request &request) override;
    void transportPong(Ns roundTrip) override;
    void transportFailed(const TransportError &error) override;
    void transportClosed(const Closed &closed) override;

    TransportListener *m_lane;
    Hooks m_hooks;
    std::unique_ptr<Transport> m_transport;
    Opened m_opened;
    bool m_open = false;
    bool m_taken = false;
};

} // namespace feedscope
