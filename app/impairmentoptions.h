#pragma once

#include "core/net/impairment.h"

#include <QString>

class QCommandLineParser;

namespace feedscope {

/// --path and the single figures of a simulated path: --delay, --jitter, --rate, --loss, --stall, --cut.
void addImpairmentOptions(QCommandLineParser &parser);

/// What they say; unset ones leave `path` as it is. Empty, or the sentence about the first that is wrong.
QString readImpairment(const QCommandLineParser &parser, Impairment &path);

} // namespace feedscope
