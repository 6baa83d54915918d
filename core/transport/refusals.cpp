#include "core/transport/refusals.h"

namespace feedscope {

void Refusals::note(const RefusedCertificate &certificate)
{
    constexpr qsizetype most = 16;
    const std::lock_guard lock(m_mutex);
    m_newest.removeIf([&](const RefusedCertificate &other) { return other.peer == certificate.peer; });
    if (m_newest.size() == most)
        m_newest.removeFirst();
    m_newest.append(certificate);
}

std::optional<RefusedCertificate> Refusals::namedBy(const QString &sentence) const
{
    const std::lock_guard lock(m_mutex);
    for (const RefusedCertificate &certificate : m_newest)
        if (sentence.contains(QString::fromLatin1(certificate.sha256.toHex())) && sentence.contains(certificate.peer))
            return certificate;
    return std::nullopt;
}

} // namespace feedscope
