#include "core/decode/profile.h"
#include "core/decode/profilecheck.h"

#include <cstddef>
#include <cstdint>

/// Loads the input as a profile and, if it is one, checks it against its own samples.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), qsizetype(size));
    const feedscope::ProfileResult result = feedscope::parseProfile(json);
    if (result.profile)
        feedscope::checkProfile(result.profile);
    for (const feedscope::ProfileError &error : result.errors) {
        if (error.line < 1 || error.sentence().isEmpty())
            __builtin_trap();
    }
    return 0;
}
