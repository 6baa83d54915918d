#pragma once

#include "core/clock.h"

#include <algorithm>
#include <cstdint>

namespace feedscope {

/// Tells when a connection that cannot be asked for a sign of life (an event stream) is given up: after three
/// times its longest silence so far, and never before a minute. A feed that is merely quiet is thus taken for
/// dead once, and then waited for longer. Pure: time is passed in (steady clock, ns). One a lane.
class Silence
{
public:
    static constexpr Ns least = 60 * second;

    void connectionBegins(Ns now)
    {
        m_since = now;
        m_bytes = 0;
    }

    /// `bytes`: all that has come on this connection. Ask now and then: what lies between is not seen.
    bool isTooLong(std::int64_t bytes, Ns now)
    {
        const Ns silence = now - m_since;
        m_longest = std::max(m_longest, silence);
        if (bytes == m_bytes)
            return silence >= m_limit;
        m_bytes = bytes;
        m_since = now;
        m_limit = std::max(least, 3 * m_longest);
        return false;
    }

private:
    Ns m_since = 0;   ///< the last byte that was seen to be new
    Ns m_longest = 0; ///< over all connections
    Ns m_limit = least;
    std::int64_t m_bytes = 0;
};

} // namespace feedscope
