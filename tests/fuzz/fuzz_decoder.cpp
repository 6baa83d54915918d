#include "core/decode/dialogue.h"
#include "core/decode/sequencetracker.h"
#include "core/decode/updatejson.h"

#include <cstddef>
#include <cstdint>
#include <memory>

using namespace feedscope;

namespace {

/// Profiles that between them use every part of the language.
const char *const sources[] = {
    R"({"match":"all","frames":{"batch":"array","unwrap":["/data","/*/x"]},"merge":{"key":"0/id"},
        "sequence":{"mode":"contiguous","scope":"symbol","reorder_window":8},
        "reply":[{"when":{"/ping":{"exists":true}},"send":"{\"pong\":{/ping}}"}],"resume":{"from":"/id","query":"q"},
        "rules":[{"when":{"/e":{"regex":"^(a+)+b"}},"kind":"a","learn":{"table":"t","key":"/0","values":{"m":"/1"}}},
          {"when":{"t[/0].m":{"in":["x",1,null,[]]}},"kind":"b","fields":{"symbol":{"path":"/0","lookup":"t.m","upper":true}}},
          {"rows":"/*","kind":"c","fields":{"symbol":"0#","price":{"path":["0/p","0/1","1/-1"],"abs":true,"scale":0.1},
             "time":{"path":["0/t","/E","/T"],"unit":"us"},"sequence":"0/id","text":{"path":"0","regex":"[0-9]+$","strip":true}}},
          {"rows":"/*/*/*","row_when":{"":{"type":["array","object"]}},"kind":"d","fields":{"symbol":"2#","time":{"path":"0/0","unit":"iso"}}},
          {"kind":"e","snapshot":{"/type":"snapshot"},"fields":{"symbol":{"path":["/s","/symbol","/product_id"]},"price":{"path":["/p","/price"]},
             "time":{"path":["/time","/E","/timestamp"]},"sequence":{"path":["/seq","/u","/trade_id"]},"side":{"path":"/S","map":{"Buy":1}}}}]})",
    R"({"frames":{"envelope":"socketio"},"rules":[{"kind":"s","fields":{"symbol":{"path":["/nsp","/eio"]},"sequence":"/ack","text":"/data/0"}}]})",
    R"({"frames":{"envelope":"mqtt"},"rules":[{"when":{"/packet":{"exists":true}},"kind":"q","fields":{"symbol":"/topic","price":"/payload/p","text":"/codes/0"}}]})",
    R"({"frames":{"envelope":"mqtt","mqtt_version":5,"decode":"gzip"},"rules":[{"kind":"q","fields":{"symbol":"/topic","text":"/properties/user/a"}}]})",
    R"({"frames":{"envelope":"stomp"},"rules":[{"when":{"/command":{"exists":true}},"kind":"m","fields":{"symbol":"/headers/destination","price":"/body/p"}}]})",
    R"({"frames":{"envelope":"nats","decode":"deflate-raw"},"rules":[{"when":{"/op":{"exists":true}},"kind":"m","fields":{"symbol":"/subject","price":"/payload/p","text":"/headers/X"}}]})",
    R"({"frames":{"envelope":"signalr"},"rules":[{"kind":"h","fields":{"symbol":"/arguments/0"}}]})",
    R"({"frames":{"envelope":"xml"},"rules":[{"rows":"/*/*/*","kind":"x","fields":{"symbol":"0/@symbol","price":"0/price/0/#text"}}]})",
    R"({"frames":{"envelope":"prometheus"},"rules":[{"kind":"p","fields":{"symbol":"/name","price":"/value","text":"/labels/a"}}]})",
    R"({"frames":{"envelope":"ndjson"},"sequence":{"mode":"range","first":"/U","last":"/u"},"rules":[{"kind":"n","fields":{"sequence":"/seq","time":"/t"}}]})",
};

} // namespace

/// Decodes the input as a message, twice on the same decoders, and reads all that comes of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view message(reinterpret_cast<const char *>(data), size);
    for (const char *source : sources) {
        const auto profile = parseProfile(source).profile;
        if (!profile)
            __builtin_trap();
        Decoder decoder(profile, Side::Push);
        Dialogue dialogue(profile, {});
        SequenceTracker tracker(profile->push.rules.sequence);
        for (int round = 0; round < 2; ++round) {
            std::uint32_t seen = 0;
            const DecodeResult result = decoder.decode(message, round == 1, [&](const Update &update) {
                ++seen;
                if (seen < 100 && updateToJson(update).empty())
                    __builtin_trap();
                tracker.see(update);
                dialogue.saw(update);
            });
            if (seen != result.updates)
                __builtin_trap();
            dialogue.answer(decoder, 0);
        }
    }
    return 0;
}
