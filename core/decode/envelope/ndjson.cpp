#include "core/decode/envelope/envelope.h"

#include <algorithm>

namespace feedscope {

/// One JSON value, or text, a line, ended by LF or CR LF; empty lines keep the connection alive and mean nothing.
void readNdjsonEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    std::size_t start = 0;
    while (start < bytes.size()) {
        const std::size_t end = std::min(bytes.find('\n', start), bytes.size());
        std::string_view line = bytes.substr(start, end - start);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty())
            readJsonOrText(line, start, output);
        start = end + 1;
    }
}

} // namespace feedscope
