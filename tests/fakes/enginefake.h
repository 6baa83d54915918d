#pragma once

#include "tests/fakes/rawserver.h"

#include <QByteArrayList>
#include <QPointer>

namespace feedscope::fakes {

/// An Engine.IO server that a test steers: it opens sessions, keeps the GET that waits, upgrades, and notes
/// every packet that the client sends, whatever way it comes. What the test says goes out on the way that is
/// open.
class EngineFake
{
public:
    using OnHead = RawServer::OnHead;

    /// `opening`: the JSON of the open packet.
    explicit EngineFake(QByteArray opening = R"({"sid":"s","upgrades":["websocket"]})")
        : m_opening(std::move(opening))
        , server([this](QTcpSocket *from, const QByteArray &head) { request(from, head); })
    {}

    /// Instead of the usual answer to a handshake of a WebSocket; to the first request; to a POST.
    OnHead onUpgrade;
    OnHead onOpen;
    OnHead onPost;
    bool admits = true; ///< it answers "40" by itself

    /// Sends packets, in one polling body or a frame each; waits for the client to ask if it must.
    void say(const QByteArrayList &packets)
    {
        m_toSay += packets;
        flush();
    }
    /// A binary packet.
    void sayBytes(const QByteArray &bytes)
    {
        if (socket)
            socket->write(frame(Final | Binary, bytes));
        else
            say({'b' + bytes.toBase64()});
    }

    /// What the client has said so far, in order.
    const QByteArrayList &heard()
    {
        int first = 0;
        for (QByteArray packet = takeClientFrame(server.received, &first); !packet.isEmpty() || first != 0;
             packet = takeClientFrame(server.received, &first)) {
            if ((first & 0xf) == Close)
                closed = true;
            else if ((first & 0xf) == Text)
                hear(packet);
            first = 0;
        }
        return m_heard;
    }
    /// Answers the POST that was held back by onPost.
    static void acceptPost(QTcpSocket *from) { from->write(httpAnswer("200 OK", "ok")); }

    QPointer<QTcpSocket> waiting; ///< the GET that is held
    QPointer<QTcpSocket> socket;  ///< the WebSocket
    bool closed = false;          ///< a close frame came
    int overlaps = 0;             ///< GETs that came while one was held
    int posts = 0;

private:
    void request(QTcpSocket *from, const QByteArray &head)
    {
        if (head.toLower().contains("upgrade: websocket"))
            return upgrade(from, head);
        if (head.startsWith("POST"))
            return post(from, head);
        if (!head.contains("sid="))
            return onOpen ? onOpen(from, head) : void(from->write(httpAnswer("200 OK", '0' + m_opening)));
        overlaps += waiting ? 1 : 0;
        waiting = from;
        flush();
    }

    void upgrade(QTcpSocket *from, const QByteArray &head)
    {
        if (onUpgrade)
            return onUpgrade(from, head);
        from->write(upgradeAnswer(head));
        socket = from;
        if (!head.contains("sid="))
            from->write(text('0' + m_opening));
        // Behind RawServer's own slot, which fills `received`.
        QObject::connect(from, &QTcpSocket::readyRead, from, [this] { heard(); });
    }

    void post(QTcpSocket *from, const QByteArray &head)
    {
        ++posts;
        for (const QByteArray &packet : server.bodies.last().split('\x1e'))
            hear(packet);
        onPost ? onPost(from, head) : acceptPost(from);
    }

    void hear(const QByteArray &packet)
    {
        m_heard.append(packet);
        if (packet == "2probe" && socket)
            socket->write(text("3probe"));
        else if (packet.startsWith("40") && admits)
            say({packet.left(packet.startsWith("40/") ? packet.indexOf(',') + 1 : 2) + R"({"sid":"t"})"});
    }

    void flush()
    {
        if (m_toSay.isEmpty() || (!socket && !waiting))
            return;
        if (socket) {
            for (const QByteArray &packet : std::as_const(m_toSay))
                socket->write(text(packet));
        } else {
            waiting->write(httpAnswer("200 OK", m_toSay.join('\x1e')));
            waiting = nullptr;
        }
        m_toSay.clear();
    }

    QByteArray m_opening;
    QByteArrayList m_toSay;
    QByteArrayList m_heard;

public:
    RawServer server; ///< last: its lambda uses the rest
};

} // namespace feedscope::fakes
