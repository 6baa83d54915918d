#pragma once

#include "core/decode/profile.h"

#include <QString>

#include <string>
#include <vector>

namespace feedscope {

/// One member of a sample's `expect` that came out differently.
struct CheckDifference
{
    int message = 0; ///< from 1
    QString field;
    QString expected; ///< as JSON
    QString got;      ///< as JSON; "nothing" where there was no such thing
    Side side = Side::Push; ///< Poll: a message of the polling twin
};

/// What a profile makes of its own sample messages.
struct ProfileCheck
{
    int messages = 0;
    int expectations = 0; ///< messages that say what they expect
    std::vector<CheckDifference> differences;
    std::vector<std::string>
        updates; ///< one JSON object each, without line ends; "message" is the sample's number
    std::vector<QString> remarks; ///< sentences about samples that no rule fits or that cannot be read
};

/// Decodes each sample, the polling twin's by its own rules, from fresh state or behind what it
/// says came before, and compares its first update
/// with `expect`: only listed members count; price, size, bid, ask and times as numbers (relative 1e-12), all
/// else with its wire type; null means absent; `rows` is how many updates the message yields. Pure.
ProfileCheck checkProfile(std::shared_ptr<const Profile> profile);

} // namespace feedscope
