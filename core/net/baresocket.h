#pragma once

#include "core/clock.h"

#include <vector>

namespace feedscope {

/// One message from a bare socket to another on loopback. A value; ns.
struct BareMessage
{
    Ns stamp = noTime;   ///< wall: the kernel's, of the segment that carried it
    Ns arrival = noTime; ///< steady: read by a thread that did nothing but wait for it
};

/// Sends messages of 310 bytes, 1,000 a second, between two blocking sockets: what a client without any code
/// of its own needs from the kernel's stamp on, so what this machine's scheduler alone adds to every lane.
/// Blocks the calling thread, and starts another. Empty: the machine gave no sockets or no stamps.
std::vector<BareMessage> sendBareMessages(int messages);

} // namespace feedscope
