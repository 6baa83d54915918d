#include "core/transport/replay.h"

#include "core/recording/recordingreader.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr int mostAtOnce = 1'024; ///< then other lanes get their turn

} // namespace

ReplayTransport::ReplayTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &ReplayTransport::play);
}

ReplayTransport::~ReplayTransport() = default;

/// The listener hears nothing before start() has returned.
void ReplayTransport::start()
{
    QMetaObject::invokeMethod(this, &ReplayTransport::begin, Qt::QueuedConnection);
}

void ReplayTransport::stop()
{
    m_ended = true;
    m_next.stop();
}

void ReplayTransport::begin()
{
    if (m_ended || !openFile())
        return;
    Opened opened;
    opened.ready = 1; // a file is there or not
    m_listener->transportOpened(opened);
    if (!m_ended)
        play();
}

/// Finds the file, the lane in it and the first message that is not past.
bool ReplayTransport::openFile()
{
    const QUrl &url = m_endpoint.url;
    const QUrlQuery query(url);
    if (url.scheme() != "replay"_L1) {
        fail(sentences::badEndpoint(
                 QCoreApplication::translate("feedscope", "a recording's URL begins with replay:"))
                 .sentence);
        return false;
    }
    m_reader = std::make_unique<RecordingReader>(url.path());
    QString lane = query.queryItemValue(u"lane"_s);
    if (lane.isEmpty())
        lane = m_reader->info().lanes.value(0);
    std::optional<RecordingReader::Span> span;
    if (m_reader->error().isEmpty())
        span = m_reader->span(lane);
    if (!m_reader->error().isEmpty()) {
        fail(m_reader->error());
        return false;
    }
    if (!span) {
        fail(QCoreApplication::translate("feedscope", "The recording holds no message of the lane “%1”.").arg(lane));
        return false;
    }
    bool given = false;
    const Ns shift = query.queryItemValue(u"shift"_s).toLongLong(&given);
    const Ns now = steadyNow();
    m_shift = given ? shift - wallMinusSteady() : now - span->first;
    m_reader->seek(lane, std::max(span->first, now - m_shift - mostLate));
    fetch();
    return true;
}

void ReplayTransport::fetch()
{
    auto next = m_reader->next();
    m_message = next ? std::make_unique<RecordedMessage>(std::move(*next)) : nullptr;
}

Ns ReplayTransport::due() const
{
    return m_message->wall + m_shift;
}

/// All that is due.
void ReplayTransport::play()
{
    for (int i = 0; i < mostAtOnce && !m_ended && m_message && due() <= steadyNow(); ++i) {
        Message message = std::move(m_message->message);
        message.arrival = due();
        fetch();
        ++m_counters.messages;
        m_counters.binaryMessages += message.binary ? 1 : 0;
        m_counters.payloadReceived += message.payload.size();
        m_listener->transportMessage(std::move(message));
    }
    if (m_ended)
        return;
    if (!m_message) {
        fail(!m_reader->error().isEmpty()
                 ? m_reader->error()
                 : QCoreApplication::translate(
                       "feedscope", "The recording is over. Open it again to see it once more."));
        return;
    }
    const Ns wait = std::max<Ns>(0, due() - steadyNow());
    m_next.start(std::chrono::milliseconds((wait + millisecond - 1) / millisecond));
}

bool ReplayTransport::ping()
{
    ++m_signs;
    return true;
}

void ReplayTransport::fail(const QString &sentence)
{
    if (m_ended)
        return;
    stop();
    m_listener->transportFailed({ErrorKind::Persistent, sentence, {}, 0});
}

} // namespace feedscope
