#include "core/transport/tlspolicy.h"

#include "core/transport/plaintext.h"
#include "core/transport/refusals.h"
#include "core/transport/sentences.h"

#include <QCryptographicHash>
#include <QHostAddress>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

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
{
    if (const auto own = m_options.pinnedAt.constFind(sentences::peer(url).toLower());
        own != m_options.pinnedAt.constEnd())
        m_options.pinnedSha256 = *own;
}

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
    if (!m_options.ownChain.isEmpty()) {
        configuration.setLocalCertificateChain(m_options.ownChain);
        configuration.setPrivateKey(m_options.ownKey);
    }
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
        return refused(sentences::wrongPin(m_url), errors, peer);
    if (errors.isEmpty()) // it broke for another reason
        return sentences::tls(m_url, errors);
    QList<QSslError> worst = errors; // what no pin makes good is said first
    std::ranges::stable_partition(worst, [](const QSslError &error) { return !isUnknownIssuer(error); });
    return refused(sentences::tls(m_url, worst), errors, peer);
}

/// The sentence with the certificate's SHA-256, and the certificate itself to whoever asks for it.
TransportError TlsPolicy::refused(TransportError error, const QList<QSslError> &errors,
                                  const QSslCertificate &peer) const
{
    if (peer.isNull())
        return error;
    error = sentences::withDigest(std::move(error), peer);
    if (!m_options.refusals)
        return error;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    RefusedCertificate refused{sentences::peer(m_url), error.sentence, {}, {}, peer.effectiveDate(),
                               peer.expiryDate(), peer.digest(QCryptographicHash::Sha256), false};
    const auto who = [](QStringList common, const QStringList &organization) {
        return plainText((common + organization).join(u", "_s));
    };
    refused.subject = who(peer.subjectInfo(QSslCertificate::CommonName), peer.subjectInfo(QSslCertificate::Organization));
    refused.issuer = who(peer.issuerInfo(QSslCertificate::CommonName), peer.issuerInfo(QSslCertificate::Organization));
    refused.pinHelps = std::ranges::all_of(errors, isUnknownIssuer) && certificateNames(peer, m_url.host()) &&
                       now >= refused.from && now <= refused.until;
    m_options.refusals->note(refused);
    return error;
}

std::optional<TransportError> TlsPolicy::refusal(const QSslCertificate &peer) const
{
    if (!m_options.pinnedSha256.isEmpty() && !isPinned(peer))
        return refused(sentences::wrongPin(m_url), {}, peer);
    if (!certificateNames(peer, m_url.host()))
        return refused(sentences::wrongName(m_url), {}, peer);
    return {};
}

} // namespace feedscope
