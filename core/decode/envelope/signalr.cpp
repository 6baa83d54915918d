#include "core/decode/envelope/envelope.h"

#include <QtGlobal>

#include <algorithm>

namespace feedscope {

/// SignalR's JSON hub protocol: each record ends with 0x1E, several share a message. The first answer is
/// `{}`.
void readSignalREnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    constexpr char recordEnd = '\x1e';
    std::size_t start = 0;
    do {
        if (output.tree.isFull())
            return output.fail({"it has more values than this program takes", start});
        const std::size_t end = bytes.find(recordEnd, start);
        if (end == std::string_view::npos)
            return output.fail({QT_TRANSLATE_NOOP("feedscope", "a record of SignalR does not end"), start});
        ReadError error;
        const NodeId root = output.json.read(output.tree, bytes.substr(start, end - start), error);
        error.position += start;
        if (root != noNode)
            output.documents.push_back({root, false});
        else
            output.fail(error);
        start = end + 1;
    } while (start < bytes.size());
}

} // namespace feedscope
