#include "core/server/certificate.h"

#include <QHostAddress>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace feedscope::server {

namespace {

constexpr long dayInSeconds = 24 * 60 * 60;

template <auto release>
struct Releaser
{
    template <typename T>
    void operator()(T *pointer) const
    {
        release(pointer);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, Releaser<X509_free>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION_free>>;

QByteArray alternativeNames(const QByteArrayList &names)
{
    QByteArray list = "DNS:localhost,IP:127.0.0.1,IP:::1";
    for (const QByteArray &name : names) {
        const bool address = !QHostAddress(QString::fromLatin1(name)).isNull();
        list += (address ? ",IP:" : ",DNS:") + name;
    }
    return list;
}

bool addExtension(X509 *certificate, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool nameAndDate(X509 *certificate)
{
    std::uint64_t serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) != 1)
        return false;
    auto *subject = X509_get_subject_name(certificate);
    const auto *commonName = reinterpret_cast<const unsigned char *>("Feedscope demo feed");
    return X509_set_version(certificate, 2) == 1 // 2 means version 3
           && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1 &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -dayInSeconds) &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), 7 * dayInSeconds) &&
           X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, commonName, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, subject) == 1;
}

CertificatePointer selfSigned(EVP_PKEY *key, const QByteArrayList &names)
{
    CertificatePointer certificate(X509_new());
    const bool made = certificate && nameAndDate(certificate.get()) &&
                      X509_set_pubkey(certificate.get(), key) == 1 &&
                      addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                      addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature") &&
                      addExtension(certificate.get(), NID_ext_key_usage, "serverAuth") &&
                      addExtension(certificate.get(), NID_subject_alt_name, alternativeNames(names)) &&
                      X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    return made ? std::move(certificate) : nullptr;
}

/// The DER of what an i2d function writes.
template <typename T>
QByteArray der(int (*write)(T *, unsigned char **), T *object)
{
    QByteArray bytes(std::max(0, write(object, nullptr)), Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(bytes.data());
    if (!bytes.isEmpty())
        write(object, &out);
    return bytes;
}

} // namespace

QByteArray Identity::sha256() const
{
    return certificate.digest(QCryptographicHash::Sha256);
}

std::optional<Identity> makeIdentity(const QByteArrayList &names)
{
    const KeyPointer key(EVP_EC_gen("P-256"));
    if (!key)
        return std::nullopt;
    const CertificatePointer certificate = selfSigned(key.get(), names);
    if (!certificate)
        return std::nullopt;
    Identity identity{QSslCertificate(der<const X509>(i2d_X509, certificate.get()), QSsl::Der),
                      QSslKey(der<const EVP_PKEY>(i2d_PrivateKey, key.get()), QSsl::Ec, QSsl::Der)};
    return identity.certificate.isNull() || identity.key.isNull() ? std::nullopt
                                                                  : std::optional(std::move(identity));
}

} // namespace feedscope::server
