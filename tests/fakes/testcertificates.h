#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

#include <thread>

namespace feedscope::fakes {

/// A certificate and its key, made for one test run by the openssl command; never kept.
struct TestCertificate
{
    QSslCertificate certificate;
    QSslKey key;

    bool isNull() const { return certificate.isNull() || key.isNull(); }
    QByteArray sha256() const { return certificate.digest(QCryptographicHash::Sha256); }
};

/// From a thread of its own: QProcess starts its child as vfork(2) does, in our memory, and ThreadSanitizer, which
/// never sees the child leave, would from then on miss every lock of the thread that started it.
inline void runOpenssl(const QStringList &arguments)
{
    std::thread([&arguments] {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), arguments);
        openssl.waitForFinished();
    }).join();
}

/// Self-signed; `names` as OpenSSL writes subjectAltName ("DNS:localhost,IP:127.0.0.1"), empty: none at all.
inline TestCertificate makeCertificate(const QString &commonName, const QString &names)
{
    const QTemporaryDir dir;
    const QString certificate = dir.filePath(QStringLiteral("c.pem"));
    const QString key = dir.filePath(QStringLiteral("k.pem"));
    QStringList arguments{QStringLiteral("req"),
                          QStringLiteral("-x509"),
                          QStringLiteral("-newkey"),
                          QStringLiteral("ec"),
                          QStringLiteral("-pkeyopt"),
                          QStringLiteral("ec_paramgen_curve:prime256v1"),
                          QStringLiteral("-nodes"),
                          QStringLiteral("-days"),
                          QStringLiteral("2"),
                          QStringLiteral("-subj"),
                          QStringLiteral("/CN=") + commonName,
                          QStringLiteral("-out"),
                          certificate,
                          QStringLiteral("-keyout"),
                          key};
    if (!names.isEmpty())
        arguments << QStringLiteral("-addext") << QStringLiteral("subjectAltName=") + names;
    runOpenssl(arguments);
    QFile keyFile(key);
    const auto found = QSslCertificate::fromPath(certificate);
    if (found.isEmpty() || !keyFile.open(QIODevice::ReadOnly))
        return TestCertificate{QSslCertificate(), QSslKey()};
    return {found.first(), QSslKey(&keyFile, QSsl::Ec)};
}

} // namespace feedscope::fakes
