#include "core/gallery/exportable.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <functional>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// The language's own members that only name something: "key" of `learn` and `merge` is a pointer.
bool isTemplate(const QString &text)
{
    return text.contains(u'{') && text.contains(u'}');
}

QString fitSecretName(const QString &name)
{
    static const QRegularExpression unfit(u"[^a-z0-9]+"_s);
    QString fit = name.toLower().replace(unfit, u"_"_s);
    while (fit.startsWith(u'_'))
        fit.remove(0, 1);
    return fit.isEmpty() ? u"key"_s : fit;
}

/// How a secret is written where it stands: what fills its hole writes it so again.
using Reading = std::function<QString(const QString &written)>;

QString asItStands(const QString &written)
{
    return written;
}

QString fromUrl(const QString &written)
{
    return QUrl::fromPercentEncoding(written.toUtf8());
}

QString fromJson(const QString &written)
{
    const QJsonArray read = QJsonDocument::fromJson("[\"" + written.toUtf8() + "\"]").array();
    return read.isEmpty() ? written : read.first().toString();
}

/// As fillTemplate() sees it.
bool isJson(const QString &message)
{
    const QString text = message.trimmed();
    return text.startsWith(u'{') || text.startsWith(u'[');
}

/// Goes through a profile and remembers what it changed.
class Cleaner
{
public:
    QStringList removed;
    QList<QPair<QString, QString>> secrets;

    QJsonValue clean(const QJsonValue &value, const QString &path, const QString &member)
    {
        if (value.isObject())
            return object(value.toObject(), path, member);
        if (value.isArray()) {
            QJsonArray array = value.toArray();
            for (qsizetype i = 0; i < array.size(); ++i)
                array[i] = clean(array[i], path + u'[' + QString::number(i) + u']', member);
            return array;
        }
        return value.isString() ? text(value.toString(), path, member) : value;
    }

private:
    QJsonObject object(QJsonObject object, const QString &path, const QString &holder)
    {
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            const QString name = entry.key();
            if (name == "messages"_L1 || name == "rules"_L1 || name == "vars"_L1 ||
                name == "secrets"_L1)
                continue; // samples, pointers, and what anybody may know
            const QString here = path.isEmpty() ? name : path + u'.' + name;
            const bool named = holder == "headers"_L1 || holder == "query"_L1;
            entry.value() = named && entry.value().isString() ? secret(name, entry.value().toString(), here)
                                                              : clean(entry.value(), here, name);
        }
        return object;
    }

    /// "Bearer abc" keeps its first word.
    QString secret(const QString &name, const QString &value, const QString &path, const Reading &read = asItStands)
    {
        if (!isSecretName(name) || isTemplate(value) || value.isEmpty())
            return value;
        removed.append(path);
        const bool scheme = value.startsWith("Bearer "_L1) || value.startsWith("Basic "_L1);
        const QString word = scheme ? value.section(u' ', 0, 0) + u' ' : QString();
        return word + holeFor(name, read(value.sliced(word.size())));
    }

    /// The same for the same secret, another for another.
    QString holeFor(const QString &name, const QString &value)
    {
        const QString fit = fitSecretName(name);
        QString free = fit;
        for (int number = 2; !secrets.contains({free, value}); ++number) {
            const bool taken = std::ranges::any_of(secrets, [&](const auto &s) { return s.first == free; });
            if (!taken)
                secrets.append({free, value});
            else
                free = fit + u'_' + QString::number(number);
        }
        return u"{secret:%1}"_s.arg(free);
    }

    QString text(const QString &value, const QString &path, const QString &member)
    {
        if (member == "send"_L1)
            return message(value, path);
        return value.contains("://"_L1) ? address(value, path) : value;
    }

    QString address(QString value, const QString &path)
    {
        static const QRegularExpression user(u"(://)([^/?#@{}]*):([^/?#@]+)@"_s);
        static const QRegularExpression parameter(u"([?&])([^=&#]+)=([^&#]*)"_s);
        if (const auto match = user.match(value); match.hasMatch() && !isTemplate(match.captured(3))) {
            removed.append(path);
            const QString name = path == "proxy"_L1 ? path : u"password"_s;
            value.replace(match.capturedStart(3), match.capturedLength(3), holeFor(name, fromUrl(match.captured(3))));
        }
        for (qsizetype from = 0;;) {
            const auto match = parameter.match(value, from);
            if (!match.hasMatch())
                return value;
            from = match.capturedEnd();
            const QString kept = secret(match.captured(2), match.captured(3), path, fromUrl);
            from += kept.size() - match.capturedLength(3);
            value.replace(match.capturedStart(3), match.capturedLength(3), kept);
        }
    }

    /// A message is JSON, or has lines such as passcode:abc. Only its secrets are replaced: a template need
    /// not be JSON before it is filled.
    QString message(QString value, const QString &path)
    {
        static const QRegularExpression member(u"\"([^\"\\\\]+)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\""_s);
        static const QRegularExpression line(u"(?m)^([\\w-]+):([^\\n]*)$"_s);
        const Reading read = isJson(value) ? fromJson : asItStands;
        for (const QRegularExpression &pattern : {member, line})
            for (qsizetype from = 0;;) {
                const auto match = pattern.match(value, from);
                if (!match.hasMatch())
                    break;
                const QString kept = secret(match.captured(1), match.captured(2), path, read);
                from = match.capturedEnd() + kept.size() - match.capturedLength(2);
                value.replace(match.capturedStart(2), match.capturedLength(2), kept);
            }
        return value;
    }
};

} // namespace

bool isSecretName(const QString &name)
{
    static const QRegularExpression secret(
        u"^(auth|authorization|proxy-authorization|cookie|set-cookie|sig|signature|passcode|login|.*(key|token|secret|passw|credential).*)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return secret.match(name).hasMatch();
}

Exportable exportable(const QByteArray &profile)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(profile, &error);
    if (!document.isObject())
        return {{},
                {},
                QCoreApplication::translate("feedscope", "This is no profile: %1.").arg(error.errorString()),
                {}};
    Cleaner cleaner;
    const QJsonObject cleaned = cleaner.clean(document.object(), {}, {}).toObject();
    // Untouched, it keeps its author's own order and lines.
    if (cleaner.removed.isEmpty())
        return {profile, {}, {}, {}};
    return {QJsonDocument(cleaned).toJson(), cleaner.removed, {}, cleaner.secrets};
}

} // namespace feedscope
