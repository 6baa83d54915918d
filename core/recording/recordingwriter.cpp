#include "core/recording/recordingwriter.h"

#include "core/recording/database.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>

#include <chrono>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr std::chrono::milliseconds patience{500};

/// Beyond the payload: what a row takes in the queue.
constexpr qint64 rowOverhead = 128;

} // namespace

/// The file as the writing thread has it. Every function returns an empty text or SQLite's own words.
class RecordingWriter::File
{
public:
    File(const QString &path, const RecordingInfo &info)
        : m_database(path, Database::Mode::Create)
        , m_insert(m_database.connection())
        , m_error(m_database.error())
    {
        if (m_error.isEmpty())
            create(info);
    }

    QString error() const { return m_error; }

    void write(const std::vector<Row> &rows)
    {
        begin();
        for (const Row &row : rows) {
            if (!m_error.isEmpty())
                return;
            m_insert.bindValue(0, row.lane);
            m_insert.bindValue(1, QVariant::fromValue<qlonglong>(row.wall));
            m_insert.bindValue(2, row.message.binary ? 1 : 0);
            // A null array would be NULL to SQL; an empty message is none.
            m_insert.bindValue(3, row.message.payload.isNull() ? QByteArray("") : row.message.payload);
            if (!m_insert.exec())
                m_error = m_insert.lastError().databaseText();
        }
        commit();
    }

    void writeClock(const ClockEstimate &clock)
    {
        begin();
        meta(u"clock_offset"_s, QVariant::fromValue<qlonglong>(clock.offset));
        meta(u"clock_uncertainty"_s, QVariant::fromValue<qlonglong>(clock.uncertainty));
        meta(u"clock_method"_s, static_cast<int>(clock.method));
        commit();
    }

private:
    void create(const RecordingInfo &info)
    {
        begin();
        run(u"PRAGMA user_version = 1"_s);
        run(u"CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID"_s);
        run(u"CREATE TABLE message (id INTEGER PRIMARY KEY, lane INTEGER NOT NULL, wall INTEGER NOT NULL, "
            "binary INTEGER NOT NULL, payload BLOB NOT NULL)"_s);
        meta(u"format"_s, u"feedscope recording 1"_s);
        meta(u"feed"_s, info.feed);
        meta(u"profile"_s, QString::fromUtf8(QJsonDocument(info.profile).toJson(QJsonDocument::Compact)));
        meta(u"lanes"_s, info.lanes.join(u','));
        commit();
        writeClock(info.clock);
        if (m_error.isEmpty() &&
            !m_insert.prepare(u"INSERT INTO message (lane, wall, binary, payload) VALUES (?, ?, ?, ?)"_s))
            m_error = m_insert.lastError().databaseText();
    }
    void begin() { run(u"BEGIN"_s); }
    void commit() { run(u"COMMIT"_s); }
    void run(const QString &statement)
    {
        if (m_error.isEmpty())
            m_database.execute(statement, m_error);
    }
    void meta(const QString &key, const QVariant &value)
    {
        if (!m_error.isEmpty())
            return;
        QSqlQuery query(m_database.connection());
        query.prepare(u"INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"_s);
        query.addBindValue(key);
        query.addBindValue(value);
        if (!query.exec())
            m_error = query.lastError().databaseText();
    }

    Database m_database;
    QSqlQuery m_insert;
    QString m_error;
};

RecordingWriter::~RecordingWriter()
{
    close();
}

QString RecordingWriter::open(const QString &path, const RecordingInfo &info)
{
    m_clock = info.clock;
    m_thread = std::thread([this, path, info] { work(path, info); });
    m_opened.acquire();
    const QString problem = error();
    return problem.isEmpty()
               ? QString()
               : QCoreApplication::translate("feedscope", "The recording %1 cannot be written: %2.").arg(path, problem);
}

void RecordingWriter::add(int lane, Ns wall, const Message &message)
{
    const qint64 size = message.payload.size() + rowOverhead;
    const std::lock_guard lock(m_mutex);
    if (!m_error.isEmpty() || m_waitingBytes + size > mostWaiting) {
        ++m_dropped;
        return;
    }
    m_waiting.push_back({lane, wall, message});
    m_waitingBytes += size;
    ++m_added;
}

QString RecordingWriter::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

QString RecordingWriter::finish(const ClockEstimate &clock)
{
    {
        const std::lock_guard lock(m_mutex);
        m_clock = clock;
    }
    close();
    return m_error.isEmpty() ? QString()
                             : QCoreApplication::translate("feedscope", "The recording is not complete: %1.")
                                   .arg(m_error);
}

void RecordingWriter::close()
{
    if (!m_thread.joinable())
        return;
    m_ends.release();
    m_thread.join();
}

ClockEstimate RecordingWriter::takeWaiting(std::vector<Row> &rows)
{
    rows.clear();
    const std::lock_guard lock(m_mutex);
    rows.swap(m_waiting);
    m_waitingBytes = 0;
    return m_clock;
}

void RecordingWriter::setError(const QString &error)
{
    const std::lock_guard lock(m_mutex);
    m_error = error;
}

/// The writing thread, from the file's first byte to its last.
void RecordingWriter::work(const QString &path, const RecordingInfo &info)
{
    File file(path, info);
    setError(file.error());
    m_opened.release();
    std::vector<Row> rows;
    for (bool ends = false; !ends && file.error().isEmpty();) {
        ends = m_ends.try_acquire_for(patience);
        const ClockEstimate clock = takeWaiting(rows);
        if (!rows.empty())
            file.write(rows);
        if (ends)
            file.writeClock(clock);
        setError(file.error());
    }
}

} // namespace feedscope
