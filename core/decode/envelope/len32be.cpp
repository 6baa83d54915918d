#include "core/decode/envelope/envelope.h"

namespace feedscope {

namespace {

constexpr std::size_t lengthSize = 4;

std::size_t lengthAt(std::string_view bytes)
{
    std::size_t length = 0;
    for (std::size_t i = 0; i < lengthSize; ++i)
        length = length << 8 | static_cast<unsigned char>(bytes[i]);
    return length;
}

} // namespace

/// Records of a length (four bytes, big-endian) and so many bytes of JSON; a length of 0 is a record without
/// content, as a keep-alive is. A length beyond the end leaves nothing that could be read after it.
void readLength32Envelope(std::string_view bytes, EnvelopeOutput &output)
{
    std::size_t start = 0;
    while (start < bytes.size()) {
        const std::string_view rest = bytes.substr(start);
        const std::size_t length = rest.size() < lengthSize ? 0 : lengthAt(rest);
        if (rest.size() < lengthSize || rest.size() - lengthSize < length) {
            output.fail({"a record is shorter than its length says", start});
            return;
        }
        const std::uint32_t failed = output.failed;
        readJsonEnvelope(rest.substr(lengthSize, length), output);
        if (output.failed > failed)
            output.error.position += start + lengthSize;
        start += lengthSize + length;
    }
}

} // namespace feedscope
