#pragma once

#include "core/recording/recording.h"

#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

namespace feedscope {

/// Writes a recording. Takes messages on the thread that receives them and never keeps it waiting: a thread of
/// its own owns the file and writes what has come twice a second. Bounded: what a slow disk leaves waiting
/// beyond `mostWaiting` bytes is dropped and counted.
class RecordingWriter
{
public:
    static constexpr qint64 mostWaiting = 64 * 1024 * 1024;

    RecordingWriter() = default;
    /// As finish(), without an answer.
    ~RecordingWriter();
    Q_DISABLE_COPY_MOVE(RecordingWriter)

    /// Creates the file. Empty, or one sentence.
    QString open(const QString &path, const RecordingInfo &info);

    /// `lane` is an index into the info's lanes; `wall` the arrival on the wall clock.
    void add(int lane, Ns wall, const Message &message);

    /// Writes what is left and how the source's clock stood, and closes. Empty, or one sentence about what could
    /// not be written.
    QString finish(const ClockEstimate &clock);

    /// Why nothing more can be written; empty while it can. Any thread.
    QString error() const;
    std::int64_t added() const noexcept { return m_added; }
    std::int64_t dropped() const noexcept { return m_dropped; }

private:
    struct Row
    {
        int lane;
        Ns wall;
        Message message;
    };
    class File;

    void work(const QString &path, const RecordingInfo &info);
    ClockEstimate takeWaiting(std::vector<Row> &rows);
    void setError(const QString &error);
    void close();

    std::thread m_thread;
    std::binary_semaphore m_opened{0}; ///< or failed to open
    std::binary_semaphore m_ends{0};
    mutable std::mutex m_mutex; ///< guards what follows
    std::vector<Row> m_waiting;
    qint64 m_waitingBytes = 0;
    ClockEstimate m_clock;
    QString m_error;
    std::int64_t m_added = 0;
    std::int64_t m_dropped = 0;
};

} // namespace feedscope
