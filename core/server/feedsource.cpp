#include "core/server/feedsource.h"

#include "core/server/commands.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace feedscope::server {

namespace {

constexpr double batchedRate = 1'000;     // updates/s above which one wake-up serves a whole millisecond
constexpr std::size_t longestBatch = 256; // so that a batch stays small against a client's backlog
constexpr Ns pause = millisecond;         // between two batches; with 256 in each, no bound on any rate
constexpr Ns asleep = second;             // later than that, the program slept or cannot keep up: move on

QByteArray freshEpoch()
{
    return QByteArray::number(QRandomGenerator::system()->generate(), 16).rightJustified(8, '0');
}

} // namespace

FeedSource::FeedSource(const ServerOptions &options, QObject *parent)
    : QObject(parent)
    , m_market(options.seed, options.symbols, options.rate, steadyNow())
    , m_feed(freshEpoch(), m_market.tickers(), options.limits.history)
{
    connect(&m_alarm, &Alarm::rang, this, &FeedSource::run);
    connect(&m_dotAlarm, &Alarm::rang, this, &FeedSource::moveDot);
}

bool FeedSource::start(const QString &keep, QString *error)
{
    if (!keep.isEmpty() && !m_feed.archive().keepIn(keep, error))
        return false;
    // The values that stand at the start are updates, too: every row of a snapshot has its number and its
    // time.
    const auto quotes = m_market.quotes();
    for (const Tick &quote : quotes)
        m_feed.publish(quote, wallMicroseconds());
    commit();
    m_market.skipTo(steadyNow());
    schedule(steadyNow());
    return true;
}

void FeedSource::stop()
{
    m_alarm.cancel();
    m_dotAlarm.cancel();
}

void FeedSource::setMotion(bool on)
{
    if (on == (m_dotDue != noTime))
        return;
    m_dotDue = on ? steadyNow() : noTime;
    if (on)
        return m_dotAlarm.ringAt(m_dotDue);
    m_dotAlarm.cancel();
    m_feed.removeDot();
}

/// Steps that were missed are not made up for: the dot is where it is.
void FeedSource::moveDot()
{
    const Ns now = steadyNow();
    m_batch.add(m_feed.publish(Dot::at(now), wallMicroseconds()));
    flush();
    m_dotDue = std::max(m_dotDue + Dot::step, now);
    m_dotAlarm.ringAt(m_dotDue);
}

void FeedSource::setRate(double rate)
{
    const Ns now = steadyNow();
    advance(now);
    passOver(now); // what one batch could not bring up is not owed at another rate
    m_market.setRate(rate, now);
    schedule(now);
}

void FeedSource::run()
{
    const Ns now = steadyNow();
    const Ns late = now - m_market.nextDue();
    if (late > asleep)
        passOver(now);
    else
        m_maximumLateness = std::max(m_maximumLateness, late);
    advance(now);
    schedule(now);
}

/// One batch of what is due at `now`, never more: a source that is behind must leave its thread to those it
/// serves, or it falls back further with each attempt to catch up.
void FeedSource::advance(Ns now)
{
    while (m_batch.updates().size() < longestBatch) {
        const auto event = m_market.next(now);
        if (!event)
            break;
        happen(*event);
    }
    flush();
}

void FeedSource::passOver(Ns now)
{
    const Ns owed = now - m_market.nextDue();
    if (owed <= 0)
        return;
    m_market.skipTo(now);
    m_passedOver += owed;
}

void FeedSource::happen(const MarketEvent &event)
{
    const std::int64_t time = wallMicroseconds();
    Update update = std::visit([&](const auto &what) { return m_feed.publish(what, time); }, event.what);
    if (update.series < 0)
        m_inbox.add(alertId({m_feed.epoch(), update.sequence, time}), update.text);
    m_batch.add(std::move(update));
}

void FeedSource::flush()
{
    if (m_batch.updates().empty())
        return;
    commit();
    emit published(m_batch);
    m_batch.clear();
}

/// To the file before anybody hears of it.
void FeedSource::commit()
{
    if (const QString sentence = m_feed.archive().commit(); !sentence.isEmpty())
        emit keepingFailed(sentence);
}

void FeedSource::schedule(Ns now)
{
    const Ns due = m_market.nextDue();
    if (due <= now) // behind: the pause begins when this batch is out
        m_alarm.ringAt(steadyNow() + pause);
    else
        m_alarm.ringAt(m_market.rate() > batchedRate ? std::max(due, now + pause) : due);
}

} // namespace feedscope::server
