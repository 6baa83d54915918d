#pragma once

#include "core/owncost.h"

#include <QStringList>

#include <functional>

namespace feedscope {

/// Measures the error of the tool itself on a demo feed of its own with 1,000 updates a second, over these
/// lanes (empty: all that it serves). Blocks for about a minute; any thread. See measureOwnError() for
/// `progress`.
OwnErrorReport measureOwnErrorOnDemo(const QStringList &lanes, std::int64_t messages,
                                     const std::function<bool(double)> &progress);

} // namespace feedscope
