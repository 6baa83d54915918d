#pragma once

#include "app/options.h"

#include <functional>

namespace feedscope {

/// Sets the language ("en", "ru") of the sentences made in core and app, and how numbers are written in them.
using Speak = std::function<void(const QString &code)>;

struct SessionPlan;

/// Each runs one command to its end on the calling thread, with the application object already there, and
/// returns the exit status of design.md 5: 0 done, 1 it ran but failed. Results go to standard output, errors
/// to standard error in one sentence.
int runWindow(const FeedOptions &feed, const WindowOptions &options);
int runCompare(const FeedOptions &feed, CompareOptions options, const Speak &speak);
/// `compare --from`: recomputes an evidence bundle and says whether its figures follow from its events.
int runRecompute(const CompareOptions &options, const Speak &speak);
/// `compare --sweep`: all intervals of options.sweep, one after the other.
int runSweep(SessionPlan plan, const CompareOptions &options);
int runServe(const ServeOptions &options);
int runScale(const FeedOptions &feed, const ScaleOptions &options);
int runRecord(const FeedOptions &feed, const RecordOptions &options);
int runOwnError(const FeedOptions &feed, const OwnErrorOptions &options);
int runTail(const FeedOptions &feed, const TailOptions &options);
/// `profile infer`: what a URL, or a file with messages, lets one guess of a feed.
int runProfileInfer(const FeedOptions &feed, const ProfileInferOptions &options);
int runProfileCheck(const ProfileCheckOptions &options);
int runProfileList(const ProfileListOptions &options);
int runProfileImport(const ProfileImportOptions &options);
int runProfileExport(const ProfileExportOptions &options);
int runProfileSchema(const ProfileSchemaOptions &options);

/// `secret set`, `list` and `remove`.
int runSecret(const SecretOptions &options, SecretStore &secrets);

/// "feedscope: <sentence>" to standard error.
void complain(const QString &sentence);

/// Text to standard output, flushed; false once the reader has gone (a closed pipe).
bool print(const QByteArray &text);

} // namespace feedscope
