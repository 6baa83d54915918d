#pragma once

#include "core/server/alarm.h"
#include "core/server/batch.h"
#include "core/server/inbox.h"
#include "core/server/options.h"

#include <QObject>

namespace feedscope::server {

/// Runs the market against the clock: each update happens when it is due, is stamped then, and goes out at
/// once; above 1,000 a second those of one millisecond go out together. It sends at most 256 in one turn of
/// the event loop; what it owes after a second is passed over and counted. Lives in the server's thread.
class FeedSource final : public QObject
{
    Q_OBJECT

public:
    explicit FeedSource(const ServerOptions &options, QObject *parent = nullptr);

    /// With a file to keep its updates in: those of earlier starts are read from it. False: `error` says why.
    bool start(const QString &keep, QString *error);
    void stop();
    void setRate(double rate);
    /// One more series: a dot that moves 30 times a second.
    void setMotion(bool on);
    double rate() const noexcept { return m_market.rate(); }
    Ns maximumLateness() const noexcept { return m_maximumLateness; }
    Ns passedOver() const noexcept { return m_passedOver; }

    FeedState &feed() noexcept { return m_feed; }
    Inbox &inbox() noexcept { return m_inbox; }

signals:
    /// Updates are no longer kept in the file; the sentence says why.
    void keepingFailed(const QString &sentence);
    void published(const feedscope::server::Batch &batch);

private:
    void run();
    void moveDot();
    void advance(Ns now);
    void passOver(Ns now);
    void happen(const MarketEvent &event);
    void flush();
    void commit();
    void schedule(Ns now);

    Market m_market;
    FeedState m_feed;
    Inbox m_inbox;
    Alarm m_alarm;
    Alarm m_dotAlarm;
    Ns m_dotDue = noTime; ///< noTime: there is no dot
    Batch m_batch;
    Ns m_maximumLateness = 0;
    Ns m_passedOver = 0;
};

} // namespace feedscope::server
