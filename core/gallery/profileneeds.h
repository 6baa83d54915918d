#pragma once

#include "core/decode/profile.h"

#include <QStringList>

namespace feedscope {

/// What a profile cannot do without, told from its templates and its vars. A value.
struct ProfileNeeds
{
    QStringList secrets;   ///< names of {secret:name}; "" for {secret}
    QStringList variables; ///< that have no value and are asked for
    QStringList unknown;   ///< holes that neither the language nor the profile's vars know
    bool ownHost = false;  ///< where it is, only the user knows
};

/// Pure.
ProfileNeeds needsOf(const Profile &profile);

/// Ways by which the feed comes, as lanes are called: its own transport first, then its lanes.
QStringList waysOf(const Profile &profile);

} // namespace feedscope
