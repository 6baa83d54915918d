#pragma once

#include "core/bundle/manifest.h"

class QIODevice;

namespace feedscope::bundle {

/// Reads a lane's file into `lane`, line by line, never more of it than `file` announces. Empty if it is the
/// file that was announced, else one sentence; `name` stands in it. Any thread.
QString readEvents(QIODevice &device, const QString &name, const LaneFile &file, LaneInput &lane);

/// Writes all events of a lane in the order of time, and says what was written. False: the device took no
/// more.
bool writeEvents(QIODevice &device, const LaneInput &lane, LaneFile &file);

/// Of a text in memory.
FileSeal sealOf(const QByteArray &text);

} // namespace feedscope::bundle
