#include "core/transport/stomp.h"

#include "core/transport/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualBeat = 10'000; ///< ms, both ways

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// The two numbers of a heart-beat header.
std::pair<int, int> beats(const stomp::Frame &frame)
{
    const QByteArray text = bytesOf(stomp::header(frame, "heart-beat").value_or("0,0"));
    return {text.split(',').value(0).toInt(), text.split(',').value(1).toInt()};
}

/// For those whose profile says none: user and password of the URL are the broker's.
QByteArray usualConnect(const QUrl &url)
{
    QByteArray frame = "CONNECT\naccept-version:1.0,1.1,1.2\nhost:" + url.host().toUtf8() +
                       "\nheart-beat:" + QByteArray::number(usualBeat) + ',' + QByteArray::number(usualBeat) +
                       '\n';
    if (!url.userName().isEmpty())
        frame += "login:" + url.userName(QUrl::FullyDecoded).toUtf8() +
                 "\npasscode:" + url.password(QUrl::FullyDecoded).toUtf8() + '\n';
    return frame + "\n" + '\0';
}

} // namespace

StompTransport::StompTransport(const Endpoint &endpoint, TransportListener *listener)
    : BrokerTransport(endpoint, listener,
                      {u"STOMP"_s, {u"v12.stomp"_s, u"v11.stomp"_s, u"v10.stomp"_s}, false})
{
    connect(&m_heartBeat, &QTimer::timeout, this, [this] { say("\n"); });
}

/// A frame as it goes over the wire; the NUL at its end may be left out.
BrokerTransport::Written StompTransport::written(const QByteArray &text)
{
    if (text.trimmed().startsWith('{') || text.trimmed().startsWith('['))
        return {{}, {}, true};
    if (text == "\n" || text == "\r\n")
        return {text, {}};
    QByteArray bytes = text.endsWith('\0') || text.endsWith(QByteArrayView("\0\n", 2)) ? text : text + '\0';
    stomp::Frame frame;
    const Extent extent =
        stomp::firstFrame({bytes.constData(), static_cast<std::size_t>(bytes.size())}, frame);
    const bool command = !frame.command.empty() &&
                         std::ranges::all_of(frame.command, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (extent.state != Extent::State::Whole || !command ||
        extent.size != static_cast<std::size_t>(bytes.size()))
        return {
            {},
            QCoreApplication::translate(
                "feedscope",
                "The profile sends “%1”, which is no frame of STOMP: a command, its headers line by line, "
                "and an "
                "empty line.")
                .arg(plainText(QString::fromUtf8(text), 40))};
    return {bytes, {}};
}

void StompTransport::begin()
{
    m_rest = greeting();
    if (isOver())
        return;
    const bool own =
        !m_rest.isEmpty() && (m_rest.first().startsWith("CONNECT\n") ||
                              m_rest.first().startsWith("CONNECT\r") || m_rest.first().startsWith("STOMP"));
    const QByteArray connect = own ? m_rest.takeFirst() : usualConnect(m_endpoint.url);
    stomp::Frame frame;
    stomp::firstFrame({connect.constData(), static_cast<std::size_t>(connect.size())}, frame);
    m_canBeat = beats(frame).first;
    say(connect);
}

Extent StompTransport::firstUnit(std::string_view bytes, std::size_t seen)
{
    return stomp::firstFrame(bytes, m_frame, seen);
}

void StompTransport::take()
{
    if (m_frame.command == "CONNECTED")
        connected();
    else if (m_frame.command == "MESSAGE")
        message();
    else if (m_frame.command == "ERROR")
        error();
    else if (isAccepted())
        deliver();
}

void StompTransport::connected()
{
    if (isAccepted())
        return;
    const int wanted = beats(m_frame).second;
    // A little sooner than promised: the broker's patience has to cover the way.
    if (m_canBeat > 0 && wanted > 0)
        m_heartBeat.start(std::max(m_canBeat, wanted) * 3 / 4);
    accepted();
    if (!isOver())
        deliver();
    for (const QByteArray &frame : std::exchange(m_rest, {}))
        say(frame);
}

void StompTransport::message()
{
    if (!isAccepted())
        return refuse(
            ErrorKind::Transient,
            QCoreApplication::translate("feedscope", "%1 sent a message before it took this client in.")
                .arg(peer()));
    const auto ack = stomp::header(m_frame, "ack");
    const QByteArray answer =
        ack ? "ACK\nid:" + bytesOf(*ack) + "\n\n" + '\0' : QByteArray(); // escapes stay as they are
    const std::uint64_t before = unitsSent();
    deliver();
    if (ack && !isOver() && unitsSent() == before)
        say(answer);
}

void StompTransport::error()
{
    const auto said = stomp::header(m_frame, "message");
    const QString text =
        plainText(QString::fromUtf8(bytesOf(said && !said->empty() ? *said : m_frame.body)), 100);
    if (!isAccepted())
        return refuse(ErrorKind::Persistent,
                      QCoreApplication::translate(
                          "feedscope", "%1 refuses this client: %2. Check what the profile's CONNECT says.")
                          .arg(peer(), text));
    noteReason(text);
    deliver();
}

void StompTransport::farewell()
{
    say(QByteArray("DISCONNECT\n\n") + '\0');
}

} // namespace feedscope
