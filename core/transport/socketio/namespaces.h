#pragma once

#include "core/transport/socketio/packet.h"

#include <QByteArrayList>

#include <vector>

namespace feedscope::socketio {

/// Which namespaces the feed's profile wants to be in, which of them we are in, and what waits to be said in
/// the others: an event before the server has let us in ends the whole session (npm's socket.io). Pure; a
/// value. Packets are whole Engine.IO messages, their "4" included.
class Namespaces
{
public:
    static constexpr std::size_t most = 64;

    /// `limit`: bytes that may wait, all namespaces together.
    explicit Namespaces(qint64 limit)
        : m_limit(limit)
    {}

    /// Takes what the profile says and appends to `now` what may go out at once. An event for a namespace
    /// that nobody has asked for asks for it; a second connect is spared. False: it is no packet that a
    /// client may send, or too much waits.
    bool say(const QByteArray &packet, QByteArrayList &now);

    /// Nobody has asked for any namespace.
    bool isEmpty() const noexcept { return m_all.empty(); }
    /// The first that has been asked for and not answered; empty: none.
    QByteArray unanswered() const;

    /// The server let us into `name`: what has waited for that.
    QByteArrayList entered(QByteArrayView name);

    /// One disconnect packet for each namespace that we are in.
    QByteArrayList farewell() const;

private:
    struct Namespace
    {
        QByteArray name;
        bool inside = false;
        QByteArrayList waiting;
    };
    Namespace *find(QByteArrayView name);
    bool ask(QByteArrayView name, const QByteArray &packet, QByteArrayList &now);
    bool tell(Namespace &space, const QByteArray &packet, QByteArrayList &now);

    qint64 m_limit;
    qint64 m_waiting = 0; ///< bytes
    std::vector<Namespace> m_all;
};

} // namespace feedscope::socketio
