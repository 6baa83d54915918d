#pragma once

#include "core/arrival.h"
#include "core/message.h"
#include "core/net/tap.h"
#include "core/owncost.h"

#include <unordered_map>

namespace feedscope {

/// By an update's number: the kernel's stamp of the segment that carried its last byte. For lanes where each
/// update of the demo feed is a message of its own, in plain text on the wire.
std::unordered_map<std::uint64_t, Ns> stampsBySequence(const std::vector<Tap::Piece> &pieces);

/// Arrival minus the kernel's stamp, of each message whose stamp is known; ns. `map`: wall minus steady.
std::vector<Ns> messageErrors(const std::vector<Arrival> &arrivals, const std::vector<Tap::Piece> &pieces,
                              Ns map);

/// The same of answers, from the kernel's stamps of what went to the client (any order). A lane has one request
/// out at a time, so what went to its client last before the request ended is its answer's last byte.
std::vector<Ns> answerErrors(const std::vector<Request> &requests, std::vector<Ns> stamps, Ns map);

/// The stamps of all that went to the client, in plain text.
std::vector<Ns> stampsToClient(const std::vector<Tap::Piece> &pieces);

/// Nearest ranks, as measures.md 7 has them; those that rest on fewer than one value stay unknown.
OwnErrorLine summarize(std::vector<Ns> errors);

} // namespace feedscope
