#pragma once

#include <QJsonObject>
#include <QString>

namespace feedscope {

/// The profile by which a recorded lane is read again, as the lane `replay`: the messages are read as they were,
/// and nothing is said to anybody. Pure.
QJsonObject replayProfile(const QJsonObject &profile, const QString &lane);

} // namespace feedscope
