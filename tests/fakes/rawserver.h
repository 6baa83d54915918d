#pragma once

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QNetworkDatagram>
#include <QTimer>
#include <QUdpSocket>
#include <QtEndian>

#include <functional>
#include <optional>

namespace feedscope::fakes {

/// A server on loopback that does to the byte what a test says, right or wrong. `onConnect` sees each
/// connection, `onHead` each whole request head, once the body that it announces has come (kept in `bodies`);
/// what comes after a head that was answered with 101 is kept in `received`.
class RawServer final : public QTcpServer
{
public:
    using OnConnect = std::function<void(QTcpSocket *)>;
    using OnHead = std::function<void(QTcpSocket *, const QByteArray &head)>;

    explicit RawServer(OnHead onHead = {}, OnConnect onConnect = {})
        : m_onConnect(std::move(onConnect))
        , m_onHead(std::move(onHead))
    {
        setMaxPendingConnections(1000);
        listen(QHostAddress::LocalHost);
    }

    void useTls(const QSslCertificate &certificate, const QSslKey &key)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(certificate);
        tls.setPrivateKey(key);
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_tls = tls;
    }

    /// From now on the peer's bytes pile up, first in the kernel, then at the peer.
    static void stopReading(QTcpSocket *socket)
    {
        QObject::disconnect(socket, &QTcpSocket::readyRead, nullptr, nullptr);
        socket->setReadBufferSize(1);
    }

    /// Keeps `bytes` flowing for as long as the peer takes them.
    static void flood(QTcpSocket *socket, const QByteArray &bytes)
    {
        connect(socket, &QTcpSocket::bytesWritten, socket, [socket, bytes] {
            if (socket->bytesToWrite() == 0)
                socket->write(bytes);
        });
        socket->write(bytes);
    }

    /// Answers each datagram that comes to the same port of UDP with these.
    void serveDatagrams(std::function<QByteArrayList(const QByteArray &)> answer)
    {
        m_datagrams.bind(QHostAddress::LocalHost, serverPort());
        connect(&m_datagrams, &QUdpSocket::readyRead, this, [this, answer = std::move(answer)] {
            while (m_datagrams.hasPendingDatagrams()) {
                const QNetworkDatagram datagram = m_datagrams.receiveDatagram();
                heads.append(datagram.data());
                for (const QByteArray &text : answer(datagram.data()))
                    m_datagrams.writeDatagram(datagram.makeReply(text));
            }
        });
    }

    bool asksNothing = false; ///< calls `onHead` with an empty head as soon as a client has connected
    QList<QByteArray> heads;
    QList<QByteArray> bodies; ///< of requests that have one
    QByteArray received;      ///< after an upgrade
    int connections = 0;
    int disconnections = 0;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        auto *socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::disconnected, this, [this] { ++disconnections; });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        if (auto *tls = qobject_cast<QSslSocket *>(socket); tls != nullptr && m_tls) {
            tls->setSslConfiguration(*m_tls);
            tls->startServerEncryption();
            connect(tls, &QSslSocket::encrypted, this, [this, tls] { askNothing(tls); });
        }
        if (m_onConnect)
            m_onConnect(socket);
        if (!m_tls)
            askNothing(socket);
    }

private:
    void askNothing(QTcpSocket *socket)
    {
        if (asksNothing && m_onHead)
            m_onHead(socket, {});
    }

    void read(QTcpSocket *socket)
    {
        if (asksNothing || socket->property("upgraded").toBool()) {
            received += socket->readAll();
            return;
        }
        QByteArray buffer = socket->property("head").toByteArray() + socket->readAll();
        while (true) {
            const qsizetype end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                break;
            const QByteArray head = buffer.left(end + 4);
            const qsizetype length = bodyLength(head);
            if (buffer.size() < head.size() + length)
                break;
            if (length > 0)
                bodies.append(buffer.mid(head.size(), length));
            buffer.remove(0, head.size() + length);
            heads.append(head);
            if (head.toLower().contains("upgrade: websocket"))
                socket->setProperty("upgraded", true);
            if (m_onHead)
                m_onHead(socket, head);
        }
        socket->setProperty("head", buffer);
    }

    static qsizetype bodyLength(const QByteArray &head)
    {
        const qsizetype at = head.toLower().indexOf("\r\ncontent-length:");
        return at < 0 ? 0 : head.mid(at + 17, head.indexOf('\r', at + 2) - at - 17).trimmed().toLongLong();
    }

    OnConnect m_onConnect;
    OnHead m_onHead;
    std::optional<QSslConfiguration> m_tls;
    QUdpSocket m_datagrams;
};

/// The value of a header in a head; empty if there is none.
inline QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    const QByteArray start = name.toLower() + ':';
    for (const QByteArray &line : head.split('\n'))
        if (line.toLower().startsWith(start))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

/// An HTTP answer with a length; `headers` are whole lines.
inline QByteArray httpAnswer(const QByteArray &status, const QByteArray &body = {},
                             const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) +
           "\r\n\r\n" + body;
}

/// Sec-WebSocket-Accept for the key in `head` (RFC 6455 4.2.2).
inline QByteArray acceptKey(const QByteArray &head)
{
    const QByteArray proof = headerOf(head, "Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(proof, QCryptographicHash::Sha1).toBase64();
}

/// The right answer to a WebSocket handshake; `headers` are whole lines.
inline QByteArray upgradeAnswer(const QByteArray &head, const QByteArray &headers = {})
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: " +
           acceptKey(head) + "\r\n" + headers + "\r\n";
}

enum Opcode : quint8
{
    Continue = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
    Final = 0x80
};

/// A frame as a server sends it, unmasked; `first` is the opcode with Final, or whatever a test wants there.
inline QByteArray frame(int first, const QByteArray &payload)
{
    QByteArray bytes(1, char(first));
    if (payload.size() < 126) {
        bytes += char(payload.size());
    } else if (payload.size() < 65536) {
        bytes += char(126);
        const quint16 size = qToBigEndian(quint16(payload.size()));
        bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
    } else {
        bytes += char(127);
        const quint64 size = qToBigEndian(quint64(payload.size()));
        bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
    }
    return bytes + payload;
}

inline QByteArray text(const QByteArray &payload)
{
    return frame(Final | Text, payload);
}

/// A frame of a client (RFC 6455 5.3), taken off the front of `bytes`; empty if none is whole. `first` is its
/// first byte.
inline QByteArray takeClientFrame(QByteArray &bytes, int *first = nullptr)
{
    if (bytes.size() < 6)
        return {};
    qsizetype at = 2;
    qsizetype size = bytes.at(1) & 0x7f;
    if (size == 126) {
        size = qFromBigEndian<quint16>(bytes.constData() + 2);
        at = 4;
    } else if (size == 127) {
        size = qsizetype(qFromBigEndian<quint64>(bytes.constData() + 2));
        at = 10;
    }
    if (bytes.size() < at + 4 + size)
        return {};
    if (first != nullptr)
        *first = quint8(bytes.at(0));
    const QByteArray mask = bytes.mid(at, 4);
    QByteArray payload = bytes.mid(at + 4, size);
    for (qsizetype i = 0; i < size; ++i)
        payload[i] = char(payload.at(i) ^ mask.at(i % 4));
    bytes.remove(0, at + 4 + size);
    return payload;
}

/// A close frame with a code and a reason.
inline QByteArray closeFrame(quint16 code, const QByteArray &reason = {})
{
    const quint16 wire = qToBigEndian(code);
    return frame(Final | Close, QByteArray(reinterpret_cast<const char *>(&wire), sizeof wire) + reason);
}

} // namespace feedscope::fakes
