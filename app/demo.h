#pragma once

#include "app/options.h"
#include "core/server/serverthread.h"
#include "core/session/plan.h"

#include <memory>

namespace feedscope {

/// The built-in demo feed: a server on a loopback port in a thread of its own, and the plan that leads to it.
/// Owned by a command; outlives the session that runs the plan.
class Demo
{
public:
    /// Empty if it runs, else one sentence.
    QString start(const FeedOptions &options);

    /// The way to it, with what the user said beside (lanes, interval, mode).
    PlanResult plan(PlanOverrides overrides);

private:
    PlanResult complete(PlanResult result);

    ServerThread m_server;
    ServerAddress m_address;
    double m_rate = 20;
};

/// Whether the command line asks for the built-in demo feed.
bool namesDemo(const FeedOptions &feed);

/// The plan of whatever feed the command line names: the demo feed (which is started), a profile or a URL.
PlanResult planOf(const FeedOptions &feed, Demo &demo);

} // namespace feedscope
