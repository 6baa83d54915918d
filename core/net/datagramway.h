#pragma once

namespace feedscope {

/// How a lane of datagrams goes through the relay: its peer is asked (DatagramHop), or it is only listened to
/// (ListeningHop). Owned by the relay's loop and used on its thread only.
class DatagramWay
{
public:
    virtual ~DatagramWay() = default;

    virtual void start() = 0;

    /// Holds all datagrams still, both ways, up to the bounds of a path; the rest is lost.
    virtual void freeze(bool frozen) = 0;

    /// The same for a stall of the simulated path; either holds.
    virtual void stall(bool stalled) = 0;

    /// Breaks what there is of a connection, as a broken network would.
    virtual void cut() = 0;

    /// The client has said its last.
    virtual void finish() = 0;
};

} // namespace feedscope
