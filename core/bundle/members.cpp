#include "core/bundle/members.h"

#include "core/bundle/bundleformat.h"

#include <QVariant>

using namespace Qt::StringLiterals;

namespace feedscope::bundle {

qint64 wholeNumber(const QJsonValue &value, qint64 least, qint64 most, bool &good)
{
    // A double, however whole it looks, is not exact: we write none where a whole number belongs.
    const QVariant variant = value.toVariant();
    const qint64 number = variant.toLongLong();
    if (variant.typeId() == QMetaType::LongLong && number >= least && number <= most)
        return number;
    good = false;
    return least;
}

Members::Members(const QJsonObject &object, const QString &where, QString &error)
    : m_rest(object)
    , m_where(where)
    , m_error(error)
{}

Members::~Members()
{
    if (!m_rest.isEmpty())
        fail(u"bundle.json holds “%1”, which this version does not know."_s.arg(
            pathOf(m_rest.constBegin().key()).left(100)));
}

void Members::fail(const QString &sentence)
{
    if (m_error.isEmpty())
        m_error = sentence;
}

void Members::failValue(const QString &name)
{
    fail(u"bundle.json holds no possible “%1”."_s.arg(pathOf(name)));
}

QJsonValue Members::take(const QString &name)
{
    const QJsonValue value = m_rest.take(name);
    if (value.isUndefined())
        fail(u"bundle.json lacks “%1”."_s.arg(pathOf(name)));
    return value;
}

qint64 Members::number(const QString &name, qint64 least, qint64 most)
{
    bool good = true;
    const qint64 value = wholeNumber(take(name), least, most, good);
    if (!good)
        failValue(name);
    return value;
}

Ns Members::time(const QString &name, Ns bound)
{
    return isNull(name) ? noTime : number(name, -bound, bound);
}

double Members::real(const QString &name, double least, double most)
{
    const QJsonValue value = take(name);
    if (value.isDouble() && value.toDouble() >= least && value.toDouble() <= most)
        return value.toDouble();
    failValue(name);
    return least;
}

bool Members::flag(const QString &name)
{
    const QJsonValue value = take(name);
    if (!value.isBool())
        failValue(name);
    return value.toBool();
}

QString Members::text(const QString &name)
{
    const QJsonValue value = take(name);
    if (!value.isString() || value.toString().size() > longestText)
        failValue(name);
    return value.toString().left(longestText);
}

int Members::word(const QString &name, std::initializer_list<QStringView> words)
{
    const QJsonValue value = take(name);
    const QString word = value.toString();
    const auto found = std::find(words.begin(), words.end(), QStringView(word));
    if (value.isString() && found != words.end())
        return static_cast<int>(found - words.begin());
    failValue(name);
    return 0;
}

QJsonObject Members::object(const QString &name)
{
    const QJsonValue value = take(name);
    if (!value.isObject())
        failValue(name);
    return value.toObject();
}

QJsonArray Members::array(const QString &name, qsizetype most)
{
    const QJsonValue value = take(name);
    if (value.isArray() && value.toArray().size() <= most)
        return value.toArray();
    failValue(name);
    return {};
}

bool Members::isNull(const QString &name)
{
    if (!m_rest.value(name).isNull())
        return false;
    m_rest.remove(name);
    return true;
}

} // namespace feedscope::bundle
