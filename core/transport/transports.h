#pragma once

#include "core/transport/transport.h"

#include <QStringView>

#include <memory>
#include <span>

namespace feedscope {

/// One way of receiving a feed, as it is chosen by name.
struct TransportKind
{
    const char16_t *name;    ///< of the lane, on the command line and in reports
    const char16_t *scheme;  ///< of a URL that names none
    const char16_t *schemes; ///< all that it takes, separated by a blank
    bool push;               ///< the server decides when something comes; false: it polls by a plan
    bool held;               ///< of these, long polling: asked for, and held until there is something
    std::unique_ptr<Transport> (*make)(const Endpoint &, TransportListener *);
    bool raw = false; ///< nothing but messages and their framing on the wire: no HTTP, no handshake
    bool greets = false; ///< it is taken in by the session's first messages, and so sends them itself
};

/// All of them, in the order in which they are offered. Any thread.
std::span<const TransportKind> transportKinds();

/// The one of this name, or null.
const TransportKind *transportKind(QStringView name);

/// The first that takes URLs of this scheme, or null: how a bare URL finds its lane.
const TransportKind *transportForScheme(QStringView scheme);

/// A fresh transport for one attempt of the lane; null if there is no such kind. On the network thread.
std::unique_ptr<Transport> makeTransport(QStringView lane, const Endpoint &endpoint,
                                         TransportListener *listener);

} // namespace feedscope
