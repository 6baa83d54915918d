#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>

namespace feedscope::sentences {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLocation = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// How one status reads; `%1` is the peer.
struct Cause
{
    int error;
    const char *sentence;
};

/// Statuses with advice of their own; `%1` is the peer.
const char *textOfStatus(int status)
{
    static constexpr Cause causes[] = {
        {400, QT_TRANSLATE_NOOP("feedscope", "%1 calls the request bad (400). Check the path, the query and "
                                             "the headers.")},
        {401, QT_TRANSLATE_NOOP("feedscope",
                                "%1 wants to know who asks (401). Add a token or a user and password.")},
        {403, QT_TRANSLATE_NOOP("feedscope",
                                "%1 forbids this (403). Check the token's rights and the Origin header.")},
        {404, QT_TRANSLATE_NOOP("feedscope", "%1 knows no such path (404). Check the URL.")},
        {405, QT_TRANSLATE_NOOP("feedscope", "%1 does not allow this kind of request here (405). Check the "
                                             "URL.")},
        {407,
         QT_TRANSLATE_NOOP("feedscope", "The proxy on the way to %1 wants a user and a password (407).")},
        {410, QT_TRANSLATE_NOOP("feedscope", "%1 says that this feed is gone for good (410). Find its new "
                                             "address.")},
        {418, QT_TRANSLATE_NOOP("feedscope",
                                "%1 has banned this address for asking too often (418). Ask less often.")},
        {426, QT_TRANSLATE_NOOP("feedscope", "%1 wants another protocol here (426). Check the URL's scheme "
                                             "and path.")},
        {429,
         QT_TRANSLATE_NOOP("feedscope",
                           "%1 says that we ask too often (429). Raise the interval or use fewer lanes.")},
        {502, QT_TRANSLATE_NOOP("feedscope", "The gateway at %1 cannot reach its server (502). It is tried "
                                             "again.")},
        {503, QT_TRANSLATE_NOOP("feedscope", "%1 is out of service for now (503). It is tried again.")},
        {504, QT_TRANSLATE_NOOP("feedscope", "The gateway at %1 got no answer from its server (504). It is "
                                             "tried again.")},
    };
    for (const Cause &cause : causes)
        if (cause.error == status)
            return cause.sentence;
    return nullptr;
}

bool isRedirect(int status)
{
    return status >= 300 && status < 400 && status != 304;
}

QString statusSentence(const QUrl &url, int status, const QString &location)
{
    if (const char *text = textOfStatus(status))
        return tr(text).arg(peer(url));
    if (isRedirect(status) && location.isEmpty())
        return tr("%1 answers with a redirect (%2); redirects are not followed. Use the feed's final "
                  "address.")
            .arg(peer(url), QString::number(status));
    if (isRedirect(status))
        return tr("%1 redirects (%2) to %3; redirects are not followed. Use that address if you trust it.")
            .arg(peer(url), QString::number(status), plainText(location, longestLocation));
    if (status >= 200 && status < 300)
        return tr("%1 answers with a page (%2), not with this feed. Check the path; a log-in page of the "
                  "network also looks like this.")
            .arg(peer(url), QString::number(status));
    return tr("%1 answers with HTTP status %2. Check the URL, or wait until the server recovers.")
        .arg(peer(url), QString::number(status));
}

/// No retry until the user acts (faults.md 3): what will not change by asking again.
bool isFinal(int status)
{
    if (isRedirect(status))
        return true;
    const bool passing = status == 408 || status == 418 || status == 425 || status == 429;
    return status >= 400 && status < 500 && !passing;
}

} // namespace

TransportError httpStatus(const QUrl &url, int status, const QString &location,
                          std::chrono::milliseconds retryAfter)
{
    const QString sentence = statusSentence(url, status, location);
    const ErrorKind kind = isFinal(status) ? ErrorKind::Persistent : ErrorKind::Transient;
    return {kind, plainText(sentence), retryAfter, status};
}

} // namespace feedscope::sentences
