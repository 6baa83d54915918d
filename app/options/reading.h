#pragma once

#include "app/options.h"

#include <QCommandLineParser>

namespace feedscope::options {

// What the options of all commands share. Only the files of this folder and options.cpp use it.

/// Thrown here only: the first thing that is wrong with the command line.
struct Wrong
{
    QString sentence;
};

/// Reads the arguments of one command; throws Wrong, or EarlyExit for --help.
void parse(QCommandLineParser &parser, const QStringList &arguments);

// One option's value each; they throw Wrong if it does not fit.
double number(const QCommandLineParser &parser, const QString &name, double least, double most);
std::chrono::milliseconds duration(const QCommandLineParser &parser, const QString &name,
                                   std::chrono::milliseconds least);
QString oneOf(const QCommandLineParser &parser, const QString &name, const QStringList &allowed);
QStringList lanes(const QString &text);
/// All that there are.
QStringList laneNames();

/// The options that say which feed, and how to reach it.
void addFeedOptions(QCommandLineParser &parser);
FeedOptions feedOptions(const QCommandLineParser &parser, const QStringList &positional);

/// Of these: whom to trust, who we are, and through whom.
void addSecurityOptions(QCommandLineParser &parser);
void readSecurity(const QCommandLineParser &parser, FeedOptions &options);

// One command each, without its name.
Invocation windowOptions(const QStringList &arguments);
Invocation replayOptions(const QStringList &arguments);
Invocation compareOptions(const QStringList &arguments);
Invocation tailOptions(const QStringList &arguments);
Invocation recordOptions(const QStringList &arguments);
Invocation serveOptions(const QStringList &arguments);
Invocation scaleOptions(const QStringList &arguments);
Invocation ownErrorOptions(const QStringList &arguments);
Invocation profileOptions(const QStringList &arguments);
Invocation secretOptions(const QStringList &arguments);

/// The commands, for --help.
QString usage();

} // namespace feedscope::options
