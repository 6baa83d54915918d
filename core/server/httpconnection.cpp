#include "core/server/httpconnection.h"

#include "core/clock.h"
#include "core/server/listener.h"
#include "core/server/wshandshake.h"

#include <algorithm>

namespace feedscope::server {

using namespace std::chrono_literals;

namespace {

constexpr qint64 readSize = 16 * 1024;
constexpr std::chrono::milliseconds lingering = 1000ms;
constexpr auto closing = 2000ms;

/// The address that the visitor reached, as it stands in a Host header.
QByteArray localName(const QTcpSocket *socket)
{
    const QHostAddress address = socket->localAddress();
    const QByteArray text = address.toString().toLatin1().toLower();
    return address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + text + ']' : text;
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const Shared &shared, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_shared(shared)
    , m_reader(shared.limits.header, shared.limits.body)
{
    m_socket->setParent(this);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &HttpConnection::timeOut);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::readSome);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::wroteSome);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_phase = Phase::Closing;
        m_held.reset();
        m_deadline.stop();
        emit finished();
    });
    enter(Phase::Request, m_shared.limits.handshake);
}

void HttpConnection::enter(Phase phase, std::chrono::milliseconds limit)
{
    m_phase = phase;
    m_deadline.start(limit);
}

void HttpConnection::readSome()
{
    const std::int64_t receivedUs = wallNow() / microsecond;
    if (m_reading) // flush() inside an answer may emit bytesWritten
        return;
    m_reading = true;
    if (m_phase == Phase::Idle && m_socket->bytesAvailable() > 0)
        enter(Phase::Request, m_shared.limits.handshake);
    process(receivedUs);
    while (m_phase == Phase::Request && m_socket->bytesAvailable() > 0 &&
           backlog(m_socket) < m_shared.limits.backlog) {
        m_reader.feed(m_socket->read(readSize));
        process(receivedUs);
    }
    if (m_phase == Phase::Lingering)
        discardInput(m_socket);
    m_reading = false;
    if (m_phase == Phase::Upgraded)
        emit upgraded();
    else if (m_phase == Phase::Streaming)
        emit streams();
}

void HttpConnection::wroteSome()
{
    // A long answer on a slow line is not idle.
    if (m_phase == Phase::Idle || m_phase == Phase::Closing)
        m_deadline.start();
    readSome();
}

void HttpConnection::process(std::int64_t receivedUs, bool answered)
{
    while (m_phase == Phase::Request && backlog(m_socket) < m_shared.limits.backlog) {
        const auto request = m_reader.next();
        if (!request)
            break;
        answered = true;
        handle(*request, receivedUs);
    }
    if (m_phase != Phase::Request)
        return;
    if (m_reader.failure())
        refuse(*m_reader.failure());
    else if (m_reader.takeContinue())
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    else if (answered && m_reader.midRequest())
        enter(Phase::Request, m_shared.limits.handshake);
    else if (answered)
        enter(Phase::Idle, m_shared.limits.idle);
}

void HttpConnection::handle(const HttpRequest &request, std::int64_t receivedUs)
{
    const auto verdict = m_shared.gate.check(request, localName(m_socket));
    if (verdict != Gate::Verdict::Welcome) {
        m_shared.counters.refusedHost += verdict != Gate::Verdict::WrongOrigin;
        m_shared.counters.refusedOrigin += verdict == Gate::Verdict::WrongOrigin;
        HttpResponse response = refusal(verdict);
        response.close = true;
        answer(request, std::move(response));
    } else if (wantsWebSocket(request)) {
        upgrade(request);
    } else {
        HttpResponse response = answerTo(request, receivedUs);
        if (response.hold.count() > 0) {
            m_held = request;
            enter(Phase::Held, std::min(response.hold, m_shared.limits.hold));
            if (!EioHub::owns(request)) // its session wakes it
                emit held();
            return;
        }
        count(response);
        response.close = !request.keepAlive || response.stream;
        if (response.stream && request.method == "GET")
            stream(request, response);
        else
            answer(request, std::move(response));
    }
}

void HttpConnection::stream(const HttpRequest &request, const HttpResponse &response)
{
    m_socket->write(response.bytes(request));
    ++m_shared.counters.requests;
    m_deadline.stop();
    m_becomes = request;
    m_phase = Phase::Streaming;
}

void HttpConnection::answerHeld()
{
    if (!m_held)
        return;
    const HttpRequest request = *std::exchange(m_held, std::nullopt);
    const std::int64_t now = wallNow() / microsecond;
    m_phase = Phase::Request;
    m_reading = true;
    HttpResponse response = answerTo(request, now);
    response.close = !request.keepAlive;
    answer(request, std::move(response));
    process(now, true);
    m_reading = false;
    readSome(); // what came while it was held
}

HttpResponse HttpConnection::answerTo(const HttpRequest &request, std::int64_t receivedUs)
{
    return EioHub::owns(request) ? m_shared.socketIo.answer(request, receivedUs, this)
                                 : m_shared.api.answer(request, receivedUs);
}

void HttpConnection::upgrade(const HttpRequest &request)
{
    HttpResponse response = handshake(request);
    if (response.status == 101 && EioHub::owns(request))
        if (const auto refused = m_shared.socketIo.refusalOf(request, m_socket->peerAddress()))
            response = *refused;
    if (response.status != 101) {
        count(response);
        response.close = true;
        answer(request, std::move(response));
        return;
    }
    m_socket->write(response.bytes(request));
    ++m_shared.counters.requests;
    m_deadline.stop();
    m_becomes = request;
    m_phase = Phase::Upgraded;
}

void HttpConnection::count(const HttpResponse &response)
{
    m_shared.counters.refusedOther +=
        response.status == 404 || response.status == 405 || response.status == 426;
    m_shared.counters.refusedSyntax += response.status == 400;
}

void HttpConnection::answer(const HttpRequest &request, HttpResponse response)
{
    ++m_shared.counters.requests;
    m_socket->write(response.bytes(request));
    m_socket->flush();
    if (response.close)
        close();
}

void HttpConnection::refuse(HttpResponse response)
{
    if (response.status == 408)
        ++m_shared.counters.refusedTime;
    else if (response.status == 413 || response.status == 431)
        ++m_shared.counters.refusedSize;
    else if (response.status == 503)
        ++m_shared.counters.refusedPeer;
    else
        ++m_shared.counters.refusedSyntax;
    ++m_shared.counters.requests;
    response.close = true;
    m_socket->write(response.bytes({}));
    m_socket->flush();
    enter(Phase::Lingering, std::min(lingering, m_shared.limits.handshake));
}

void HttpConnection::close()
{
    if (m_held) {
        m_held->keepAlive = false;
        answerHeld(); // and closes
        return;
    }
    enter(Phase::Closing, closing);
    m_socket->disconnectFromHost();
}

void HttpConnection::timeOut()
{
    switch (m_phase) {
    case Phase::Request:
        refuse(refusal(408, "This request took too long; send it in one go."));
        break;
    case Phase::Held:
        answerHeld();
        break;
    case Phase::Idle:
    case Phase::Lingering:
        close();
        break;
    case Phase::Closing:
        m_socket->abort();
        break;
    case Phase::Upgraded:
    case Phase::Streaming:
        break;
    }
}

QTcpSocket *HttpConnection::takeSocket()
{
    disconnect(m_socket, nullptr, this, nullptr);
    m_socket->setParent(nullptr);
    return m_socket;
}

} // namespace feedscope::server
