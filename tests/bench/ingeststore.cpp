#include "tests/bench/ingeststore.h"

#include <QFile>

using namespace feedscope;

std::shared_ptr<FeedContext> tickerFeed()
{
    QFile file(QStringLiteral(TEST_DATA "/feeds/binance_spot.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the fixture binance_spot.json is missing");
    const ProfileResult result = parseProfile(file.readAll());
    if (!result.profile)
        qFatal("binance_spot.json: %s", qPrintable(result.errors.value(0).sentence()));
    auto feed = std::make_shared<FeedContext>();
    feed->profile = result.profile;
    return feed;
}

void IngestStore::show()
{
    m_handover.take(m_batch);
    for (const Arrival &arrival : m_batch.arrivals)
        m_board.apply(arrival);
}

std::int64_t IngestStore::updates() const
{
    std::int64_t sum = 0;
    for (SeriesId id = 0; id < m_board.size(); ++id)
        sum += m_board.row(id).updates;
    return sum;
}

IngestReader::IngestReader(Handover &handover)
    : m_reader(tickerFeed(), LaneKind::Push)
    , m_handover(handover)
{
    m_reader.connectionBegins();
}

void IngestReader::take(const Message &message)
{
    ++m_counters.messages;
    const ReadResult &read = m_reader.read(message, static_cast<std::uint32_t>(m_counters.messages));
    m_counters.updates += static_cast<std::int64_t>(read.arrivals.size());
    m_handover.put(read.arrivals, m_counters);
    for (const Gap &gap : read.gaps)
        m_handover.put(gap);
}
