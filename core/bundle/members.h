#pragma once

#include "core/clock.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <limits>

namespace feedscope::bundle {

/// Takes the members out of one JSON object of bundle.json, strictly: each must be there and be what it is
/// asked for, and none may be left when the reader goes. The first thing that is wrong is kept in a sentence
/// that all readers of one text share. A local of the code that reads.
class Members
{
public:
    /// `where` names the object, e.g. "lanes[0]"; empty: the text itself.
    Members(const QJsonObject &object, const QString &where, QString &error);
    /// Complains of members that nobody asked for.
    ~Members();
    Q_DISABLE_COPY_MOVE(Members)

    qint64 number(const QString &name, qint64 least, qint64 most);
    /// Null is noTime.
    Ns time(const QString &name, Ns bound);
    double real(const QString &name, double least, double most);
    bool flag(const QString &name);
    QString text(const QString &name);
    /// One of `words`, as its number.
    int word(const QString &name, std::initializer_list<QStringView> words);
    QJsonObject object(const QString &name);
    QJsonArray array(const QString &name, qsizetype most);
    /// Whether the member is there and null; it then is taken.
    bool isNull(const QString &name);

    QString pathOf(const QString &name) const { return m_where.isEmpty() ? name : m_where + u'.' + name; }
    void fail(const QString &sentence);

private:
    QJsonValue take(const QString &name);
    void failValue(const QString &name);

    QJsonObject m_rest;
    QString m_where;
    QString &m_error;
};

/// A whole number of an array, e.g. of [series, count].
qint64 wholeNumber(const QJsonValue &value, qint64 least, qint64 most, bool &good);

} // namespace feedscope::bundle
