#pragma once

#include "core/measure/clockoffset.h"
#include "core/message.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace feedscope {

// A recording is an SQLite file, so that other programs can read it, and what was written stays whole when the
// one that writes is killed:
//   meta(key, value)                        format, feed, profile (JSON), clock_* (ns), lanes (in their order)
//   message(id, lane, wall, binary, payload)  wall: arrival, ns since 1970 on the recording machine's clock

/// What a recording says of itself. A value.
struct RecordingInfo
{
    QString feed;        ///< as the window names it
    QJsonObject profile; ///< how the messages are read; without secrets, as profiles are
    QStringList lanes;   ///< that were recorded
    ClockEstimate clock; ///< of the source against the recording machine
};

/// One message as it once arrived. A value.
struct RecordedMessage
{
    Ns wall = noTime; ///< of its arrival, ns since 1970
    Message message;  ///< `arrival` is not set
};

} // namespace feedscope
