#pragma once

#include "core/clock.h"

#include <QByteArray>

#include <vector>

namespace feedscope {

/// The pings on their way: each carries the instant it was sent at, so that its pong tells the round trip to
/// the nanosecond. Pure; a value.
class WsPings
{
public:
    /// The payload of a ping sent at `now`: 8 bytes. Of unanswered ones the latest 8 are remembered.
    QByteArray stamp(Ns now);

    /// When the ping was sent that a pong with this payload answers; noTime if it answers none of ours, as a
    /// peer may send pongs unasked (RFC 6455 5.5.3). Answers the earlier pings as well.
    Ns answered(const QByteArray &payload);

private:
    std::vector<Ns> m_sent; ///< oldest first
};

} // namespace feedscope
