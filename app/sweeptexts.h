#pragma once

#include "core/bundle/evidence.h"
#include "core/measure/sweepanswer.h"

#include <QByteArray>

namespace feedscope {

/// A sweep for people in a terminal: the push lanes, a row an interval, the answer.
QByteArray sweepTable(const SweepResult &result, const SweepAnswer &answer);

/// The same as the object that `compare --sweep --json` prints: times in ms, sizes in bytes, null = not
/// known.
QByteArray sweepJson(const SweepResult &result, const SweepQuestion &question, const SweepAnswer &answer,
                     const EvidenceOrigin &origin);

} // namespace feedscope
