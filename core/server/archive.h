#pragma once

#include "core/server/logfile.h"

#include <QByteArray>
#include <QHash>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace feedscope::server {

/// The updates of this and of earlier starts that can still be read backwards, in the order in which they
/// happened. A place in it is (epoch, number): numbers begin anew with each start. Bounded in rows and bytes,
/// the oldest go first; with keepIn() in a file as well, so that the next start has them. Owned by the feed's
/// state; the server's thread.
class Archive
{
public:
    static constexpr qint64 mostBytes = 32 * 1024 * 1024;

    /// `rows`: at least 1.
    explicit Archive(std::size_t rows, qint64 bytes = mostBytes);

    /// Reads what an earlier start kept there, and writes there from now on. False: `error` says why.
    bool keepIn(const QString &path, QString *error, qint64 mostOfFile = LogFile::mostBytes);

    /// The next update of `epoch`: one JSON object.
    void append(const QByteArray &epoch, std::uint64_t number, const QByteArray &symbol, const QByteArray &text);

    /// Hands what was appended to the file: before anybody is told of it, so that what a client has seen is
    /// never missing there. A sentence, once, if the file cannot be written; nothing more is kept in it then.
    QString commit();

    /// EPOCH-NUMBER.
    struct Place
    {
        QByteArray epoch;
        std::uint64_t number = 0;
    };
    /// Nothing: it is none.
    static std::optional<Place> placeOf(const QByteArray &text);

    struct Page
    {
        std::vector<QByteArray> rows; ///< the newest first
        QByteArray next;              ///< where the next page begins; empty: nothing older is kept
        bool foreign = false;         ///< the place is of a start of which nothing is known here
    };
    /// At most `limit` updates before a place (none: before now), of one symbol or (empty) of all. Before a
    /// foreign place there is nothing: whatever came before that is not kept.
    Page page(const std::optional<Place> &before, const QByteArray &symbol, std::size_t limit) const;

    bool knows(const QByteArray &symbol) const { return m_symbols.contains(symbol); }
    /// Updates older than the oldest one here are known to have been.
    bool hasDropped() const { return m_dropped || (!m_rows.empty() && m_rows.front().number > 1); }
    std::size_t size() const { return m_rows.size(); }

private:
    struct Row
    {
        QByteArray text;
        std::uint64_t number;
        std::uint32_t epoch;  ///< in the order of starts
        std::uint32_t symbol; ///< as numbered here
    };
    void add(const QByteArray &epoch, std::uint64_t number, const QByteArray &symbol, const QByteArray &text);
    void readBack(const QByteArray &line);
    QByteArray placeText(const Row &row) const;

    std::size_t m_mostRows;
    qint64 m_mostBytes;
    qint64 m_bytes = 0;
    std::deque<Row> m_rows;
    std::vector<QByteArray> m_epochs;          ///< in the order of starts; few: one a start
    QHash<QByteArray, std::uint32_t> m_symbols;
    bool m_dropped = false;
    std::unique_ptr<LogFile> m_file;
    QByteArray m_uncommitted; ///< lines
};

} // namespace feedscope::server
