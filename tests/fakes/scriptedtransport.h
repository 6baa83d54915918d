#pragma once

#include "core/transport/transport.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace feedscope::fakes {

/// A transport without a wire: the test says what the server does, and asks what we sent. Every call reaches
/// the listener at once, on the caller's stack, and none after stop().
class ScriptedTransport final : public Transport
{
public:
    /// What the lane sent.
    struct Sent
    {
        QByteArray payload;
        bool binary = false;
        bool operator==(const Sent &) const = default;
    };

    ScriptedTransport(const Endpoint &endpoint, TransportListener *listener)
        : Transport(endpoint, listener)
    {}

    // The server...
    void serverOpens(const Opened &opened = {})
    {
        m_isOpen = true;
        tell([&](TransportListener &lane) { lane.transportOpened(opened); });
    }
    void serverSays(const QByteArray &text, Ns arrival) { serverSends(text, false, arrival); }
    void serverSends(const QByteArray &payload, bool binary, Ns arrival)
    {
        ++m_counters.messages;
        m_counters.payloadReceived += payload.size();
        m_bytes += payload.size();
        tell([&](TransportListener &lane) { lane.transportMessage({payload, binary, arrival}); });
    }
    /// Its protocol says where the next attempt may go on.
    void serverIsAt(const QByteArray &place) { m_reached = place; }
    /// A poll's answer: the message, if it has one, and then the request.
    void serverAnswers(const QByteArray &body, const Request &request)
    {
        if (request.outcome == Request::Outcome::Answered)
            serverSays(body, request.ended);
        tell([&](TransportListener &lane) { lane.transportRequest(request); });
    }
    void serverPongs(Ns roundTrip)
    {
        tell([&](TransportListener &lane) { lane.transportPong(roundTrip); });
    }
    /// Bytes without a message: part of one, or a control frame.
    void serverStirs(std::int64_t bytes = 1) { m_bytes += bytes; }
    void serverFails(const TransportError &error)
    {
        m_isOpen = false;
        tell([&](TransportListener &lane) { lane.transportFailed(error); });
    }
    void serverCloses(int code = 1000, const QString &reason = {})
    {
        m_isOpen = false;
        tell([&](TransportListener &lane) { lane.transportClosed({true, code, reason}); });
    }
    void serverDrops()
    {
        m_isOpen = false;
        tell([&](TransportListener &lane) { lane.transportClosed({}); });
    }

    // What did we...
    const std::vector<Sent> &sent() const { return m_sent; }
    /// The payloads sent since the last call.
    std::vector<QByteArray> takeSent()
    {
        std::vector<QByteArray> payloads;
        for (const Sent &one : std::exchange(m_sent, {}))
            payloads.push_back(one.payload);
        return payloads;
    }
    int pings() const { return m_pings; }
    const QByteArray &cursor() const { return m_cursor; }
    const Endpoint &endpoint() const { return m_endpoint; }
    bool isStarted() const { return m_isStarted; }
    bool isStopped() const { return m_isStopped; }

    /// False: send() refuses, as over a full or a one-way connection.
    void setAcceptsSends(bool accepts) { m_accepts = accepts; }
    /// False: ping() says that there is no such thing, as on a poll lane.
    void setCanPing(bool can) { m_canPing = can; }

    void start() override { m_isStarted = true; }
    void stop() override { m_isStopped = true; }
    bool send(const QByteArray &payload, bool binary) override
    {
        if (!m_accepts || !m_isOpen || m_isStopped)
            return false;
        m_sent.push_back({payload, binary});
        m_counters.payloadSent += payload.size();
        return true;
    }
    bool ping() override
    {
        m_pings += m_canPing ? 1 : 0;
        return m_canPing;
    }
    std::int64_t bytesSeen() const override { return m_bytes; }
    void setCursor(const QByteArray &cursor) override { m_cursor = cursor; }
    std::optional<QByteArray> reached() const override { return m_reached; }
    TransportCounters counters() const override { return m_counters; }

private:
    void tell(const std::function<void(TransportListener &)> &what)
    {
        if (!m_isStopped)
            what(*m_listener);
    }

    std::vector<Sent> m_sent;
    TransportCounters m_counters;
    QByteArray m_cursor;
    std::optional<QByteArray> m_reached;
    std::int64_t m_bytes = 0;
    int m_pings = 0;
    bool m_isStarted = false;
    bool m_isStopped = false;
    bool m_isOpen = false;
    bool m_accepts = true;
    bool m_canPing = true;
};

/// Makes scripted transports for a lane and keeps sight of them: `factory()` goes where makeTransport would.
class ScriptedTransports
{
public:
    auto factory()
    {
        return [this](const Endpoint &endpoint, TransportListener *listener) -> std::unique_ptr<Transport> {
            auto made = std::make_unique<ScriptedTransport>(endpoint, listener);
            m_last = made.get();
            ++m_count;
            return made;
        };
    }

    /// Of the attempt made last; null if there was none, or once it is deleted.
    ScriptedTransport *last() const { return static_cast<ScriptedTransport *>(m_last.data()); }
    /// Attempts so far.
    int count() const { return m_count; }

private:
    QPointer<QObject> m_last;
    int m_count = 0;
};

} // namespace feedscope::fakes
