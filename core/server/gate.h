#pragma once

#include "core/server/http.h"

#include <QByteArrayList>

namespace feedscope::server {

/// Decides whether a request was meant for this server, so that a page of another site cannot read or steer
/// it through the visitor's own browser (DNS rebinding, cross-site requests; faults.md 5.17).
class Gate
{
public:
    enum class Verdict : std::uint8_t
    {
        Welcome,
        NoHost, ///< none, or more than one (RFC 9112 section 3.2)
        WrongHost,
        WrongOrigin, ///< the page that asks is not of this very host
    };

    /// `names`: hosts, IPv6 in brackets, that visitors may ask for at `port`.
    Gate(QByteArrayList names, quint16 port, bool tls);

    /// `local`: the address that the visitor reached us at (no name, so no rebinding), brackets included.
    Verdict check(const HttpRequest &request, const QByteArray &local) const;

private:
    bool isOurs(const QByteArray &authority, const QByteArray &local) const;

    QByteArrayList m_names; ///< in lower case
    quint16 m_port;
    bool m_tls;
};

/// The refusal to answer with.
HttpResponse refusal(Gate::Verdict verdict);

} // namespace feedscope::server
