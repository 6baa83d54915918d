#include "core/infer/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <utility>

namespace feedscope::infer {

namespace {

using Weighted = std::pair<std::string_view, double>;

constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr char lowered(char c)
{
    return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string all;
    for (const std::string &word : words)
        all += all.empty() ? word : ' ' + word;
    return all;
}

double weightOf(std::span<const Weighted> table, std::string_view name)
{
    const auto found = std::ranges::find(table, name, &Weighted::first);
    return found == table.end() ? 0 : found->second;
}

bool anyOf(std::span<const std::string_view> words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool hasAny(const std::vector<std::string> &words, std::span<const std::string_view> any)
{
    return std::ranges::any_of(words, [any](const std::string &word) { return anyOf(any, word); });
}

// clang-format off
constexpr std::array keyNames = {
    Weighted{"symbol", 1}, Weighted{"sym", 1}, Weighted{"ticker", .95}, Weighted{"instrument", 1},
    Weighted{"instrument name", 1}, Weighted{"instrument id", .95}, Weighted{"inst id", 1},
    Weighted{"product id", 1}, Weighted{"product", .9}, Weighted{"pair", .95}, Weighted{"currency pair", 1},
    Weighted{"market", .85}, Weighted{"contract", .8}, Weighted{"asset", .8}, Weighted{"coin", .8},
    Weighted{"currency", .75}, Weighted{"ccy", .75}, Weighted{"iata", .8}, Weighted{"icao code", .8},
    Weighted{"code", .6}, Weighted{"isin", .95}, Weighted{"ric", .9}, Weighted{"security", .85},
    Weighted{"series", .9}, Weighted{"sensor", .95}, Weighted{"sensor id", .95}, Weighted{"device", .9},
    Weighted{"device id", .95}, Weighted{"entity id", 1}, Weighted{"entity", .85}, Weighted{"station", .85},
    Weighted{"station id", .9}, Weighted{"host", .55}, Weighted{"hostname", .75}, Weighted{"instance", .5},
    Weighted{"topic", .7}, Weighted{"channel", .5}, Weighted{"subject", .6}, Weighted{"metric", .85},
    Weighted{"metric name", .9}, Weighted{"name", .75}, Weighted{"key", .7}, Weighted{"wiki", .8},
    Weighted{"collection", .8}, Weighted{"full name", .75}, Weighted{"repository", .75},
    Weighted{"repo", .75}, Weighted{"appid", .8}, Weighted{"app id", .8}, Weighted{"app", .65},
    Weighted{"application", .65}, Weighted{"icao 24", .85}, Weighted{"icao", .85}, Weighted{"callsign", .8},
    Weighted{"location", .65}, Weighted{"city", .7}, Weighted{"zone", .6}, Weighted{"node", .65},
    Weighted{"node id", .8}, Weighted{"vehicle", .8}, Weighted{"vehicle id", .9}, Weighted{"route", .6},
    Weighted{"line", .5}, Weighted{"room", .65}, Weighted{"tag", .55}, Weighted{"item", .5},
    Weighted{"id", .45}, Weighted{"uid", .3}, Weighted{"source", .4}, Weighted{"src", .35},
    Weighted{"did", .35}, Weighted{"user", .35}, Weighted{"event", .3}, Weighted{"type", .25},
    Weighted{"group", .4}, Weighted{"base", .4}, Weighted{"token", .5}, Weighted{"stock", .85},
    Weighted{"place", .5}, Weighted{"region", .55}, Weighted{"machine", .75}, Weighted{"service", .6},
    Weighted{"feed", .3}, Weighted{"stream", .3}, Weighted{"github event", .7},
    Weighted{"x github event", .7}, Weighted{"parameter", .6}, Weighted{"mmsi", .9}, Weighted{"field", .4},
    Weighted{"label", .5}, Weighted{"market id", .85}, Weighted{"symbol id", .85}, Weighted{"sid", .2},
    Weighted{"object", .4}, Weighted{"player", .6}, Weighted{"team", .6}};

constexpr std::array valueNames = {
    Weighted{"price", 1}, Weighted{"last", .95}, Weighted{"last price", 1}, Weighted{"value", .95},
    Weighted{"val", .9}, Weighted{"close", .85}, Weighted{"close price", .9}, Weighted{"rate", .8},
    Weighted{"mid", .75}, Weighted{"mid price", .8}, Weighted{"mark price", .75}, Weighted{"px", .95},
    Weighted{"last px", 1}, Weighted{"trade price", .95}, Weighted{"price usd", .9}, Weighted{"usd", .7},
    Weighted{"eur", .65}, Weighted{"reading", .85}, Weighted{"measurement", .8}, Weighted{"state", .6},
    Weighted{"temperature", .85}, Weighted{"temp", .85}, Weighted{"humidity", .7}, Weighted{"pressure", .7},
    Weighted{"power", .75}, Weighted{"voltage", .7}, Weighted{"current", .6}, Weighted{"energy", .65},
    Weighted{"speed", .65}, Weighted{"level", .6}, Weighted{"count", .5}, Weighted{"total", .45},
    Weighted{"score", .5}, Weighted{"mag", .75}, Weighted{"magnitude", .8}, Weighted{"altitude", .5},
    Weighted{"load", .6}, Weighted{"usage", .5}, Weighted{"latency", .6}, Weighted{"price str", .98},
    Weighted{"number", .4}, Weighted{"amount", .4}, Weighted{"last traded price", 1}, Weighted{"ltp", .95},
    Weighted{"last trade price", 1}, Weighted{"current price", .95}, Weighted{"c", .7}, Weighted{"p", .9},
    Weighted{"v", .5}, Weighted{"index price", .6}, Weighted{"mark", .6}, Weighted{"result", .4},
    Weighted{"bpi", .6}, Weighted{"y", .4}, Weighted{"data", .4}, Weighted{"quantity", .2},
    Weighted{"lp", .85}, Weighted{"reading value", .9}, Weighted{"sensor value", .95},
    Weighted{"measured value", .9}, Weighted{"payload", .6}, Weighted{"body", .5}, Weighted{"depth", .5},
    Weighted{"percent", .5}, Weighted{"co 2", .7}, Weighted{"pm 2 5", .7}, Weighted{"pm 25", .7},
    Weighted{"wind speed", .6}};

constexpr std::array timeNames = {
    Weighted{"time", 1}, Weighted{"timestamp", 1}, Weighted{"ts", 1}, Weighted{"t", .85}, Weighted{"T", .9},
    Weighted{"E", .8}, Weighted{"date", .85}, Weighted{"datetime", 1}, Weighted{"date time", 1},
    Weighted{"event time", .95}, Weighted{"created at", .85}, Weighted{"updated at", .85},
    Weighted{"published at", .7}, Weighted{"created", .8}, Weighted{"updated", .85},
    Weighted{"published", .8}, Weighted{"modified", .6}, Weighted{"at", .7}, Weighted{"when", .7},
    Weighted{"dt", .9}, Weighted{"microtimestamp", 1}, Weighted{"time us", 1}, Weighted{"time ms", 1},
    Weighted{"time ns", 1}, Weighted{"timestamp ms", 1}, Weighted{"timestampms", 1},
    Weighted{"timestamp us", 1}, Weighted{"ts ms", 1}, Weighted{"server time", .8},
    Weighted{"trade time", .95}, Weighted{"transact time", .9}, Weighted{"cts", .8},
    Weighted{"last update", .85}, Weighted{"last updated", .85}, Weighted{"last changed", .7},
    Weighted{"sent at", .8}, Weighted{"received at", .5}, Weighted{"pub date", .8}, Weighted{"unixtime", 1},
    Weighted{"epoch", .9}, Weighted{"utc", .8}, Weighted{"time out", .6}, Weighted{"last contact", .8},
    Weighted{"observed at", .9}, Weighted{"recorded at", .9}, Weighted{"created time", .8},
    Weighted{"current time", .5}, Weighted{"exchange time", .9}, Weighted{"time exchange", .9},
    Weighted{"time fired", .8}, Weighted{"s time", .6}};

constexpr std::array sequenceNames = {
    Weighted{"seq", 1}, Weighted{"sequence", 1}, Weighted{"seq num", 1}, Weighted{"sequence num", 1},
    Weighted{"seqnum", 1}, Weighted{"seq no", 1}, Weighted{"sequence number", 1}, Weighted{"seq id", .95},
    Weighted{"sequence id", .95}, Weighted{"offset", .75}, Weighted{"nonce", .6}, Weighted{"id", .5},
    Weighted{"trade id", .8}, Weighted{"trade seq", .95}, Weighted{"tid", .75}, Weighted{"event id", .7},
    Weighted{"update id", .85}, Weighted{"last update id", .85}, Weighted{"change id", .75},
    Weighted{"height", .6}, Weighted{"counter", .6}, Weighted{"cs", .5}, Weighted{"u", .6}, Weighted{"i", .4},
    Weighted{"a", .45}, Weighted{"t", .4}, Weighted{"q", .4}, Weighted{"n", .3}, Weighted{"message id", .7},
    Weighted{"msg id", .7}, Weighted{"msg seq", .95}, Weighted{"number", .4}, Weighted{"index", .5},
    Weighted{"revision", .6}, Weighted{"rev", .5}, Weighted{"cursor", .6}, Weighted{"socket sequence", .9},
    Weighted{"version", .3}, Weighted{"last id", .6}, Weighted{"serial", .6}};

constexpr std::array textNames = {
    Weighted{"text", 1}, Weighted{"message", .95}, Weighted{"content", .9}, Weighted{"headline", 1},
    Weighted{"body", .75}, Weighted{"summary", .7}, Weighted{"msg", .85}, Weighted{"description", .7},
    Weighted{"comment", .5}, Weighted{"title", .9}, Weighted{"subject", .6}, Weighted{"note", .6},
    Weighted{"status text", .6}, Weighted{"alert", .6}, Weighted{"log", .7}, Weighted{"line", .4},
    Weighted{"place", .3}, Weighted{"value", .2}, Weighted{"action", .25}};

constexpr std::array sizeNames = {
    Weighted{"size", 1}, Weighted{"qty", 1}, Weighted{"quantity", 1}, Weighted{"sz", 1},
    Weighted{"amount", .8}, Weighted{"last size", .95}, Weighted{"last qty", .95}, Weighted{"trade size", 1},
    Weighted{"volume", .35}, Weighted{"vol", .35}, Weighted{"q", .6}, Weighted{"v", .55}, Weighted{"s", .6},
    Weighted{"amount str", .85}, Weighted{"last volume", .8}};

/// Words that make of a price something that was, will be, or is not the price.
constexpr std::array<std::string_view, 44> aside = {
    "low",   "high",    "open",       "min",      "max",       "avg",      "average",   "change",   "chg",
    "pct",   "percent", "prev",       "previous", "24",        "24h",      "52",        "7d",       "30d",
    "vol",   "volume",  "settlement", "fee",      "limit",     "step",     "delta",     "prior",    "old",
    "size",  "qty",     "quantity",   "id",       "count",     "delivery", "turnover",  "interest", "tick",
    "order", "stop",    "tax",        "target",   "estimated", "amount",   "yesterday", "level"};

/// Words that make of a time another one than the message's.
constexpr std::array<std::string_view, 24> otherTime = {
    "expiry", "expires",    "expiration", "expire",   "next",     "funding",   "open",     "opened",
    "start",  "starts",     "begin",      "first",    "delivery", "estimated", "end",      "ends",
    "close",  "settlement", "prev",       "previous", "birth",    "due",       "retarget", "listing"};

constexpr std::array kinds = {
    Weighted{"type", 1}, Weighted{"event", 1}, Weighted{"e", .9}, Weighted{"ev", 1}, Weighted{"channel", .95},
    Weighted{"topic", .8}, Weighted{"feed", .9}, Weighted{"table", .95}, Weighted{"kind", 1},
    Weighted{"op", .85}, Weighted{"method", .8}, Weighted{"msg type", 1}, Weighted{"message type", 1},
    Weighted{"T", .9}, Weighted{"action", .55}, Weighted{"stream", .8}, Weighted{"packet", 1},
    Weighted{"command", 1}, Weighted{"cmd", .9}, Weighted{"sio", 1.1}, Weighted{"eio", .9},
    Weighted{"event type", 1}, Weighted{"result type", .9}, Weighted{"class", .6}, Weighted{"name", .3},
    Weighted{"status", .35}, Weighted{"target", .7}, Weighted{"mt", .6}, Weighted{"ch", .8},
    Weighted{"arg", .3}, Weighted{"subject", .4}, Weighted{"category", .4}, Weighted{"msg", .3},
    Weighted{"object", .4}, Weighted{"message", .3}, Weighted{"t", .5}, Weighted{"m", .4}};
// clang-format on

NamePriors letter(char c)
{
    switch (c) {
    case 's':
        return {.key = .9, .size = .6};
    case 'S':
        return {.key = .9};
    default:
        return {};
    }
}

} // namespace

std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (!word.empty())
            words.push_back(std::exchange(word, {}));
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const char before = i > 0 ? name[i - 1] : '\0';
        const bool letter = isLower(c) || isUpper(c) || static_cast<unsigned char>(c) >= 0x80;
        if (!letter && !isDigit(c)) {
            flush();
            continue;
        }
        const bool hump = isUpper(c) && (isLower(before) ||
                                         (isUpper(before) && i + 1 < name.size() && isLower(name[i + 1])));
        if (hump || (i > 0 && isDigit(c) != isDigit(before)))
            flush();
        word += lowered(c);
    }
    flush();
    return words;
}

NamePriors priorsOf(std::string_view name)
{
    const std::vector<std::string> words = wordsOf(name);
    const std::string plain = joined(words);
    NamePriors priors = name.size() == 1 ? letter(name[0]) : NamePriors();
    const bool capital =
        name.size() == 1 && isUpper(name[0]); // "P" and "p" are two things in every such feed
    const std::string_view looked = capital ? name : std::string_view(plain);
    priors.key = std::max(priors.key, weightOf(keyNames, looked));
    priors.value = weightOf(valueNames, looked);
    priors.time = weightOf(timeNames, looked);
    priors.sequence = weightOf(sequenceNames, looked);
    priors.text = weightOf(textNames, looked);
    priors.title = looked == "title" || looked == "headline" ? 1 : 0;
    priors.size = std::max(priors.size, weightOf(sizeNames, looked));
    if (capital || words.empty())
        return priors;
    const bool beside = hasAny(words, aside);
    const auto has = [&](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
    if (priors.value == 0 && !beside && has("price"))
        priors.value = .7;
    if (priors.value == 0 && beside && (has("price") || has("value") || has("last")))
        priors.value = .1;
    if (priors.key == 0 && (words.back() == "symbol" || words.back() == "name" || words.back() == "ticker"))
        priors.key = .65;
    if (priors.sequence == 0 && (has("seq") || has("sequence")))
        priors.sequence = .8;
    if (priors.time == 0 && (has("time") || has("timestamp") || has("ts") || has("date")))
        priors.time = .75;
    if (hasAny(words, otherTime))
        priors.time *= .3;
    const bool quantity = has("size") || has("qty") || has("quantity") || has("volume") || has("vol") ||
                          has("amount") || has("id") || has("count") || has("depth") || has("iv");
    if (!quantity && (has("bid") || plain == "b" || plain == "bp" || plain == "buy"))
        priors.bid = plain == "b" ? .6 : .95;
    if (!quantity &&
        (has("ask") || has("offer") || plain == "a" || plain == "ap" || plain == "sell" || plain == "sale"))
        priors.ask = plain == "a" ? .6 : .95;
    if (priors.bid > 0 || priors.ask > 0)
        priors.value = 0;
    return priors;
}

double kindPrior(std::string_view name)
{
    if (name.size() == 1)
        return weightOf(kinds, name);
    return weightOf(kinds, joined(wordsOf(name)));
}

std::string_view talkKind(std::string_view text)
{
    static constexpr std::array<std::string_view, 32> acks = {
        "ack",         "subscribed",    "subscribe",    "subscription", "subscriptions", "unsubscribed",
        "unsubscribe", "connected",     "connection",   "connack",      "suback",        "unsuback",
        "auth",        "authenticated", "authenticate", "login",        "success",       "info",
        "welcome",     "hello",         "ready",        "status",       "established",   "ok",
        "complete",    "registered",    "connect",      "succeeded",    "resp",          "response",
        "receipt",     "init"};
    static constexpr std::array<std::string_view, 9> beats = {
        "heartbeat", "heartbeats", "hb", "ping", "keepalive", "alive", "thump", "noop", "pingresp"};
    static constexpr std::array<std::string_view, 5> errors = {"error", "err", "failed", "failure",
                                                               "invalid"};
    static constexpr std::array<std::string_view, 4> cuts = {"reconnect", "shutdown", "disconnect", "goaway"};
    std::string_view kind;
    for (const std::string &word : wordsOf(text)) {
        if (anyOf(errors, word))
            return "error";
        if (anyOf(cuts, word))
            return "reconnect";
        if (anyOf(beats, word))
            kind = "heartbeat";
        else if (word == "pong" || word == "pingresp")
            kind = "pong";
        else if (kind.empty() && (anyOf(acks, word) || word == "open"))
            kind = "ack";
    }
    return kind;
}

bool isBookSide(std::string_view name)
{
    static constexpr std::array<std::string_view, 16> names = {
        "bids",    "asks",   "b",   "a",    "bid",  "ask",   "bs",     "as",
        "changes", "levels", "buy", "sell", "buys", "sells", "offers", "depth"};
    return anyOf(names, name);
}

bool isSideWord(std::string_view text)
{
    static constexpr std::array<std::string_view, 20> sides = {
        "buy",  "sell", "bid",   "ask",   "offer",  "long", "short", "b",    "s",      "up",
        "down", "true", "false", "limit", "market", "l",    "m",     "open", "closed", "online"};
    std::string low(text.substr(0, 16));
    std::ranges::transform(low, low.begin(), lowered);
    return anyOf(sides, low);
}

bool isAnswerMember(std::string_view name)
{
    static constexpr std::array<std::string_view, 16> names = {
        "success",    "result",       "ret_msg",   "retMsg",  "info", "subscribe",
        "subscribed", "connectionID", "server_id", "conn_id", "pong", "req_id",
        "request_id", "subscription", "error",     "ping"};
    return anyOf(names, name);
}

bool isSubjectName(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> names = {
        "channel", "topic", "stream", "subject",     "destination", "ch",
        "table",   "arg",   "feed",   "routing_key", "path",        "room"};
    return anyOf(names, name);
}

} // namespace feedscope::infer
