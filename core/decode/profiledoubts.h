#pragma once

#include "core/decode/profile.h"

#include <QStringList>

namespace feedscope {

/// What a profile says that its language allows, but that can hardly be meant: a table that no rule learns, a
/// rule that is never reached, a brace that does not close, a kind one slip away from a known one, no address.
/// One sentence each; any thread.
QStringList doubtsOf(const Profile &profile);

} // namespace feedscope
