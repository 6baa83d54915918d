#include "core/server/gate.h"

namespace feedscope::server {

Gate::Gate(QByteArrayList names, quint16 port, bool tls)
    : m_names(std::move(names))
    , m_port(port)
    , m_tls(tls)
{
    for (QByteArray &name : m_names)
        name = name.toLower();
}

bool Gate::isOurs(const QByteArray &authority, const QByteArray &local) const
{
    const auto colon = authority.lastIndexOf(':');
    const bool hasPort = colon > authority.lastIndexOf(']');
    const QByteArray name = hasPort ? authority.first(colon) : authority;
    const QByteArray port = hasPort ? authority.sliced(colon + 1) : QByteArray(m_tls ? "443" : "80");
    return port == QByteArray::number(m_port) && (name == local || m_names.contains(name));
}

Gate::Verdict Gate::check(const HttpRequest &request, const QByteArray &local) const
{
    if (request.headerCount("host") != 1)
        return Verdict::NoHost;
    const QByteArray host = request.header("host").toLower();
    if (!isOurs(host, local))
        return Verdict::WrongHost;
    if (request.headerCount("origin") == 0)
        return Verdict::Welcome;
    const QByteArray own = (m_tls ? "https://" : "http://") + host;
    return request.header("origin").toLower() == own ? Verdict::Welcome : Verdict::WrongOrigin;
}

HttpResponse refusal(Gate::Verdict verdict)
{
    switch (verdict) {
    case Gate::Verdict::NoHost:
        return refusal(400, "A request must name its host once; add a Host header.");
    case Gate::Verdict::WrongHost:
        return refusal(421,
                       "This server does not answer for that host; use its own address, e.g. 127.0.0.1.");
    case Gate::Verdict::WrongOrigin:
        return refusal(403, "Pages of other sites may not use this server; open it by its own address.");
    case Gate::Verdict::Welcome:
        break;
    }
    return {};
}

} // namespace feedscope::server
