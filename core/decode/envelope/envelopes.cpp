#include "core/decode/envelope/envelope.h"

#include <algorithm>
#include <array>

namespace feedscope {

namespace {

constexpr std::array table = {
    Envelope{"json", readJsonEnvelope},
    Envelope{"ndjson", readNdjsonEnvelope},
    Envelope{"len32be", readLength32Envelope},
    Envelope{"sse", readSseEnvelope},
    Envelope{"socketio", readSocketIoEnvelope},
    Envelope{"mqtt", readMqttEnvelope},
    Envelope{"stomp", readStompEnvelope},
    Envelope{"nats", readNatsEnvelope},
    Envelope{"signalr", readSignalREnvelope},
    Envelope{"xml", readXmlEnvelope},
    Envelope{"prometheus", readPrometheusEnvelope},
};

} // namespace

std::span<const Envelope> envelopes() noexcept
{
    return table;
}

const Envelope *findEnvelope(std::string_view name) noexcept
{
    const auto found = std::ranges::find(table, name, &Envelope::name);
    return found == table.end() ? nullptr : &*found;
}

} // namespace feedscope
