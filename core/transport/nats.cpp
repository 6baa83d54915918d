#include "core/transport/nats.h"

#include "core/transport/plaintext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr char lineEnd[] = "\r\n";

/// For those whose profile says none: user and password of the URL are the server's; a user without a
/// password is a token.
QByteArray usualConnect(const QUrl &url)
{
    QJsonObject options{{u"verbose"_s, false},       {u"pedantic"_s, false},
                        {u"lang"_s, u"feedscope"_s}, {u"version"_s, QStringLiteral(FEEDSCOPE_VERSION)},
                        {u"protocol"_s, 1},          {u"headers"_s, true}};
    const QString user = url.userName(QUrl::FullyDecoded);
    if (!user.isEmpty() && url.password().isEmpty()) {
        options[u"auth_token"_s] = user;
    } else if (!user.isEmpty()) {
        options[u"user"_s] = user;
        options[u"pass"_s] = url.password(QUrl::FullyDecoded);
    }
    return "CONNECT " + QJsonDocument(options).toJson(QJsonDocument::Compact) + "\r\n";
}

} // namespace

NatsTransport::NatsTransport(const Endpoint &endpoint, TransportListener *listener)
    : BrokerTransport(endpoint, listener, {u"NATS"_s, {}, true})
{}

/// Lines as they go over the wire; the CR LF at their end may be left out.
BrokerTransport::Written NatsTransport::written(const QByteArray &text)
{
    static constexpr std::array<std::string_view, 7> known = {"CONNECT", "SUB",  "UNSUB", "PUB",
                                                              "HPUB",    "PING", "PONG"};
    if (text.trimmed().startsWith('{') || text.trimmed().startsWith('['))
        return {{}, {}, true};
    const QByteArray word = text.simplified().split(' ').first();
    const std::string_view op(word.constData(), static_cast<std::size_t>(word.size()));
    if (std::ranges::none_of(known, [op](std::string_view name) { return nats::is(op, name); }))
        return {{},
                QCoreApplication::translate(
                    "feedscope",
                    "The profile sends “%1”, which is no operation of a NATS client: CONNECT, SUB, UNSUB, "
                    "PUB, HPUB, PING "
                    "or PONG.")
                    .arg(plainText(QString::fromUtf8(text), 40))};
    m_subscribed = m_subscribed || nats::is(op, "SUB");
    return {text.endsWith(lineEnd) ? text : text + lineEnd, {}};
}

Extent NatsTransport::firstUnit(std::string_view bytes, std::size_t)
{
    return nats::firstOperation(bytes, m_operation);
}

void NatsTransport::take()
{
    const std::string_view op = m_operation.op;
    if (nats::is(op, "INFO"))
        informed();
    else if (nats::is(op, "PING"))
        asked();
    else if (nats::is(op, "PONG"))
        answered();
    else if (nats::is(op, "-ERR"))
        error();
    else {
        if (m_operation.message)
            accepted();
        deliver();
    }
}

/// The first INFO is the server's greeting; later ones tell of changes in its cluster.
void NatsTransport::informed()
{
    deliver();
    if (isOver() || m_greeted)
        return;
    m_greeted = true;
    QByteArrayList units = greeting();
    if (isOver())
        return;
    if (units.isEmpty() || !units.first().startsWith("CONNECT"))
        units.prepend(usualConnect(m_endpoint.url));
    for (const QByteArray &unit : units)
        say(unit);
    // The answer comes after the server has looked at CONNECT: either this or an error.
    pingSent();
    say("PING\r\n");
}

void NatsTransport::asked()
{
    const std::uint64_t before = unitsSent();
    deliver();
    if (!isOver() && unitsSent() == before)
        say("PONG\r\n");
}

void NatsTransport::answered()
{
    accepted();
    if (!isOver() && !m_subscribed)
        say(written("SUB > 1").bytes);
    if (!isOver())
        pongCame();
}

void NatsTransport::error()
{
    const std::string_view argument = m_operation.argument;
    const QString text =
        plainText(QString::fromUtf8(argument.data(), static_cast<qsizetype>(argument.size())), 100)
            .remove(u'\'');
    if (!isAccepted())
        return refuse(ErrorKind::Persistent,
                      QCoreApplication::translate(
                          "feedscope", "%1 refuses this client: %2. Check what the profile's CONNECT says.")
                          .arg(peer(), text));
    noteReason(text);
    deliver();
}

bool NatsTransport::ping()
{
    if (isOver() || !isAccepted())
        return false;
    pingSent();
    say("PING\r\n");
    return true;
}

} // namespace feedscope
