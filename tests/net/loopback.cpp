#include "tests/net/loopback.h"

#include <QSignalSpy>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

QByteArray pemOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    QByteArray pem(data, qsizetype(size));
    BIO_free(bio);
    return pem;
}

void addExtension(X509 *x509, int id, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
}

} // namespace

LoopbackServer::LoopbackServer()
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            const qsizetype index = m_peers.size();
            m_peers.append(socket);
            m_received.append(QByteArray());
            connect(socket, &QTcpSocket::readyRead, this,
                    [this, socket, index] { m_received[index] += socket->readAll(); });
        }
    });
}

QTcpSocket *LoopbackServer::peer(int n)
{
    QSignalSpy arrived(this, &QTcpServer::newConnection);
    while (m_peers.size() <= n && arrived.wait(5000)) {
    }
    return m_peers.value(n);
}

std::unique_ptr<QTcpSocket> connectThrough(const QNetworkProxy &proxy, quint16 port, const QString &host)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->setProxy(proxy);
    socket->connectToHost(host, port);
    return socket;
}

int connectRaw(quint16 relayPort, quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(relayPort);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    const char request[] = {5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, char(port >> 8), char(port & 0xff)};
    char answer[12] = "";
    if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
        ::send(descriptor, request, sizeof request, 0) == ssize_t(sizeof request) &&
        ::recv(descriptor, answer, sizeof answer, MSG_WAITALL) == ssize_t(sizeof answer) && answer[3] == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

TestIdentity makeTestIdentity()
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *x509 = X509_new();
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 86400);
    X509_set_pubkey(x509, key);
    X509_NAME *name = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(x509, name);
    addExtension(x509, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    addExtension(x509, NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(x509, key, EVP_sha256());
    BIO *keyBio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(keyBio, key, nullptr, nullptr, 0, nullptr, nullptr);
    BIO *certBio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(certBio, x509);
    X509_free(x509);
    EVP_PKEY_free(key);
    return {QSslKey(pemOf(keyBio), QSsl::Ec), QSslCertificate(pemOf(certBio))};
}
