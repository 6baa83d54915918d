#include "core/bundle/jsondifference.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// One value in few characters.
QString shown(const QJsonValue &value)
{
    if (value.isUndefined())
        return u"nothing"_s;
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    const QString inner = QString::fromUtf8(text).mid(1).chopped(1);
    return inner.size() > 200 ? inner.left(200) + u'…' : inner;
}

QString difference(const QJsonValue &a, const QJsonValue &b, const QString &path);

QString objectDifference(const QJsonObject &a, const QJsonObject &b, const QString &path)
{
    QStringList names = a.keys() + b.keys();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        const QString inner = path.isEmpty() ? name : path + u'.' + name;
        if (QString found = difference(a.value(name), b.value(name), inner); !found.isEmpty())
            return found;
    }
    return {};
}

QString arrayDifference(const QJsonArray &a, const QJsonArray &b, const QString &path)
{
    for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i) {
        const auto at = [i](const QJsonArray &array) {
            return i < array.size() ? array.at(i) : QJsonValue(QJsonValue::Undefined);
        };
        if (QString found = difference(at(a), at(b), u"%1[%2]"_s.arg(path).arg(i)); !found.isEmpty())
            return found;
    }
    return {};
}

QString difference(const QJsonValue &a, const QJsonValue &b, const QString &path)
{
    if (a.isObject() && b.isObject())
        return objectDifference(a.toObject(), b.toObject(), path);
    if (a.isArray() && b.isArray())
        return arrayDifference(a.toArray(), b.toArray(), path);
    return a == b ? QString() : u"%1: %2 and %3"_s.arg(path, shown(a), shown(b));
}

} // namespace

QString jsonDifference(const QByteArray &a, const QByteArray &b)
{
    if (a == b)
        return {};
    const QJsonDocument first = QJsonDocument::fromJson(a);
    const QJsonDocument second = QJsonDocument::fromJson(b);
    if (!first.isObject() || !second.isObject())
        return u"one of them is no JSON object"_s;
    const QString found = objectDifference(first.object(), second.object(), {});
    return found.isEmpty() ? u"nothing but the way it is written"_s : found;
}

} // namespace feedscope
