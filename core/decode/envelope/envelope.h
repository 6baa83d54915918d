#pragma once

#include "core/decode/jsonreader.h"

#include <span>
#include <string_view>
#include <vector>

namespace feedscope {

/// One message in what a transport delivered.
struct Document
{
    NodeId root = noNode;
    bool bareText = false; ///< a text frame that is no JSON at all ("ping"): the root is that string
    bool talk = false; ///< the protocol's own ("SUBACK"): rules may look at it, but none needs to know it
    bool snapshot = false; ///< the protocol itself says that it is old: how things stand, not what happened
};

/// Where an envelope parser puts what it finds. Belongs to a decoder; valid for one call.
struct EnvelopeOutput
{
    Tree &tree;
    JsonReader &json;
    std::vector<Document> &documents;
    ReadError error;          ///< of the last part that could not be read
    std::uint32_t failed = 0; ///< parts that could not be read
    bool binary = false;      ///< it came as bytes, not as text
    int mqttVersion = 4;      ///< 4: MQTT 3.1.1; 5: MQTT 5, whose packets hold properties

    void fail(const ReadError &why)
    {
        error = why;
        ++failed;
    }
};

/// Takes one protocol's framing off: bytes in, documents out. Pure; keeps no state between messages. What it
/// cannot read it reports with fail() and goes on. The bytes outlive the output.
using EnvelopeParser = void (*)(std::string_view bytes, EnvelopeOutput &output);

struct Envelope
{
    std::string_view name; ///< as `frames.envelope` says it
    EnvelopeParser parse;
};

/// All that this version reads. One more: one file in this folder and one line in envelopes.cpp.
std::span<const Envelope> envelopes() noexcept;
/// Null: this version cannot read it.
const Envelope *findEnvelope(std::string_view name) noexcept;

/// A JSON value, or the text as its own string where it does not even begin like one. `offset`: of the text in
/// what was received, for errors.
void readJsonOrText(std::string_view text, std::size_t offset, EnvelopeOutput &output);

void readJsonEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readNdjsonEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readLength32Envelope(std::string_view bytes, EnvelopeOutput &output);
void readSseEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readSocketIoEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readMqttEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readStompEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readNatsEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readSignalREnvelope(std::string_view bytes, EnvelopeOutput &output);
void readXmlEnvelope(std::string_view bytes, EnvelopeOutput &output);
void readPrometheusEnvelope(std::string_view bytes, EnvelopeOutput &output);

} // namespace feedscope
