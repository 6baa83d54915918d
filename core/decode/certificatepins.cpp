#include "core/decode/certificatepins.h"

#include <QStringList>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

std::optional<CertificatePins> parsePins(const QString &text)
{
    constexpr qsizetype length = 32;
    CertificatePins pins;
    for (const QString &part : text.split(u',')) {
        const qsizetype equals = part.lastIndexOf(u'=');
        const QString peer = part.left(std::max<qsizetype>(equals, 0)).trimmed().toLower();
        const QByteArray digits = part.sliced(equals + 1).trimmed().remove(u':').toLatin1().toLower();
        const QByteArray sha256 = QByteArray::fromHex(digits);
        const bool named = equals < 0 || (peer.contains(u':') && !peer.contains(u' '));
        if (sha256.size() != length || sha256.toHex() != digits || !named || pins.contains(peer))
            return std::nullopt;
        pins.insert(peer, sha256);
    }
    return pins;
}

QString withPin(const QString &text, const QString &peer, const QByteArray &sha256)
{
    CertificatePins pins = parsePins(text).value_or(CertificatePins());
    pins.insert(peer.toLower(), sha256);
    QStringList parts;
    for (auto pin = pins.begin(); pin != pins.end(); ++pin)
        parts.append((pin.key().isEmpty() ? QString() : pin.key() + u'=') + QString::fromLatin1(pin->toHex()));
    return parts.join(u", "_s);
}

} // namespace feedscope
