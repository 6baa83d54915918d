#include "core/recording/recordingreader.h"

#include "core/recording/database.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace feedscope {

struct RecordingReader::File
{
    explicit File(const QString &path)
        : database(path, Database::Mode::Read)
        , rows(database.connection())
    {
        rows.setForwardOnly(true); // else Qt keeps every row that it has passed
    }
    Database database;
    QSqlQuery rows;
};

RecordingReader::RecordingReader(const QString &path)
    : m_path(path)
    , m_file(std::make_unique<File>(path))
{
    if (m_file->database.isOpen())
        readInfo();
    else
        fail(m_file->database.error());
}

RecordingReader::~RecordingReader() = default;

void RecordingReader::fail(const QString &what)
{
    m_error =
        QCoreApplication::translate("feedscope", "The recording %1 cannot be read: %2.").arg(m_path, what);
}

void RecordingReader::readInfo()
{
    QSqlQuery query(m_file->database.connection());
    QHash<QString, QVariant> meta;
    if (!query.exec(u"SELECT key, value FROM meta"_s))
        return fail(query.lastError().databaseText());
    while (query.next())
        meta.insert(query.value(0).toString(), query.value(1));
    if (meta.value(u"format"_s) != u"feedscope recording 1"_s)
        return fail(QCoreApplication::translate("feedscope", "it is no recording that this version knows"));
    m_info.feed = meta.value(u"feed"_s).toString();
    m_info.profile = QJsonDocument::fromJson(meta.value(u"profile"_s).toString().toUtf8()).object();
    m_info.lanes = meta.value(u"lanes"_s).toString().split(u',', Qt::SkipEmptyParts);
    m_info.clock.offset = meta.value(u"clock_offset"_s).toLongLong();
    m_info.clock.uncertainty = meta.value(u"clock_uncertainty"_s, QVariant::fromValue<qlonglong>(noTime)).toLongLong();
    const int method = meta.value(u"clock_method"_s).toInt();
    if (method >= 0 && method <= static_cast<int>(ClockMethod::HttpDate))
        m_info.clock.method = static_cast<ClockMethod>(method);
    if (m_info.profile.isEmpty() || m_info.lanes.isEmpty())
        fail(QCoreApplication::translate("feedscope", "it does not say how its messages are read"));
}

std::optional<RecordingReader::Span> RecordingReader::span(const QString &lane)
{
    QSqlQuery query(m_file->database.connection());
    query.prepare(u"SELECT min(wall), max(wall), count(*) FROM message WHERE lane = ?"_s);
    query.addBindValue(m_info.lanes.indexOf(lane));
    if (!query.exec() || !query.next()) {
        fail(query.lastError().databaseText());
        return std::nullopt;
    }
    if (query.value(2).toLongLong() == 0)
        return std::nullopt;
    return Span{query.value(0).toLongLong(), query.value(1).toLongLong()};
}

void RecordingReader::seek(const QString &lane, Ns from)
{
    QSqlQuery &rows = m_file->rows;
    rows.prepare(u"SELECT wall, binary, payload FROM message WHERE lane = ? AND wall >= ? ORDER BY id"_s);
    rows.addBindValue(m_info.lanes.indexOf(lane));
    rows.addBindValue(QVariant::fromValue<qlonglong>(from));
    if (!rows.exec())
        fail(rows.lastError().databaseText());
}

std::optional<RecordedMessage> RecordingReader::next()
{
    QSqlQuery &rows = m_file->rows;
    if (!rows.next()) {
        if (rows.lastError().isValid())
            fail(rows.lastError().databaseText());
        return std::nullopt;
    }
    RecordedMessage next;
    next.wall = rows.value(0).toLongLong();
    next.message.binary = rows.value(1).toInt() != 0;
    next.message.payload = rows.value(2).toByteArray();
    return next;
}

bool isRecording(const QString &path)
{
    constexpr QByteArrayView begins("SQLite format 3", 16); // its zero at the end included
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(begins.size()) == begins;
}

} // namespace feedscope
