#pragma once

#include "core/net/backoff.h"
#include "core/session/pagereader.h"
#include "core/transport/httpexchange.h"

#include <QTimer>

namespace feedscope {

/// Where the past of a feed is to be had over HTTP, and how much of it is wanted. A value.
struct BackfillConfig
{
    Endpoint endpoint;    ///< of the history, or of the polling twin's cursor
    bool forward = false; ///< the latter: only gaps can be filled, from their beginning on
    Contiguity contiguity = Contiguity::None; ///< of the live lane's numbers
    std::size_t wanted = 0; ///< updates from before the first live one
    std::uint64_t seed = 1;
};

/// When a backfill asks again, and when it stops. Tests shorten it.
struct BackfillTimes
{
    std::chrono::milliseconds pause{250};    ///< between two walks; longer while the history is behind
    std::chrono::milliseconds silent{1'000}; ///< a connection that says nothing for so long delivers all the same
    Ns patience = 60 * second;               ///< without a page for so long a walk is given up
};

/// Fetches a feed's past page by page over HTTP and joins it with what one lane hears live (Seam): at the start
/// as much as is wanted, and after each reconnect and each gap what is missing. One request at a time, with a
/// deadline; what fails is tried again after a back-off, and no sooner than the server wishes (Retry-After).
/// Beside the lanes, not through their relay: its bytes are none of theirs, and what it fills in is missed by
/// the lane all the same. Network thread; owned by who owns the lane.
class Backfill final : public QObject
{
    Q_OBJECT

public:
    /// `text`: what is to be shown of an update, see PageReader.
    Backfill(const BackfillConfig &config, std::shared_ptr<FeedContext> feed, PageReader::Text text = {},
             BackfillTimes times = {});
    ~Backfill() override;

    /// The lane has opened a connection.
    void connectionBegins();
    /// Something came over it: updates in their order; snapshots among them are passed over.
    void heard(std::vector<SeamRow> &&rows);
    /// The same, of a lane that knows its updates as arrivals only.
    void heard(std::span<const Arrival> arrivals);

    std::optional<SeamRow> rowOf(const Update &update, Ns arrival) { return m_reader.rowOf(update, arrival); }

    std::vector<SeamRow> take() { return m_seam.take(); }
    std::vector<FilledGap> takeFilled() { return m_seam.takeFilled(); }
    const SeamCounters &counters() const noexcept { return m_seam.counters(); }

signals:
    /// There is something to take: updates in their order, each once.
    void joined();
    /// The history cannot be had; the sentence says why. What is live goes on.
    void failed(const QString &sentence);

private:
    void look();
    void beginWalk();
    void ask();
    void answered(const HttpEnd &end);
    void failedOnce(const TransportError &error);
    void pageArrived(HistoryPage &&page);
    QUrl url() const;
    void tellIfJoined();

    const BackfillConfig m_config;
    const BackfillTimes m_times;
    PageReader m_reader;
    Seam m_seam;
    HttpExchange m_exchange;
    Backoff m_backoff;
    QTimer m_next;   ///< walk or request
    QTimer m_silent; ///< of a connection that has said nothing
    QByteArray m_place;      ///< that the next request asks from; empty: the newest
    Ns m_lastPage = noTime;  ///< or the walk's beginning
    bool m_asking = false;
};

} // namespace feedscope
