#pragma once

#include "core/measure/comparisoninput.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <string_view>
#include <variant>

namespace feedscope::bundle {

/// What one line of a lane's file holds.
using Event = std::variant<Arrival, Request>;

/// Appends one event as a line, its end included. Pure.
void appendLine(QByteArray &text, const Arrival &arrival);
void appendLine(QByteArray &text, const Request &request);

/// Reads lines back. Keeps a parser; one thread at a time.
class LineReader
{
public:
    LineReader();
    ~LineReader();
    LineReader(const LineReader &) = delete;
    LineReader &operator=(const LineReader &) = delete;

    /// Empty if `line` (without its end) is an event; else what is wrong with it, to stand after "line 17 of
    /// lane-1-websocket.ndjson ". Whatever the line holds, the event is within the bounds of bundleformat.h.
    QString read(std::string_view line, Event &event);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace feedscope::bundle
