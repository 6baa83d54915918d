#pragma once

#include "core/server/archive.h"
#include "core/server/market.h"
#include "core/server/updatetext.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace feedscope::server {

/// One published update: its text is made once and shared by everybody who gets it.
struct Update
{
    int series = -1; ///< -1: a notification
    std::uint64_t sequence = 0;
    QByteArray text; ///< one JSON object
};

/// The texts as a JSON array; an empty one stands for nothing and is left out.
QByteArray jsonArray(const std::vector<QByteArray> &texts);

/// Everything the feed has said that can still be asked for: the newest value of every series, and a bounded
/// ring of all updates; beside it, to be read backwards, those of earlier starts. Numbers are contiguous over
/// the whole feed. Lives in the server's thread.
class FeedState
{
public:
    /// `capacity`: updates in the ring, and in the archive; at least 1.
    FeedState(QByteArray epoch, std::vector<Ticker> tickers, int capacity);

    const QByteArray &epoch() const noexcept { return m_epoch; }
    /// Number of the newest update of any kind; 0: none yet.
    std::uint64_t sequence() const noexcept { return m_sequence; }
    /// Number of the newest update of a series: what `GET /api/latest` depends on.
    std::uint64_t tickSequence() const noexcept { return m_tickSequence; }
    /// Number of the oldest update that the ring still holds.
    std::uint64_t firstSequence() const noexcept { return m_sequence - m_held + 1; }

    /// Gives the event the next number. `timeUs`: when it happened.
    Update publish(const Tick &tick, std::int64_t timeUs);
    Update publish(const Alert &alert, std::int64_t timeUs);
    Update publish(const Dot &dot, std::int64_t timeUs);
    /// The dot is there no more; what it was stays in the ring.
    void removeDot() { m_dot.clear(); }

    /// What a client has, by its own words.
    struct Place
    {
        enum class Kind : std::uint8_t
        {
            Senseless,
            Foreign, ///< of another start, or never given out: it says nothing about what the client has
            Ours,
        };
        Kind kind = Kind::Senseless;
        std::uint64_t number = 0;
    };
    /// Reads EPOCH-SEQ, or SEQ with the epoch apart or none.
    Place placeOf(const QByteArray &cursor, const std::optional<QByteArray> &epoch = {}) const;

    /// The update of this number, which the ring must still hold.
    const QByteArray &at(std::uint64_t number) const { return m_ring[(number - 1) % m_ring.size()]; }

    Archive &archive() noexcept { return m_archive; }
    const Archive &archive() const noexcept { return m_archive; }

    /// The newest update of every ticker as a JSON array.
    QByteArray latestRows() const;
    /// The same and, while there is one, the dot.
    QByteArray latestRowsWithDot() const;
    /// The same one by one, in the order of their numbers.
    std::vector<QByteArray> latestInOrder() const;
    /// All updates after `since` that the ring still holds, in their order.
    std::vector<QByteArray> since(std::uint64_t number) const;
    /// The same as a JSON array.
    QByteArray rowsSince(std::uint64_t number) const;

private:
    UpdateHead nextHead(std::int64_t timeUs);
    void keep(const QByteArray &symbol, const QByteArray &text);

    QByteArray m_epoch;
    std::vector<Ticker> m_tickers;
    std::vector<QByteArray> m_latest; ///< by series
    std::vector<std::uint64_t> m_latestNumber; ///< by series; 0: no value yet
    QByteArray m_dot;                 ///< its newest update; empty: there is none
    std::vector<QByteArray> m_ring;   ///< number n is at (n - 1) modulo the size
    Archive m_archive;                ///< shares the texts with the ring
    std::uint64_t m_held = 0;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_tickSequence = 0;
};

} // namespace feedscope::server
