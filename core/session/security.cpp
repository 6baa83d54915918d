#include "core/session/security.h"

#include "core/decode/certificatepins.h"
#include "core/decode/environmentsecret.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr qint64 largestFile = 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// Empty if it cannot be read. What is no file, such as a pipe, might be waited for without end.
QByteArray contentOf(const QString &name)
{
    QFile file(name.startsWith("~/"_L1) ? QDir::homePath() + name.sliced(1) : name);
    return QFileInfo(file).isFile() && file.open(QIODevice::ReadOnly) ? file.read(largestFile) : QByteArray();
}

bool isEncrypted(const QByteArray &pem)
{
    return pem.contains("ENCRYPTED");
}

/// Without a pass phrase OpenSSL would ask the terminal for the one of an encrypted key.
QSslKey keyFrom(const QByteArray &pem, const QByteArray &passPhrase)
{
    if (isEncrypted(pem) && passPhrase.isEmpty())
        return {};
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa})
        if (const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passPhrase); !key.isNull())
            return key;
    return {};
}

QString readOwn(const TlsSpec &spec, const SecretSource &secret, TlsOptions &tls)
{
    tls.ownChain = QSslCertificate::fromData(contentOf(spec.clientCert));
    if (tls.ownChain.isEmpty())
        return tr("%1 holds no certificate that can be read; --client-cert wants a PEM file.")
            .arg(spec.clientCert);
    const QString file = spec.clientKey.isEmpty() ? spec.clientCert : spec.clientKey; // one file may hold both
    const QByteArray pem = contentOf(file);
    const QString name = QString::fromUtf16(clientKeySecret);
    const std::optional<QString> phrase = isEncrypted(pem) && secret ? secret(name) : std::nullopt;
    if (isEncrypted(pem) && !phrase)
        return tr("The key in %1 is encrypted, and its pass phrase is not there. Set the variable %2, or run "
                  "“feedscope secret set %3”.")
            .arg(file, QString::fromLatin1(environmentVariable(name)), name);
    tls.ownKey = keyFrom(pem, phrase.value_or(QString()).toUtf8());
    if (tls.ownKey.isNull())
        return phrase ? tr("The pass phrase does not open the key in %1.").arg(file)
                      : tr("%1 holds no RSA or EC key that can be read; --client-key wants a PEM file.").arg(file);
    return {};
}

} // namespace

bool isEncryptedKey(const QString &file)
{
    return !file.isEmpty() && isEncrypted(contentOf(file));
}

QString readTls(const TlsSpec &spec, const SecretSource &secret, TlsOptions &tls)
{
    if (!spec.ca.isEmpty()) {
        tls.authorities = QSslCertificate::fromData(contentOf(spec.ca));
        if (tls.authorities.isEmpty())
            return tr("%1 holds no certificate that can be read; a PEM file of the authority's is wanted.").arg(spec.ca);
    }
    if (!spec.pin.isEmpty()) {
        const auto pins = parsePins(spec.pin);
        if (!pins)
            return tr("“%1” is no SHA-256 of a certificate: it has 64 hexadecimal digits.").arg(spec.pin.left(100));
        tls.pinnedAt = *pins;
        if (const QByteArray everywhere = tls.pinnedAt.take({}); !everywhere.isEmpty())
            tls.pinnedSha256 = everywhere;
    }
    return spec.clientCert.isEmpty() ? QString() : readOwn(spec, secret, tls);
}

QNetworkProxy proxyFor(const QString &proxy, const QUrl &url)
{
    if (proxy.isEmpty() || proxy == "none"_L1)
        return {QNetworkProxy::NoProxy};
    if (proxy == "system"_L1) {
        QUrl asked = url; // systems know rules for http and https
        const QString scheme = url.scheme().section(u'+', -1);
        const bool tls = scheme == "wss"_L1 || scheme == "https"_L1 || scheme == "tls"_L1;
        asked.setScheme(tls ? u"https"_s : u"http"_s);
        const auto found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(asked));
        return found.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : found.first();
    }
    const QUrl way(proxy, QUrl::StrictMode);
    const bool socks = way.scheme() == "socks5"_L1;
    constexpr int usualSocks = 1080, usualHttp = 3128;
    return {socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, way.host(),
            static_cast<quint16>(way.port(socks ? usualSocks : usualHttp)), way.userName(QUrl::FullyDecoded),
            way.password(QUrl::FullyDecoded)};
}

} // namespace feedscope
