#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace feedscope::infer {

/// The words of a member's name, in lower case: "bid1Price" → bid 1 price; "best_bid" → best bid.
std::vector<std::string> wordsOf(std::string_view name);

/// How much a name alone speaks for a role, 0..1: the conventions of feeds that were seen, never a feed's own
/// list. Single letters are told by their case ("S" is a symbol where "s" is a size); more is asked of the
/// values.
struct NamePriors
{
    double key = 0;
    double value = 0;
    double time = 0;
    double sequence = 0;
    double text = 0;
    double title = 0;
    double size = 0;
    double bid = 0;
    double ask = 0;
};
NamePriors priorsOf(std::string_view name);

/// How usual it is that a member of this name tells one kind of message from another.
double kindPrior(std::string_view name);

/// What a word says of a message that is no data ("ack", "heartbeat", "pong", "error", "reconnect"); empty:
/// nothing.
std::string_view talkKind(std::string_view word);

/// Both sides of an order book, or its changes.
bool isBookSide(std::string_view name);

/// "buy", "sell" and the like: a side, never a symbol.
bool isSideWord(std::string_view text);

/// Members that an answer to a request has.
bool isAnswerMember(std::string_view name);

/// Names whose text says on what subject a message is: "ticks.AAA", "live_trades_ethusd".
bool isSubjectName(std::string_view name);

} // namespace feedscope::infer
