#pragma once

#include "app/options.h"
#include "core/infer/inference.h"
#include "core/session/plan.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

namespace feedscope {

/// Whether FEED is a bare URL: nobody has said how its messages are read. A broker's is none.
bool isBareUrl(const FeedOptions &feed);

/// Receives from all lanes of a feed that nobody described until its messages can be told apart. Lives on the
/// thread of its user, as its lanes do; nothing is decoded, nothing measured.
class FeedWatch final : public QObject
{
    Q_OBJECT

public:
    explicit FeedWatch(const SessionPlan &plan);
    ~FeedWatch() override;

    void start();
    /// Closes the connections; what was seen stays.
    void stop();
    /// Of each lane; proposals are made anew at each call.
    infer::Inference &inference(std::size_t lane = 0) { return m_lanes[lane]->inference; }
    infer::Proposal proposal(std::size_t lane = 0) const;
    std::size_t laneCount() const noexcept { return m_lanes.size(); }
    /// Messages that all lanes have received.
    std::int64_t received() const noexcept { return m_received; }
    /// As many messages as are wanted of each lane; 0: as many as say enough.
    void setCount(qint64 count) { m_count = count; }
    /// All that is known, as a profile. `name`: of the feed.
    QJsonObject profile(const QString &name) const;
    /// The newest messages of the first lane, oldest first.
    const std::deque<Message> &recent() const noexcept { return m_recent; }
    const QString &laneName() const { return m_lanes.front()->name; }
    /// The newest messages go on replacing older ones: for a table that lives.
    void setSliding(bool sliding);
    /// What went wrong last; empty: nothing.
    const QString &problem() const noexcept { return m_problem; }

signals:
    /// Something came; at most ten times a second.
    void changed();
    /// More would hardly change what is proposed, or nothing more will come: once.
    void settled();

private:
    struct Watched
    {
        QString name;
        QUrl url;
        bool push = true;
        infer::Inference inference;
        Handover handover;
        Batch batch;
        std::unique_ptr<Lane> lane;
        Ns first = noTime, last = noTime; ///< messages
        int judgedAt = 0;                 ///< messages when its proposal was looked at last
        int judgedQuietAt = 0;            ///< the same, when no more came
        bool enough = false;
        bool over = false; ///< it never opened, or only the user could mend it
    };

    void look();
    bool hasEnough(Watched &watched) const;

    SessionPlan m_plan;
    SteadyClock m_clock;
    std::vector<std::unique_ptr<Watched>> m_lanes;
    QTimer m_look;
    qint64 m_count = 0;
    std::int64_t m_received = 0, m_told = 0;
    Ns m_startedAt = noTime;
    std::deque<Message> m_recent;
    QString m_problem;
    bool m_settled = false;
};

/// Watches a bare URL until enough is known, and lays its plan out anew with what was inferred; says on
/// standard error what that is. `plan` stays as it is if nothing could be told.
void inferPlan(const FeedOptions &feed, SessionPlan &plan);

} // namespace feedscope
