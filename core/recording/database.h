#pragma once

#include <QSqlDatabase>
#include <QString>

namespace feedscope {

/// One SQLite file, opened by the thread that made the object, under a name of its own among Qt's connections;
/// closed and forgotten with it.
class Database
{
public:
    enum class Mode : std::uint8_t
    {
        Read,
        Create ///< the file must not be there yet
    };

    /// Says in error() why it is not open.
    Database(const QString &path, Mode mode);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    bool isOpen() const { return m_error.isEmpty(); }
    QString error() const { return m_error; } ///< a clause in the user's language or SQLite's words
    QSqlDatabase &connection() { return m_connection; }
    /// False, and why in `error`.
    bool execute(const QString &statement, QString &error);

private:
    QString m_name;
    QSqlDatabase m_connection;
    QString m_error;
};

} // namespace feedscope
