#include "core/server/wshandshake.h"

#include "core/server/eiohub.h"

#include <QCryptographicHash>

namespace feedscope::server {

namespace {

constexpr char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // section 1.3

bool isKey(const QByteArray &key)
{
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == 16;
}

} // namespace

bool wantsWebSocket(const HttpRequest &request)
{
    const bool here = request.path == "/ws" || EioHub::owns(request);
    return here && request.upgrade && request.lists("upgrade", "websocket");
}

HttpResponse handshake(const HttpRequest &request)
{
    const QByteArray key = request.header("sec-websocket-key");
    if (request.method != "GET" || request.oldVersion || !isKey(key))
        return refusal(400, "This is no valid WebSocket handshake; see RFC 6455 section 4.1.");
    if (request.header("sec-websocket-version") != "13") {
        HttpResponse response = refusal(426, "This server speaks version 13 of the WebSocket protocol.");
        response.headers.emplaceBack("Sec-WebSocket-Version", "13");
        return response;
    }
    const bool asks = request.headerCount("sec-websocket-protocol") > 0;
    if (asks && !request.lists("sec-websocket-protocol", feedProtocol))
        return refusal(400, "This feed speaks the subprotocol feedscope.v1; ask for it, or for none.");
    HttpResponse response;
    response.status = 101;
    const QByteArray digest = QCryptographicHash::hash(QByteArray(key + guid), QCryptographicHash::Sha1);
    // "Connection: Upgrade" and nothing else: QWebSocket refuses a list.
    response.headers = {
        {"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", digest.toBase64()}};
    if (asks)
        response.headers.emplaceBack("Sec-WebSocket-Protocol", feedProtocol);
    return response;
}

} // namespace feedscope::server
