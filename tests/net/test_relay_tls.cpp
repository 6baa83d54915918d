// What TLS adds, told by the relay from the outside, against plaintext of known size between two QSslSockets.

#include "core/net/relay.h"
#include "tests/net/loopback.h"

#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

const QString lane = u"wss"_s;

QByteArray head(qsizetype size)
{
    return QByteArray("HTTP/1.1 200 OK\r\n") + QByteArray(size, 'h');
}

} // namespace

class TestRelayTls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_identity = makeTestIdentity(); }

    void addedBytesAreExact_data()
    {
        QTest::addColumn<QSsl::SslProtocol>("protocol");
        QTest::addColumn<QString>("suite");
        QTest::addColumn<bool>("closeByClient");
        for (const bool client : {true, false}) {
            const QByteArray who = client ? ", client closes" : ", server closes";
            QTest::newRow(QByteArray("1.3" + who).constData()) << QSsl::TlsV1_3 << QString() << client;
            QTest::newRow(QByteArray("1.3 AES-128" + who).constData())
                << QSsl::TlsV1_3 << u"TLS_AES_128_GCM_SHA256"_s << client;
            QTest::newRow(QByteArray("1.2" + who).constData()) << QSsl::TlsV1_2 << QString() << client;
            QTest::newRow(QByteArray("1.2 ChaCha" + who).constData())
                << QSsl::TlsV1_2 << u"ECDHE-ECDSA-CHACHA20-POLY1305"_s << client;
        }
    }

    void addedBytesAreExact()
    {
        QFETCH(QSsl::SslProtocol, protocol);
        QFETCH(QString, suite);
        QFETCH(bool, closeByClient);
        Relay relay;
        QCOMPARE(relay.start(), QString());
        relay.openLane(lane);
        QSslServer server;
        server.setSslConfiguration(serverConfiguration(protocol));
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QSslSocket client;
        client.setProxy(relay.proxy(lane));
        client.setSslConfiguration(clientConfiguration(protocol, suite));
        client.connectToHostEncrypted(u"localhost"_s, server.serverPort());
        QTRY_VERIFY2(client.isEncrypted(), qPrintable(client.errorString()));
        QTRY_VERIFY(server.hasPendingConnections());
        auto *peer = server.nextPendingConnection();

        std::int64_t plain = 0;
        talk(client, *peer, plain);
        const WireCount open = relay.count(lane);
        QCOMPARE(open.sent + open.received - open.tls, plain);
        QCOMPARE(open.tlsHandshakes, 1);
        QCOMPARE(open.headSent, std::int64_t(0));

        (closeByClient ? static_cast<QTcpSocket *>(&client) : peer)->disconnectFromHost();
        QTRY_VERIFY(!relay.count(lane).sockets.front().open);
        const WireCount closed = relay.count(lane);
        QCOMPARE(closed.sent + closed.received - closed.tls, plain);
        QVERIFY(closed.tls > open.tls); // the alerts
    }

private:
    /// Several sizes, one of them over many records, another of an alert's size; adds up all plaintext bytes.
    void talk(QSslSocket &client, QTcpSocket &peer, std::int64_t &plain)
    {
        for (const qsizetype size : {300, 300, 2, 40'000, 2, 7}) {
            const QByteArray request(size, 'q');
            const QByteArray answer = head(size);
            client.write(request);
            QTRY_COMPARE(peer.bytesAvailable(), qint64(request.size()));
            peer.readAll();
            peer.write(answer);
            QTRY_COMPARE(client.bytesAvailable(), qint64(answer.size()));
            client.readAll();
            plain += request.size() + answer.size();
        }
    }

    QSslConfiguration serverConfiguration(QSsl::SslProtocol protocol) const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(m_identity.certificate);
        configuration.setPrivateKey(m_identity.key);
        configuration.setProtocol(protocol);
        return configuration;
    }

    QSslConfiguration clientConfiguration(QSsl::SslProtocol protocol, const QString &suite) const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({m_identity.certificate});
        configuration.setProtocol(protocol);
        if (!suite.isEmpty())
            configuration.setCiphers({QSslCipher(suite)});
        return configuration;
    }

    TestIdentity m_identity;
};

QTEST_GUILESS_MAIN(TestRelayTls)
#include "test_relay_tls.moc"
