#include "core/server/logfile.h"

#include <QCoreApplication>

#include <cstdio>

#include <sys/file.h>

namespace feedscope::server {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

QString olderOf(const QString &path)
{
    return path + u".1"_s;
}

} // namespace

LogFile::LogFile(const QString &path, qint64 most)
    : m_file(path)
    , m_most(most)
{}

bool LogFile::open(QString *error)
{
    const auto wanted = QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered;
    if (!m_file.open(wanted, QFile::ReadOwner | QFile::WriteOwner) || !cutTornLine()) {
        *error = tr("The log %1 cannot be written: %2. Choose another file.")
                     .arg(m_file.fileName(), m_file.errorString());
        return false;
    }
    if (!lock()) {
        *error = tr("Another server keeps its updates in %1. Choose another file, or stop that server.")
                     .arg(m_file.fileName());
        return false;
    }
    return true;
}

/// The lock ends with the process, so a killed server leaves nothing behind that keeps the next one out.
bool LogFile::lock()
{
    return ::flock(m_file.handle(), LOCK_EX | LOCK_NB) == 0;
}

bool LogFile::cutTornLine()
{
    qint64 end = m_file.size();
    while (end > 0) {
        const qint64 begin = std::max<qint64>(0, end - longestLine);
        if (!m_file.seek(begin))
            return false;
        const qsizetype last = m_file.read(end - begin).lastIndexOf('\n');
        end = last < 0 ? begin : begin + last + 1;
        if (last >= 0)
            break;
    }
    return end == m_file.size() || m_file.resize(end);
}

void LogFile::read(const std::function<void(const QByteArray &line)> &take) const
{
    for (const QString &path : {olderOf(m_file.fileName()), m_file.fileName()}) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        while (!file.atEnd()) {
            const QByteArray line = file.readLine(longestLine);
            if (line.isEmpty())
                break;
            if (line.endsWith('\n'))
                take(line.chopped(1));
        }
    }
}

bool LogFile::write(const QByteArray &lines)
{
    if (m_file.size() > 0 && m_file.size() + lines.size() > m_most && !turnOver())
        return false;
    return m_file.write(lines) == lines.size();
}

/// Renamed in one step: whenever the process ends, the older half is there as a whole.
bool LogFile::turnOver()
{
    const QByteArray path = QFile::encodeName(m_file.fileName());
    const QByteArray older = QFile::encodeName(olderOf(m_file.fileName()));
    if (std::rename(path.constData(), older.constData()) != 0)
        return false;
    m_file.close();
    const auto wanted = QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered;
    return m_file.open(wanted, QFile::ReadOwner | QFile::WriteOwner) && lock();
}

} // namespace feedscope::server
