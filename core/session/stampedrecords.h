#pragma once

#include "core/net/tap.h"

#include <vector>

namespace feedscope {

/// One TLS record of application data that went to a client, with the kernel's stamp of its last byte. A value.
struct StampedRecord
{
    std::int64_t fragment = 0; ///< bytes, the record's header not counted
    Ns stamp = noTime;         ///< wall clock
};

/// A message as a lane saw it. A value.
struct SeenMessage
{
    Ns arrival = noTime;   ///< steady clock
    std::int64_t bytes = 0; ///< as framed on the wire, before TLS
};

/// The records of all connections in the order of their ends, those without a stamp left out. An encrypted alert
/// (two bytes, RFC 8446 section 6) is none: it carries no data of the feed.
std::vector<StampedRecord> recordsToClient(const std::vector<Tap::Piece> &pieces);

/// Arrival minus the stamp of the record that carried the message's last byte, ns. What a record holds cannot be
/// read, but its size tells: a message (or several that were written at once) fills one record, and they come in
/// order. Messages that fit no record are left out. `map`: wall minus steady.
std::vector<Ns> recordErrors(const std::vector<SeenMessage> &messages, const std::vector<StampedRecord> &records,
                             Ns map);

} // namespace feedscope
