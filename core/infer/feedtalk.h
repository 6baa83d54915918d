#pragma once

#include "core/infer/listview.h"

#include <QString>

namespace feedscope::infer {

/// What kind of talk this is, if the words and members say that the feed talks about itself: "error", "ack",
/// "heartbeat", "pong" …; empty: it is data. `eventStream`: the messages are Server-Sent Events. Pure.
QString talkOf(const Shape &shape, const RoleGuesser &roles, bool eventStream);

/// Words of an order book, or of trades, in what tells this shape from others.
bool saysBook(const Shape &shape);
bool saysTrade(const Shape &shape);

} // namespace feedscope::infer
