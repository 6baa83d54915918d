// How many updates a second one core takes from the socket into the store: a flood of 310-byte tickers from a
// process of its own, received by bare QWebSocket, by our transport, decoded, and stored; beside node with ws
// and JSON.parse, all in one run. Not run by ctest: figures depend on the machine. Usage: bench_ingest
// [MESSAGES]

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

/// Counts messages and notes when the first and the last came.
class Meter
{
public:
    explicit Meter(qint64 wanted)
        : m_wanted(wanted)
    {}

    void one()
    {
        if (m_count++ == 0) {
            m_begin = steadyNow();
            m_cpu = cpuSeconds();
        }
        if (m_count == m_wanted) {
            seconds = double(steadyNow() - m_begin) / double(second);
            cpu = cpuSeconds() - m_cpu;
            loop.quit();
        }
    }

    /// True while the last message is being taken, before one() is called for it.
    bool isLast() const { return m_count + 1 == m_wanted; }

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

void decoded(const QUrl &url, Meter &meter)
{
    Decoder decoder(tickerProfile(), Side::Push);
    qint64 updates = 0;
    Receiver(url, meter, [&](const Message &message) {
        const std::string_view bytes(message.payload.constData(), std::size_t(message.payload.size()));
        decoder.decode(bytes, message.binary, [&](const Update &) { ++updates; });
    });
    std::printf("    (%lld updates decoded)\n", static_cast<long long>(updates));
}

void stored(const QUrl &url, Meter &meter)
{
    IngestStore store;
    QTimer frame; // as the session's
    QObject::connect(&frame, &QTimer::timeout, [&] { store.show(); });
    frame.start(frameMs);
    Receiver(url, meter, [&](const Message &message) {
        store.take(message);
        if (meter.isLast())
            store.show(); // within what is measured
    });
    std::printf("    (%lld updates in %zu series stored)\n", static_cast<long long>(store.updates()),
                store.series());
}

/// Prints one line; `base` is the rate that it is a ratio of, 0 for the base itself. Returns the rate.
double report(const char *name, qint64 messages, double seconds, double cpu, double base)
{
    const double rate = double(messages) / seconds;
    std::printf("  %-44s %9.0f updates/s  %6.3f us CPU each  %5.2f x bare\n", name, rate,
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

double measureNode(const QUrl &url, qint64 messages, double base)
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
    return report("node: ws, JSON.parse, Map", messages, words[1].toDouble(), words[2].toDouble(), base);
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
    const double bare = measure("bare QWebSocket, nothing decoded", url, messages, 0, bareQWebSocket);
    measure("our transport, nothing decoded", url, messages, bare,
            [](const QUrl &to, Meter &meter) { Receiver(to, meter, [](const Message &) {}); });
    measure("our transport, decoded", url, messages, bare, decoded);
    const double full = measure("our transport, decoded and stored", url, messages, bare, stored);
    const double node = measureNode(url, messages, bare);
    if (node > 0)
        std::printf("decoded and stored is %.2f x node\n", full / node);
    flood.kill();
    flood.waitForFinished();
    return 0;
}
