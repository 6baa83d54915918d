#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace feedscope {

/// A server's certificate that was refused, for people to look at. A value; its texts came from the wire and are
/// made safe to show.
struct RefusedCertificate
{
    QString peer;   ///< host:port
    QString reason; ///< the sentence that said so
    QString subject;
    QString issuer;
    QDateTime from;
    QDateTime until;
    QByteArray sha256;     ///< of the DER, 32 bytes
    bool pinHelps = false; ///< nothing but its issuer was wrong: a pin vouches for that, never for a date or a name

    bool operator==(const RefusedCertificate &) const = default;
};

} // namespace feedscope
