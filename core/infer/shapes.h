#pragma once

#include "core/infer/cells.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace feedscope::infer {

/// One kind of message: what all its messages have in common, and how a rule tells them from others. Its
/// parts belong to whoever made it.
struct Shape
{
    QJsonObject when;
    std::vector<std::string> words;  ///< the literals in `when`
    std::vector<std::string> toldBy; ///< the paths of these literals
    std::vector<const Part *> parts;
    bool bareText = false;

    /// Stays the same while more messages come; names the shape in the user's choices.
    std::string id() const;
};

/// Sorts messages by what they look like: first by the member that says it ("type", "event", "channel" …, if
/// its values go along with other members), then by the members alone. The most definite come first, as
/// rules must. Pure.
std::vector<Shape> shapesOf(const std::vector<Part> &parts);

/// All of one shape, for envelopes that have only one kind of message (Prometheus).
std::vector<Shape> oneShape(const std::vector<Part> &parts);

} // namespace feedscope::infer
