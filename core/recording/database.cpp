#include "core/recording/database.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

QString freshName()
{
    static std::atomic<int> count = 0;
    return u"feedscope-recording-%1"_s.arg(++count);
}

/// SQLite would make an empty file of a missing one, and take the first byte of anything else for an error of
/// its own.
QString whyNot(const QString &path, Database::Mode mode)
{
    const QFileInfo file(path);
    if (mode == Database::Mode::Create)
        return !file.exists() ? QString()
                              : QCoreApplication::translate("feedscope", "it is there already; name another file");
    if (!file.isFile())
        return QCoreApplication::translate("feedscope", "there is no such file");
    return file.isReadable() ? QString() : QCoreApplication::translate("feedscope", "it may not be read");
}

} // namespace

Database::Database(const QString &path, Mode mode)
    : m_name(freshName())
    , m_connection(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
    , m_error(whyNot(path, mode))
{
    if (!m_error.isEmpty())
        return;
    m_connection.setDatabaseName(path);
    if (mode == Mode::Read)
        m_connection.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    if (!m_connection.open())
        m_error = m_connection.lastError().databaseText();
}

Database::~Database()
{
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_name);
}

bool Database::execute(const QString &statement, QString &error)
{
    QSqlQuery query(m_connection);
    if (query.exec(statement))
        return true;
    error = query.lastError().databaseText();
    return false;
}

} // namespace feedscope
