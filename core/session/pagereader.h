#pragma once

#include "core/session/reader.h"
#include "core/session/seam.h"

#include <functional>

namespace feedscope {

/// One page of a feed's history, read. A value.
struct HistoryPage
{
    std::vector<SeamRow> rows; ///< in the order of the walk
    QByteArray next;           ///< what the next request asks from; empty: it ends here
    QString problem;           ///< one sentence; empty: it was understood
};

/// Reads the pages of a feed's history, or the answers of its cursor, by the profile: decodes, names the series
/// as the lanes do, and puts the updates in order, whatever order the server prefers. Pure; network thread.
class PageReader
{
public:
    /// What is to be shown of an update; null: nothing.
    using Text = std::function<QByteArray(const Update &)>;

    /// `forward`: the answers of the polling twin's cursor, the oldest first; else the profile's history, which
    /// it must have, the newest first.
    PageReader(std::shared_ptr<FeedContext> feed, Contiguity contiguity, bool forward, Text text = {});

    /// By which the first page behind this number is asked for.
    QByteArray placeBehind(std::uint64_t number) const;
    HistoryPage read(const QByteArray &body, Ns arrival);

    /// The row of a live update of the same feed.
    std::optional<SeamRow> rowOf(const Update &update, Ns arrival);

private:
    struct Placed
    {
        SeamRow row;
        QByteArray place; ///< by which the next page is asked for, if a row says it
    };
    void sort(std::vector<Placed> &rows) const;
    QByteArray lastPlace(const std::vector<Placed> &rows);

    std::shared_ptr<FeedContext> m_feed;
    const Contiguity m_contiguity;
    const bool m_forward;
    const Text m_text;
    const std::int64_t m_add; ///< of the cursor
    std::string m_from; ///< where the next place stands
    std::vector<std::string> m_join;
    Decoder m_decoder;
};

} // namespace feedscope
