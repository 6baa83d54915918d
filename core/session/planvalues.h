#pragma once

#include "core/session/plan.h"

namespace feedscope {

/// What the profile's vars stand for: what the user said, else what the profile says.
QMap<QString, QString> variablesOf(const Profile &profile, const PlanOverrides &overrides);

/// What is wrong with the variables and symbols that the user gave; empty: nothing.
QString variableProblem(const Profile &profile, const PlanOverrides &overrides);

} // namespace feedscope
