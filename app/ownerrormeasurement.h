#pragma once

#include "core/owncost.h"

#include <QStringList>

#include <functional>

namespace feedscope {

/// What the error of the tool itself is measured with. A value.
struct OwnErrorRequest
{
    QStringList lanes = {};        ///< empty: all that the demo feed serves
    std::int64_t messages = 1'000; ///< of each lane at least; answers where it polls
    bool painting = false;         ///< the caller's window paints a live feed meanwhile
};

/// Measures the error of the tool itself on a demo feed of its own with 1,000 updates a second, in plain text and
/// over TLS. Blocks for about a minute and a half; any thread. See measureOwnError() for `progress`.
OwnErrorReport measureOwnErrorOnDemo(const OwnErrorRequest &request, const std::function<bool(double)> &progress);

} // namespace feedscope
