#pragma once

#include "core/recording/recording.h"

#include <memory>
#include <optional>

namespace feedscope {

/// Reads a recording, one lane's messages in the order in which they came, a row at a time, however large the
/// file is. One thread: that which made it.
class RecordingReader
{
public:
    /// Says in error() why it cannot be read.
    explicit RecordingReader(const QString &path);
    ~RecordingReader();
    Q_DISABLE_COPY_MOVE(RecordingReader)

    /// One sentence; empty: it can be read.
    QString error() const { return m_error; }
    const RecordingInfo &info() const { return m_info; }

    /// When a lane's first and last message came, wall clock; nothing: it has none.
    struct Span
    {
        Ns first;
        Ns last;
    };
    std::optional<Span> span(const QString &lane);

    /// From now on next() gives this lane's messages of `from` (wall clock) and later.
    void seek(const QString &lane, Ns from);
    /// Nothing: the end, or error().
    std::optional<RecordedMessage> next();

private:
    struct File;

    void readInfo();
    void fail(const QString &what);

    QString m_path;
    std::unique_ptr<File> m_file;
    RecordingInfo m_info;
    QString m_error;
};

/// Whether a file is an SQLite database by its first bytes: how FEED tells a recording from a profile.
bool isRecording(const QString &path);

} // namespace feedscope
