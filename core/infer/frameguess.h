#pragma once

#include "core/decode/profile.h"
#include "core/infer/cells.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace feedscope::infer {

/// A message as it came.
struct RawMessage
{
    QByteArray bytes;
    bool binary = false;
};

/// How bytes become messages: the profile's `frames`, and why. A value.
struct FrameGuess
{
    std::string envelope = "json";
    std::string decode;              ///< "gzip", "deflate-raw"; empty: as it comes
    std::vector<std::string> unwrap; ///< paths of strings that hold JSON
    bool batch = false;
    double confidence = 0;
    QString reason;     ///< one sentence
    int unreadable = 0; ///< messages that do not fit

    QJsonObject toJson() const;
};

/// Tries all envelopes of the table; whichever reads most messages is it, the plainest one of equals. Pure.
FrameGuess guessFrames(const std::vector<RawMessage> &messages);

/// The messages without their frames.
std::vector<Part> partsOf(const std::vector<RawMessage> &messages, const FrameGuess &frames);

} // namespace feedscope::infer
