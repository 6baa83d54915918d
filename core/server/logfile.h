#pragma once

#include <QFile>
#include <QString>

#include <functional>

namespace feedscope::server {

/// An append-only file of lines (NDJSON) that at most one server writes at a time, bounded: full, it becomes
/// FILE.1 and a new one begins, so both together hold at most twice `most` bytes. What write() was given is
/// with the system when it returns, so it outlives the process however that ends; it is not forced to the
/// disk, so it need not outlive the machine. Owned by an Archive; the server's thread.
class LogFile
{
public:
    static constexpr qint64 mostBytes = 16 * 1024 * 1024;
    static constexpr qint64 longestLine = 64 * 1024;

    explicit LogFile(const QString &path, qint64 most = mostBytes);

    /// Opens it for this server alone; the rest of a line that a killed server could not finish is cut off.
    /// False: `error` says in a sentence why, and what to do.
    bool open(QString *error);

    /// Every whole line that is kept, the oldest first, without its end.
    void read(const std::function<void(const QByteArray &line)> &take) const;

    /// Whole lines, each with its end. False: it cannot be written any more; errorString() says why.
    bool write(const QByteArray &lines);
    QString errorString() const { return m_file.errorString(); }

private:
    bool lock();
    bool cutTornLine();
    bool turnOver();

    QFile m_file;
    qint64 m_most;
};

} // namespace feedscope::server
