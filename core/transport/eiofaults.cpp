#include "core/transport/eiofaults.h"

#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace feedscope::eiofaults {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestBody = 4096;
constexpr qsizetype longestMessage = 60;
constexpr qsizetype longestName = 30;

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

TransportError transient(const QString &sentence)
{
    return {ErrorKind::Transient, plainText(sentence), {}, 0};
}

/// A JSON value of any kind.
QJsonValue parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json.left(longestBody) + ']').array().at(0);
}

QString wordsIn(const QJsonValue &value)
{
    const QString words =
        value.isString() ? value.toString() : value.toObject().value("message"_L1).toString();
    return plainText(words.simplified(), longestMessage);
}

QString shown(QByteArrayView nameSpace)
{
    return plainText(QString::fromUtf8(nameSpace), longestName);
}

QString seconds(std::chrono::milliseconds limit)
{
    return QLocale().toString(static_cast<double>(limit.count()) / 1000.0, 'g', 3);
}

/// Whether trying again is likely to help: no protocol says so, the words must.
bool soundsPassing(const QString &words)
{
    static constexpr QLatin1StringView signs[] = {
        "timeout"_L1, "timed out"_L1, "try again"_L1, "later"_L1,       "too many"_L1, "rate limit"_L1,
        "busy"_L1,    "overload"_L1,  "temporar"_L1,  "unavailable"_L1, "capacity"_L1};
    return std::ranges::any_of(
        signs, [&words](QLatin1StringView sign) { return words.contains(sign, Qt::CaseInsensitive); });
}

} // namespace

QString messageIn(const QByteArray &body)
{
    return wordsIn(parsed(body));
}

bool offersNoPolling(const QByteArray &body)
{
    const QString message = messageIn(body);
    return message == u"Transport unknown" || message == u"Invalid transport";
}

TransportError refused(const QUrl &url, const TransportError &status, const QByteArray &body)
{
    const QString message = messageIn(body);
    if (message.isEmpty())
        return status;
    TransportError error = status;
    error.sentence = plainText(tr("%1 refuses the session (%2): %3. Check the path, the query and the token.")
                                   .arg(sentences::peer(url), QString::number(status.httpStatus), message));
    return error;
}

TransportError sessionLost(const QUrl &url, const TransportError &status, const QByteArray &body)
{
    const QString message = messageIn(body);
    if (status.httpStatus != 400 && message.isEmpty())
        return status;
    return {ErrorKind::Transient,
            plainText(tr("%1 has ended the session (%2). A new one is opened.")
                          .arg(sentences::peer(url), message.isEmpty() ? u"400"_s : message)),
            status.retryAfter, status.httpStatus};
}

TransportError noSession(const QUrl &url)
{
    return transient(
        tr("%1 answers, but not as Socket.IO 3 or later does. Check the path; a log-in page of the "
           "network also looks like this.")
            .arg(sentences::peer(url)));
}

TransportError noPacket(const QUrl &url)
{
    return transient(tr("%1 sent something that is no packet of Engine.IO 4. Tell its operator.")
                         .arg(sentences::peer(url)));
}

TransportError silent(const QUrl &url, std::chrono::milliseconds limit)
{
    return transient(
        tr("%1 has been silent for %2 s, though it promised a ping within that time. A new session is "
           "opened.")
            .arg(sentences::peer(url), seconds(limit)));
}

TransportError unanswered(const QUrl &url, QByteArrayView nameSpace, std::chrono::milliseconds limit)
{
    return transient(tr("%1 gave no answer within %3 s when asked for the namespace %2. Check its name.")
                         .arg(sentences::peer(url), shown(nameSpace), seconds(limit)));
}

TransportError connectError(const QUrl &url, QByteArrayView nameSpace, QByteArrayView data)
{
    const QString words = wordsIn(parsed(data.toByteArray()));
    if (soundsPassing(words))
        return transient(tr("%1 does not take us into the namespace %2 for now: %3. It is tried again.")
                             .arg(sentences::peer(url), shown(nameSpace), words));
    const QString why = words.isEmpty() ? tr("it does not say why") : words;
    return {ErrorKind::Persistent,
            plainText(tr("%1 does not take us into the namespace %2: %3. Check its name and the token.")
                          .arg(sentences::peer(url), shown(nameSpace), why)),
            {},
            0};
}

TransportError disconnected(const QUrl &url, QByteArrayView nameSpace)
{
    return transient(tr("%1 has put us out of the namespace %2. A new session is opened.")
                         .arg(sentences::peer(url), shown(nameSpace)));
}

TransportError sessionEnded(const QUrl &url)
{
    return transient(tr("%1 has ended the session. A new one is opened.").arg(sentences::peer(url)));
}

} // namespace feedscope::eiofaults
