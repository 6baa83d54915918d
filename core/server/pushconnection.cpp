#include "core/server/pushconnection.h"

#include "core/server/commands.h"

namespace feedscope::server {

void PushConnection::begin(const std::vector<QByteArray> &messages, const QByteArray &rest)
{
    for (const QByteArray &message : messages)
        sendText(message);
    beginReading(rest);
}

void PushConnection::append(QByteArray &out, const Update &update) const
{
    appendFrame(out, WsOpcode::Text, update.text);
}

void PushConnection::textArrived(const QByteArray &text, std::int64_t receivedUs)
{
    sendText(answerTo(text, receivedUs));
}

} // namespace feedscope::server
