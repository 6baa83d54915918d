#pragma once

#include "app/options.h"

class QCommandLineParser;

namespace feedscope {

void addSweepOptions(QCommandLineParser &parser);

/// Fills options.sweep in if --sweep is given; options.duration is read already. Empty, or one sentence about
/// what is wrong.
QString readSweep(const QCommandLineParser &parser, CompareOptions &options);

} // namespace feedscope
