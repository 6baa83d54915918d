// How many updates a second one core takes from the socket into the store: a flood of 310-byte tickers from a
// process of its own, received by bare QWebSocket, by our transport, decoded, and by a whole lane of the
// program with the store behind it; beside node with ws and JSON.parse, all in one run. Not run by ctest:
// figures depend on the machine. Usage: bench_ingest [MESSAGES [STAGE]]; STAGE, 1 to 5, runs that one alone,
// for a profiler.

#include "core/session/lane.h"
#include "core/transport/transports.h"
#include "tests/bench/floodserver.h"
#include "tests/bench/ingeststore.h"
#include "tests/bench/tickers.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QProcess>
#include <QTimer>
#include <QWebSocket>

#include <sched.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstring>
#include <functional>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int frameMs = 16;
constexpr int receiverCore = 0;
constexpr int senderCore = 1;

/// From here on this thread runs on one core only, so that "on one core" is meant literally. A child process
/// inherits it. Does nothing where there is no such core.
void stayOn(int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    sched_setaffinity(0, sizeof cores, &cores);
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Notes when the first of `wanted` messages and the last came, and counts those between.
class Meter
{
public:
    explicit Meter(qint64 wanted)
        : m_wanted(wanted)
    {}

    void begin()
    {
        m_begin = steadyNow();
        m_cpu = cpuSeconds();
    }
    void one()
    {
        if (m_count++ == 0)
            begin();
        endIfAt(m_count);
    }
    void endIfAt(qint64 count)
    {
        if (count < m_wanted)
            return;
        seconds = double(steadyNow() - m_begin) / double(second);
        cpu = cpuSeconds() - m_cpu;
        loop.quit();
    }

    QEventLoop loop;
    double seconds = 0;
    double cpu = 0;

private:
    qint64 m_wanted;
    qint64 m_count = 0;
    Ns m_begin = 0;
    double m_cpu = 0;
};

void bareQWebSocket(const QUrl &url, Meter &meter)
{
    QWebSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                     [&](const QString &) { meter.one(); });
    socket.open(url);
    meter.loop.exec();
    socket.abort();
}

/// Hands each message of one transport to a function.
class Receiver final : public TransportListener
{
public:
    Receiver(const QUrl &url, Meter &meter, std::function<void(const Message &)> take)
        : m_meter(meter)
        , m_take(std::move(take))
    {
        Endpoint endpoint;
        endpoint.url = url;
        m_transport = makeTransport(u"websocket", endpoint, this);
        m_transport->start();
        meter.loop.exec();
        m_transport->stop();
    }

private:
    void transportOpened(const Opened &) override {}
    void transportMessage(Message &&message) override
    {
        m_take(message);
        m_meter.one();
    }
    void transportRequest(const Request &) override {}
    void transportPong(Ns) override {}
    void transportFailed(const TransportError &error) override { qFatal("%s", qPrintable(error.sentence)); }
    void transportClosed(const Closed &) override { m_meter.loop.quit(); }

    Meter &m_meter;
    std::function<void(const Message &)> m_take;
    std::unique_ptr<Transport> m_transport;
};

void received(const QUrl &url, Meter &meter)
{
    Receiver(url, meter, [](const Message &) {});
}

void decoded(const QUrl &url, Meter &meter)
{
    Decoder decoder(tickerFeed()->profile, Side::Push);
    qint64 updates = 0;
    Receiver(url, meter, [&](const Message &message) {
        const std::string_view bytes(message.payload.constData(), std::size_t(message.payload.size()));
        decoder.decode(bytes, message.binary, [&](const Update &) { ++updates; });
    });
    std::printf("    (%lld updates decoded)\n", static_cast<long long>(updates));
}

/// A lane as the program runs it, and what its session does with it once a frame, on one thread. The last
/// messages count when they are stored, so up to one frame is on top of what was measured.
void stored(const QUrl &url, Meter &meter)
{
    const SteadyClock clock;
    IngestStore store;
    LaneConfig config;
    config.name = u"websocket"_s;
    config.endpoint.url = url;
    Lane lane(config, tickerFeed(), &store.handover(), &clock,
              [](const Endpoint &endpoint, TransportListener *listener) {
                  return makeTransport(u"websocket", endpoint, listener);
              });
    QObject::connect(
        &lane, &Lane::messageSeen, &lane, [&] { meter.begin(); }, Qt::SingleShotConnection);
    QTimer frame;
    QObject::connect(&frame, &QTimer::timeout, [&] {
        store.show();
        meter.endIfAt(store.messages());
    });
    frame.start(frameMs);
    lane.start();
    meter.loop.exec();
    lane.stop();
    std::printf("    (%lld updates in %zu series stored)\n", static_cast<long long>(store.updates()),
                store.series());
}

/// Prints one line; `base` is the rate that it is a ratio of, 0 for the base itself. Returns the rate.
double report(const char *name, qint64 messages, double seconds, double cpu, double base)
{
    const double rate = double(messages) / seconds;
    std::printf("  %-50s %9.0f updates/s  %6.3f us CPU each  %5.2f x bare\n", name, rate,
                cpu / double(messages) * 1e6, base > 0 ? rate / base : 1.0);
    return rate;
}

double measure(const char *name, const QUrl &url, qint64 messages, double base,
               void (*receive)(const QUrl &, Meter &))
{
    Meter meter(messages);
    receive(url, meter);
    return report(name, messages, meter.seconds, meter.cpu, base);
}

double measureNode(const char *name, const QUrl &url, qint64 messages, double base)
{
    QProcess node;
    node.start(u"node"_s,
               {QStringLiteral(BENCH_SOURCES "/ingest.mjs"), url.toString(), QString::number(messages)});
    node.waitForFinished(120'000);
    const QList<QByteArray> words = node.readAllStandardOutput().trimmed().split(' ');
    if (words.size() != 3) {
        std::printf("  node: not installed, or `npm ci` was not run in tests/peers\n");
        return 0;
    }
    return report(name, messages, words[1].toDouble(), words[2].toDouble(), base);
}

/// All stages, or one alone. Every one is a connection of its own to the flood.
void measureAll(const QUrl &url, qint64 messages, int only)
{
    const auto wanted = [only](int stage) { return only == 0 || only == stage; };
    double bare = 0;
    double full = 0;
    double node = 0;
    if (wanted(1))
        bare = measure("1 bare QWebSocket, nothing decoded", url, messages, 0, bareQWebSocket);
    if (wanted(2))
        measure("2 our transport, nothing decoded", url, messages, bare, received);
    if (wanted(3))
        measure("3 our transport, decoded", url, messages, bare, decoded);
    if (wanted(4))
        full = measure("4 a lane: received, decoded, handed over, stored", url, messages, bare, stored);
    if (wanted(5))
        node = measureNode("5 node: ws, JSON.parse, Map", url, messages, bare);
    if (full > 0 && node > 0)
        std::printf("stored is %.2f x node\n", full / node);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc > 2 && std::strcmp(argv[1], "--flood") == 0) {
        stayOn(senderCore);
        return serveFlood(std::atoll(argv[2]));
    }
    stayOn(receiverCore);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const qint64 messages = argc > 1 ? std::atoll(argv[1]) : 2'000'000;
    QProcess flood;
    flood.start(QCoreApplication::applicationFilePath(), {u"--flood"_s, QString::number(messages)});
    flood.waitForReadyRead();
    const QUrl url(u"ws://127.0.0.1:%1/"_s.arg(flood.readLine().trimmed().toInt()));

    std::printf("%lld messages of %lld bytes\n", static_cast<long long>(messages),
                static_cast<long long>(tickers::message(0).size()));
    measureAll(url, messages, argc > 2 ? std::atoi(argv[2]) : 0);
    flood.kill();
    flood.waitForFinished();
    return 0;
}
