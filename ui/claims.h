#pragma once

#include "core/store/livedata.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace feedscope {

/// What the running feed says of a claim.
enum class ClaimState : std::uint8_t
{
    NotSeen, ///< its lanes do not run, or have not shown it yet
    Holds,
    Fails,
};

/// What "show me" does: which lanes it sets up, and what it tries on them.
struct ClaimSetup
{
    QStringList lanes; ///< empty: the running ones will do
    bool cut = false;  ///< breaks the connections
};

/// One sentence that the documents say of these transports, and what is measured for it here and now. Where
/// it is true under one condition only, there is a row for each.
struct Claim
{
    QString claim;
    QString condition; ///< empty: none
    QString measured;  ///< empty: nothing yet
    QString meaning;   ///< when it holds, for the tool tip
    ClaimState state = ClaimState::NotSeen;
    ClaimSetup setup;
};

/// All of them, in the order in which they are shown. Pure; GUI thread because of the default QLocale.
std::vector<Claim> claimsOf(const LiveData &live);

} // namespace feedscope
