#pragma once

#include "core/net/sockets.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace feedscope {

/// Finds the addresses of names without blocking its user: each look-up runs on a thread of its own, because
/// the system's resolver can neither be cancelled nor be bounded in time. For one thread.
class Resolver
{
public:
    using Done = std::function<void(std::vector<SocketAddress>)>;

    Resolver();

    /// Starts a look-up; `done` is called once, on a thread of the resolver's, with no address if there is
    /// none. False if too many are under way. `done` must hold nothing that can be gone by then.
    bool lookUp(const std::string &name, std::uint16_t port, Done done);

private:
    struct State;
    std::shared_ptr<State> m_state; ///< shared with the threads, which may outlive the resolver
};

} // namespace feedscope
