#include "core/transport/wsclosing.h"

#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds qtFrameTimeout{5000};

/// Qt's verdicts, as they stand in its sources; no peer is likely to send one as its own reason.
constexpr const char *protocolVerdicts[] = {
    "Received Continuation frame, while there is nothing to continue.",
    "All data frames after the initial data frame must have opcode 0 (continuation).",
    "Invalid UTF-8 code encountered.",
    "Payload of close frame is too small.",
    "Rsv field is non-zero",
    "Used reserved opcode",
    "Control frame is larger than 125 bytes",
    "Control frames cannot be fragmented",
    "Lengths smaller than 126 must be expressed as one byte.",
    "Lengths smaller than 65536 (2^16) must be expressed as 2 bytes.",
    "Highest bit of payload length is not 0.",
    "Some serious error occurred while reading from the network.",
};
constexpr const char *sizeVerdicts[] = {"Maximum framesize exceeded.", "Received message is too big."};
constexpr const char timeVerdict[] = "Timeout when reading data from socket.";

/// Qt translates its verdicts, if its own translations are loaded.
bool says(const QString &reason, const char *verdict)
{
    return reason == QLatin1StringView(verdict) ||
           reason == QCoreApplication::translate("QWebSocketDataProcessor", verdict) ||
           reason == QCoreApplication::translate("QWebSocketFrame", verdict);
}

/// Qt 6.4 takes 1012, 1013, 1014 for invalid, and loses which it was.
std::optional<Closed> unreadCode(int code, const QString &reason)
{
    static const QRegularExpression invalid(u"^Invalid close code (\\d+) detected"_s);
    const auto match = invalid.match(reason);
    if (code != 1002 || !match.hasMatch())
        return {};
    const int named = match.captured(1).toInt();
    if (named != 1002)
        return Closed{true, named, {}};
    return Closed{true, code,
                  QCoreApplication::translate(
                      "feedscope", "with a code that Qt cannot read, most likely 1012 to 1014: the server "
                                   "restarts or asks to try again later")};
}

} // namespace

WsEnding endingOf(int code, const QString &reason, const QUrl &url, const Limits &limits)
{
    const auto saysIt = [&](const char *verdict) { return says(reason, verdict); };
    if (const auto closed = unreadCode(code, reason))
        return {closed, {}};
    if (code == 1009 && std::ranges::any_of(sizeVerdicts, saysIt))
        return {{}, sentences::tooLarge(url, limits.message)};
    if (code == 1001 && says(reason, timeVerdict))
        return {{}, sentences::trickles(url, qtFrameTimeout)};
    if (std::ranges::any_of(protocolVerdicts, saysIt))
        return {{}, sentences::protocol(url, reason)};
    return {Closed{true, code, plainText(reason, 123)}, {}};
}

TransportError handshakeFault(const QString &errorString, const QUrl &url)
{
    static const QRegularExpression status(u"http status code: (\\d{3})\\b"_s);
    if (const auto match = status.match(errorString); match.hasMatch())
        return sentences::httpStatus(url, match.captured(1).toInt());
    if (errorString.contains(u"Unknown error condition") || errorString.contains(u"version that we don't"))
        return sentences::httpStatus(url, 400);
    QString detail = errorString;
    detail.remove(u"QWebSocketPrivate::processHandshake: "_s);
    while (detail.endsWith(u'.') || detail.endsWith(u'\n') || detail.endsWith(u'\r'))
        detail.chop(1);
    return sentences::badHandshake(url, detail);
}

} // namespace feedscope
