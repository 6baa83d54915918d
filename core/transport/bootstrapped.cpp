#include "core/transport/bootstrapped.h"

#include "core/transport/headers.h"
#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// The endpoint of the question: the same server's secrets go with it, another's do not.
Endpoint ofQuestion(Endpoint endpoint)
{
    const QUrl to = endpoint.url;
    endpoint.url = endpoint.bootstrap.url;
    endpoint.subprotocols.clear();
    if (!isSameServer(to, endpoint.url))
        dropIdentity(endpoint);
    endpoint.headers += endpoint.bootstrap.headers;
    return endpoint;
}

} // namespace

BootstrappedTransport::BootstrappedTransport(Make make, const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
    , m_make(make)
    , m_exchange(ofQuestion(endpoint))
{
    connect(&m_exchange, &HttpExchange::ended, this, &BootstrappedTransport::answered);
}

BootstrappedTransport::~BootstrappedTransport()
{
    BootstrappedTransport::stop();
}

/// The listener hears nothing before start() has returned.
void BootstrappedTransport::start()
{
    QMetaObject::invokeMethod(this, &BootstrappedTransport::ask, Qt::QueuedConnection);
}

void BootstrappedTransport::ask()
{
    if (m_ended)
        return;
    if (const auto fault = checkEndpoint(ofQuestion(m_endpoint), {u"http"_s, u"https"_s}))
        return fail(*fault);
    QNetworkRequest request = m_exchange.request(requestUrl(m_endpoint.bootstrap.url));
    if (m_endpoint.bootstrap.method != "POST")
        return m_exchange.get(request);
    if (!request.hasRawHeader("Content-Type")) // Qt wants a type, even of nothing
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    m_exchange.post(request, m_endpoint.bootstrap.body);
}

void BootstrappedTransport::answered(const HttpEnd &end)
{
    const HttpHead &head = m_exchange.head();
    const QByteArray body = m_exchange.takeBody();
    if (end.fault)
        return fail(*end.fault);
    if (head.status != 200)
        return fail(
            sentences::httpStatus(m_endpoint.bootstrap.url, head.status, head.location, head.retryAfter));
    const Bootstrap::Address address = m_endpoint.bootstrap.address(m_endpoint.url, body);
    if (!address.error.isEmpty())
        return fail({ErrorKind::Persistent,
                     plainText(QCoreApplication::translate(
                                   "feedscope", "The answer of %1 does not say where to connect: %2")
                                   .arg(sentences::peer(m_endpoint.bootstrap.url), address.error)),
                     {},
                     0});
    Endpoint endpoint = m_endpoint;
    if (!isSameServer(address.url, endpoint.url))
        dropIdentity(endpoint); // it was meant for the server of the profile
    endpoint.url = address.url;
    endpoint.bootstrap = {};
    m_inner = m_make(endpoint, m_listener);
    if (!m_cursor.isEmpty())
        m_inner->setCursor(m_cursor);
    m_inner->start();
}

void BootstrappedTransport::stop()
{
    m_ended = true;
    m_exchange.stop();
    if (m_inner)
        m_inner->stop();
}

void BootstrappedTransport::goingForGood()
{
    if (m_inner)
        m_inner->goingForGood();
}

void BootstrappedTransport::setCursor(const QByteArray &cursor)
{
    m_cursor = cursor;
    if (m_inner)
        m_inner->setCursor(cursor);
}

std::optional<QByteArray> BootstrappedTransport::reached() const
{
    return m_inner ? m_inner->reached() : std::nullopt;
}

void BootstrappedTransport::fail(const TransportError &error)
{
    if (m_ended)
        return;
    stop();
    m_listener->transportFailed(error);
}

} // namespace feedscope
