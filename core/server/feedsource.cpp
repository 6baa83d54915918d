#include "core/server/feedsource.h"

#include "core/server/wsframe.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace feedscope::server {

namespace {

constexpr double batchedRate = 1'000;     // updates/s above which one wake-up serves a whole millisecond
constexpr std::size_t longestBatch = 256; // so that a batch stays small against a client's backlog
constexpr Ns asleep = second; // later than that, the program slept: move on instead of catching up

QByteArray freshEpoch()
{
    return QByteArray::number(QRandomGenerator::system()->generate(), 16).rightJustified(8, '0');
}

std::int64_t wallMicroseconds()
{
    return wallNow() / microsecond;
}

} // namespace

FeedSource::FeedSource(const ServerOptions &options, QObject *parent)
    : QObject(parent)
    , m_market(options.seed, options.symbols, options.rate, steadyNow())
    , m_feed(freshEpoch(), m_market.tickers(), options.limits.history)
{
    connect(&m_alarm, &Alarm::rang, this, &FeedSource::run);
}

void FeedSource::start()
{
    // The values that stand at the start are updates, too: every row of a snapshot has its number and its
    // time.
    const auto quotes = m_market.quotes();
    for (const Tick &quote : quotes)
        m_feed.publish(quote, wallMicroseconds());
    m_market.skipTo(std::max(m_market.nextDue(), steadyNow()));
    schedule(steadyNow());
}

void FeedSource::setRate(double rate)
{
    run();
    const Ns now = steadyNow();
    m_market.setRate(rate, now);
    schedule(now);
}

void FeedSource::run()
{
    const Ns now = steadyNow();
    const Ns late = now - m_market.nextDue();
    if (late > asleep)
        m_market.skipTo(now);
    else
        m_maximumLateness = std::max(m_maximumLateness, late);
    while (auto event = m_market.next(now))
        happen(*event);
    flush();
    schedule(now);
}

void FeedSource::happen(const MarketEvent &event)
{
    const std::int64_t time = wallMicroseconds();
    Update update = std::visit([&](const auto &what) { return m_feed.publish(what, time); }, event.what);
    if (update.series < 0)
        m_inbox.add(alertId({m_feed.epoch(), update.sequence, time}), update.text);
    appendFrame(m_batch.frames, WsOpcode::Text, update.text);
    m_batch.updates.push_back(std::move(update));
    if (m_batch.updates.size() >= longestBatch)
        flush();
}

void FeedSource::flush()
{
    if (m_batch.updates.empty())
        return;
    emit published(m_batch);
    m_batch.frames.resize(0);
    m_batch.updates.clear();
}

void FeedSource::schedule(Ns now)
{
    const Ns due = m_market.nextDue();
    m_alarm.ringAt(m_market.rate() > batchedRate ? std::max(due, now + millisecond) : due);
}

} // namespace feedscope::server
