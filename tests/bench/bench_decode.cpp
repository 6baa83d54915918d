// What each stage of the ingest path costs without a socket: 310-byte tickers that lie ready in memory are
// read as JSON, decoded, read as a lane reads them, and stored, in one thread. The stages take turns, block
// by block, and the median block counts, so that whatever else the machine does hits all alike. Not run by
// ctest: figures depend on the machine. Usage: bench_decode [MESSAGES]

#include "tests/bench/ingeststore.h"
#include "tests/bench/tickers.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

using namespace feedscope;

namespace {

/// Made anew, with growing numbers, outside of what is timed; few enough to stay in a near cache, as what
/// comes from a socket does.
constexpr qint64 blockMessages = 512;
using Block = std::vector<Message>;

void renew(Block &block, qint64 first)
{
    block.clear();
    for (qint64 n = first; n < first + blockMessages; ++n)
        block.push_back({tickers::message(n), false, n * microsecond});
}

struct Stage
{
    const char *name;
    std::function<void(const Block &)> run;
    std::vector<Ns> times{}; ///< of its blocks

    void time(const Block &block)
    {
        const Ns begin = steadyNow();
        run(block);
        times.push_back(steadyNow() - begin);
    }
    /// Nanoseconds a message in the median block.
    double median()
    {
        const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
        std::nth_element(times.begin(), middle, times.end());
        return double(*middle) / double(blockMessages);
    }
};

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

void takeAll(IngestReader &reader, const Block &block)
{
    for (const Message &message : block)
        reader.take(message);
}

} // namespace

int main(int argc, char **argv)
{
    const qint64 wanted = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    Tree tree;
    JsonReader json;
    ReadError error;
    Decoder decoder(tickerFeed()->profile, Side::Push);
    qint64 updates = 0;
    IngestStore aside;
    IngestReader handing(aside.handover());
    IngestStore store;
    IngestReader storing(store.handover());
    Stage stages[] = {{"read as JSON",
                       [&](const Block &block) {
                           for (const Message &message : block) {
                               tree.clear();
                               json.read(tree, view(message.payload), error);
                           }
                       }},
                      {"decoded",
                       [&](const Block &block) {
                           for (const Message &message : block)
                               decoder.decode(view(message.payload), message.binary,
                                              [&](const Update &) { ++updates; });
                       }},
                      {"decoded and handed over", [&](const Block &block) { takeAll(handing, block); }},
                      {"decoded, handed over and stored", [&](const Block &block) {
                           takeAll(storing, block);
                           store.show();
                       }}};
    Block block;
    for (qint64 n = 0; n < wanted; n += blockMessages) {
        renew(block, n);
        for (Stage &stage : stages)
            stage.time(block);
        aside.show();
    }
    std::printf("%lld messages of %lld bytes, %lld updates stored\n",
                static_cast<long long>(decoder.counters().messages),
                static_cast<long long>(tickers::messageSize), static_cast<long long>(store.updates()));
    const double base = stages[0].median();
    for (Stage &stage : stages) {
        const double each = stage.median();
        std::printf("  %-36s %7.1f ns each  %5.2f x JSON alone\n", stage.name, each, each / base);
    }
    return updates == store.updates() ? 0 : 1;
}
