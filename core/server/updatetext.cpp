#include "core/server/updatetext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <charconv>

namespace feedscope::server {

namespace {

void appendNumber(QByteArray &out, double value, int decimals)
{
    std::array<char, 64> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals)
            .ptr;
    out.append(buffer.data(), end - buffer.data());
}

template <typename Integer>
void appendInteger(QByteArray &out, Integer value)
{
    std::array<char, 24> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end - buffer.data());
}

QByteArray begin(const char *type, const UpdateHead &head)
{
    QByteArray out;
    out.reserve(224);
    out.append("{\"type\":\"")
        .append(type)
        .append("\",\"epoch\":\"")
        .append(head.epoch)
        .append("\",\"seq\":");
    appendInteger(out, head.sequence);
    return out;
}

void end(QByteArray &out, const UpdateHead &head)
{
    out.append(",\"time_us\":");
    appendInteger(out, head.timeUs);
    out.append('}');
}

} // namespace

QByteArray tickText(const UpdateHead &head, const Ticker &ticker, const Tick &tick)
{
    QByteArray out = begin("tick", head);
    out.append(",\"symbol\":\"").append(ticker.symbol).append("\",\"price\":");
    appendNumber(out, tick.price, ticker.decimals);
    out.append(",\"change\":");
    appendNumber(out, tick.change, 2);
    out.append(",\"size\":");
    appendNumber(out, tick.size, 4);
    end(out, head);
    return out;
}

QByteArray dotText(const UpdateHead &head, const Dot &dot)
{
    constexpr int decimals = 4; // a hundredth of a pixel in any window
    QByteArray out = begin("dot", head);
    out.append(",\"symbol\":\"dot\",\"x\":");
    appendNumber(out, dot.x, decimals);
    out.append(",\"y\":");
    appendNumber(out, dot.y, decimals);
    end(out, head);
    return out;
}

QByteArray alertId(const UpdateHead &head)
{
    return head.epoch + '-' + QByteArray::number(head.sequence);
}

QByteArray alertText(const UpdateHead &head, const Ticker &ticker, const Alert &alert)
{
    QByteArray out = begin("notification", head);
    out.append(",\"id\":\"").append(alertId(head)).append("\",\"severity\":\"");
    out.append(severityName(alert.severity)).append("\",\"symbol\":\"").append(ticker.symbol);
    out.append("\",\"text\":").append(jsonString(alert.text));
    end(out, head);
    return out;
}

QByteArray jsonString(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

} // namespace feedscope::server
