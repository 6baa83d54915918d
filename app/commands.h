#pragma once

#include "app/options.h"

namespace feedscope {

/// Each runs one command to its end on the calling thread, with the application object already there, and
/// returns the exit status of design.md 5: 0 done, 1 it ran but failed. Results go to standard output, errors
/// to standard error in one sentence.
int runWindow(const FeedOptions &feed, const WindowOptions &options);
int runCompare(const FeedOptions &feed, const CompareOptions &options);
int runServe(const ServeOptions &options);
int runScale(const FeedOptions &feed, const ScaleOptions &options);
int runRecord(const FeedOptions &feed, const RecordOptions &options);
int runTail(const FeedOptions &feed, const TailOptions &options);
int runProfileCheck(const ProfileCheckOptions &options);

/// "feedscope: <sentence>" to standard error.
void complain(const QString &sentence);

/// Text to standard output, flushed; false once the reader has gone (a closed pipe).
bool print(const QByteArray &text);

} // namespace feedscope
