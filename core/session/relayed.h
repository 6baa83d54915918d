#pragma once

#include "core/net/relay.h"
#include "core/transport/endpoint.h"

namespace feedscope {

/// Leads an endpoint through the counting relay, as the lane of this name: over its SOCKS port, or for
/// datagrams over its hop. Opens the way with this simulated path and tap if it is not open yet. A proxy that the endpoint names is then the
/// relay's; it carries no datagrams. Empty, or the sentence that says why there is none. Any thread but the relay's.
QString leadThrough(Relay &relay, const QString &lane, Endpoint &endpoint, const Impairment &path = {},
                    std::shared_ptr<Tap> tap = {});

/// The endpoint's messages are datagrams, which may be lost, overtaken or doubled.
bool isUdp(const Endpoint &endpoint);

} // namespace feedscope
