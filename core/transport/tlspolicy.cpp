#include "core/transport/tlspolicy.h"

#include "core/transport/sentences.h"

#include <QCryptographicHash>
#include <QHostAddress>

#include <algorithm>

namespace feedscope {

namespace {

bool isUnknownIssuer(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return true;
    default:
        return false;
    }
}

bool nameMatches(const QString &pattern, const QString &host)
{
    if (!pattern.startsWith(u"*."))
        return pattern.compare(host, Qt::CaseInsensitive) == 0;
    const qsizetype dot = host.indexOf(u'.');
    const QStringView rest = QStringView(pattern).mid(1);
    return dot > 0 && rest.count(u'.') >= 2 &&
           QStringView(host).mid(dot).compare(rest, Qt::CaseInsensitive) == 0;
}

} // namespace

bool certificateNames(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    const QHostAddress address(host);
    if (!address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::ranges::any_of(addresses, [&](const QString &a) { return QHostAddress(a) == address; });
    }
    const QString ascii = QString::fromLatin1(QUrl::toAce(host));
    const QStringList entries = names.values(QSsl::DnsEntry);
    return std::ranges::any_of(entries, [&](const QString &entry) { return nameMatches(entry, ascii); });
}

TlsPolicy::TlsPolicy(const TlsOptions &options, const QUrl &url)
    : m_options(options)
    , m_url(url)
{}

/// With a pin, no authority is trusted at all: then every certificate but the pinned one is refused while the
/// handshake still runs, before a byte of the request could leave.
QSslConfiguration TlsPolicy::configuration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    if (!m_options.pinnedSha256.isEmpty())
        configuration.setCaCertificates({});
    else if (!m_options.authorities.isEmpty())
        configuration.setCaCertificates(m_options.authorities);
    return configuration;
}

bool TlsPolicy::isPinned(const QSslCertificate &peer) const
{
    return !peer.isNull() && peer.digest(QCryptographicHash::Sha256) == m_options.pinnedSha256;
}

QList<QSslError> TlsPolicy::forgiven(const QList<QSslError> &errors, const QSslCertificate &peer) const
{
    QList<QSslError> good;
    if (isPinned(peer))
        std::ranges::copy_if(errors, std::back_inserter(good), isUnknownIssuer);
    return good;
}

TransportError TlsPolicy::fault(const QList<QSslError> &errors, const QSslCertificate &peer) const
{
    if (!m_options.pinnedSha256.isEmpty() && !peer.isNull() && !isPinned(peer))
        return sentences::wrongPin(m_url);
    QList<QSslError> worst = errors;
    if (isPinned(peer))
        worst.removeIf(isUnknownIssuer);
    return sentences::tls(m_url, worst.isEmpty() ? errors : worst);
}

std::optional<TransportError> TlsPolicy::refusal(const QSslCertificate &peer) const
{
    if (!m_options.pinnedSha256.isEmpty() && !isPinned(peer))
        return sentences::wrongPin(m_url);
    if (!certificateNames(peer, m_url.host()))
        return sentences::wrongName(m_url);
    return {};
}

} // namespace feedscope
