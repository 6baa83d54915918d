#pragma once

#include "core/owncost.h"

namespace feedscope {

/// Measures what a relay of its own adds to a round trip: directly, through it, and through it with a delay.
/// Blocks for about 2 ms a round trip. Not known if the machine gives no sockets. Any thread.
RelayCost measureRelayCost(int roundTrips = 200);

} // namespace feedscope
