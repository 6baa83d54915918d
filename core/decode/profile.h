#pragma once

#include "core/decode/rules.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QPair>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace feedscope {

/// Which of a profile's two ways: its own transport, or the polling twin (`rest`) beside it.
enum class Side : std::uint8_t
{
    Push,
    Poll
};

/// `frames.decode`: how binary messages are compressed, each by itself. Text is never taken for compressed.
enum class Compression : std::uint8_t
{
    None,
    Gzip,
    RawDeflate
};

/// `frames`: from bytes to a tree.
struct FrameSpec
{
    std::string envelope = "json";
    /// Where, in what the envelope leaves, the feed's own message stands ("/data", say): the rules see this
    /// part alone. What has no such part is the transport's own talk, not the feed's. Empty: the whole.
    std::vector<std::string> root;
    std::size_t maximum = 16 * 1024 * 1024; ///< bytes of one message
    Compression compression = Compression::None;
    int mqttVersion = 4; ///< 4: MQTT 3.1.1; 5: MQTT 5
};

/// `poll`, and what `rest` says of the same. Seconds; 0: not said.
struct PollSpec
{
    double everyS = 0;
    double holdS = 0;        ///< long poll: how long the server may hold an answer
    bool conditional = true; ///< ETag, Last-Modified
    QString intervalHeader;  ///< the answer's own wish for the interval, seconds
    QString retryHeader;     ///< beside Retry-After
    QString limitHeader;     ///< requests left
    QString cursorUrl;       ///< where the cursor is taken; empty: at the route's own URL
    QString cursorQuery;
    QString cursorHeader;
    std::string cursorFrom; ///< a pointer, or "sequence"
    std::int64_t cursorAdd = 0; ///< for a server that wants the first place not yet seen
    bool cursorTakesSequence = false; ///< the number of any update, too: what a gap left out can be asked for
};

/// `keepalive`, seconds; 0: not said.
///
/// The message that `expect` describes is the answer to `send`, and the feed's own talk even where no rule
/// knows it. It is due within `within_s`; where only `expect` is said, as soon as the answer to a ping of the
/// transport's own; where neither is, never. If it does not come, the connection is given up only if not one
/// other byte came either: a busy feed may answer late, and one that never answers may be good.
struct KeepaliveSpec
{
    double everyS = 0;
    double afterIdleS = 0;
    double withinS = 0;  ///< the answer must come so soon
    double silenceS = 0; ///< nothing at all for so long: reconnect
    std::string send;
    When expect; ///< asked of each message; empty: not said
};

/// One line of `session` or `reply`: what to send (a template) to a message for which `when` holds.
struct DialogueStep
{
    bool atOpen = false;  ///< instead of `when`: right after the upgrade
    bool atClose = false; ///< the same: before the connection is closed
    When when;
    std::string send;
    int each = 0; ///< sent once for each so many symbols, which are then its {symbols}; 0: once for all
};

/// One way to the feed: where it is and how its messages are read. URL and headers are templates.
struct Route
{
    QString url;
    QList<QPair<QString, QString>> query;
    QList<QPair<QString, QString>> headers;
    QStringList subprotocols;
    FrameSpec frames;
    QString notifications; ///< where events are listed and marked as read over HTTP; empty: nowhere
    PollSpec poll;
    RuleSet rules;
    std::optional<std::vector<DialogueStep>> session; ///< of this way alone; none: the profile's
    std::optional<KeepaliveSpec> keepalive;           ///< the same
};

/// `history`: earlier updates over HTTP, page by page from the newest back.
struct HistorySpec
{
    Route route;           ///< its URL, and how a page is read; as the polling twin unless it says otherwise
    QString query;         ///< takes the place before which a page ends
    std::string from;      ///< where a page names that place for the next one: a pointer, or a field of its oldest row
    QString pageQuery;     ///< takes the number of updates; empty: there is no such thing
    int page = 500;        ///< updates that are asked for at a time
};

/// `resume`'s `rewind`: how far before the last place a reconnect goes on. See rewound().
struct RewindSpec
{
    double value = 0;               ///< 0: not at all
    TimeUnit unit = TimeUnit::None; ///< of `value`; None: the place's own
};

/// `resume`: where to go on after a reconnect.
struct ResumeSpec
{
    std::string from; ///< a pointer, "sequence" or "sse-id"; empty: the feed cannot
    QString query;
    QString header;
    QStringList dedupe; ///< members by which an update that comes again is known
    RewindSpec rewind;
};

/// `reconnect`. Seconds; 0: not said.
struct ReconnectSpec
{
    double maximumAgeS = 0;
    double backoffFromS = 0;
    double backoffToS = 0;
    std::string url; ///< pointer to where a message names the address of the next connection; empty: none does
    QList<int> stopCodes; ///< close codes after which trying again is pointless
};

/// `clock`: how to ask the server what time it has.
struct ClockSpec
{
    std::string kind; ///< "ntp4", "http", "date"; empty: not said
    std::string send;
    QString url;
    When match;
    std::optional<FieldRule> received; ///< t_in
    std::optional<FieldRule> sent;     ///< t_out
    std::optional<PointerRef> id;
};

/// `bootstrap`: an HTTP request before connecting.
struct BootstrapSpec
{
    QString method;
    QString url;
    QList<QPair<QString, QString>> headers; ///< templates
    QString body;                           ///< a template; sent with POST
    QString appendToUrl; ///< a template filled from its answer; empty: there is no bootstrap
};

/// So many within so long; 0 times: there is no such limit.
struct RateSpec
{
    int count = 0;
    double withinS = 1;
};

/// `limits`: what the venue allows, and lanes keep to.
struct LimitSpec
{
    RateSpec messages;       ///< said on one connection, answers and pings too
    RateSpec connects;       ///< connections opened by one lane
    RateSpec requests;       ///< HTTP requests of all lanes of the feed
    QMap<int, double> waitS{{418, 120},
                            {429, 10}}; ///< how long to keep away after an HTTP status, unless told
};

/// A text in the languages in which it is there, by code ("en", "ru").
using Words = QMap<QString, QString>;
/// In this language, else in English, else in any.
QString wordsIn(const Words &words, const QString &language);

/// `gallery`: what people are told of a feed before they open it.
struct Listing
{
    Words title;
    Words description; ///< one sentence
    Words limits;      ///< one sentence
    QString category;  ///< "market", "social", …
    QString docs;      ///< http(s) address of the venue's own documentation

    bool isThere() const { return !title.isEmpty(); }
};

/// One of `vars`: what the user fills in, as {name} in templates.
struct VariableSpec
{
    QString name;
    std::optional<QString> value; ///< unless the user says otherwise; nothing: the user must
    Words title;
    QString example;
    QStringList choices; ///< empty: anything
};

/// `tls`: whom to trust and who we are, as PEM files and a SHA-256. Empty: not said.
struct TlsSpec
{
    QString ca;         ///< authorities, instead of the system's
    QString clientCert; ///< ours, with what leads to its authority
    QString clientKey;  ///< its key; encrypted, the secret "client_key" opens it
    QString pin;        ///< for parsePins(): these certificates and no others

    bool operator==(const TlsSpec &) const = default;
};

/// A message as it comes from the wire.
struct RawMessage
{
    QByteArray bytes;
    bool binary = false;
};

/// One of the profile's sample messages and what it must become.
struct Sample : RawMessage
{
    int number = 0;                ///< from 1
    std::vector<RawMessage> after; ///< what came before it on the same connection
    std::string expect; ///< a JSON object; empty: nothing is said
};

/// What is wrong with a profile, and where.
struct ProfileError
{
    int line = 0;   ///< from 1
    QString member; ///< "profile.rules[2].fields.price", say; empty: the whole
    QString expected;
    QString found;
    QString hint;    ///< a sentence such as 'Did you mean "fields"?'; empty: none
    int column = 0;  ///< from 1, in characters; 0: not known
    QString pointer; ///< the member's JSON Pointer (RFC 6901); empty: the whole

    QString sentence() const;
};

/// A feed as its JSON file describes it: checked and compiled. Immutable and shared by the lanes of the feed,
/// on any thread. Secrets stay templates.
struct Profile
{
    QString name;
    QString doc;
    QString transport = QStringLiteral("ws");
    QStringList symbols;
    QMap<QString, QString> symbolMap;
    Route push;
    std::optional<Route> poll;   ///< the polling twin
    QMap<QString, Route> lanes; ///< further ways to the same feed, by the lane's name
    RuleSet dialogue;          ///< the pointers and patterns of session, reply, keepalive and clock
    std::vector<DialogueStep> session;
    std::vector<DialogueStep> reply;
    KeepaliveSpec keepalive;
    ResumeSpec resume;
    ReconnectSpec reconnect;
    ClockSpec clock;
    BootstrapSpec bootstrap;
    QStringList join;   ///< fields that make an update the same on every transport
    QStringList events; ///< kinds that are event series
    std::optional<HistorySpec> history;
    std::vector<Sample> samples;
    std::vector<Sample> twinSamples; ///< of the polling twin
    Listing listing;
    std::vector<VariableSpec> variables;
    QMap<QString, Words> secretTitles; ///< what people call a secret, by its name
    LimitSpec limits;
    TlsSpec tls;
    QString proxy; ///< "system", "none" or a template for a URL; empty: not said
    QJsonObject source; ///< as it was read, to be written back

    /// Poll falls back on the profile itself where there is no twin.
    const Route &route(Side side) const { return side == Side::Poll && poll ? *poll : push; }
    /// The way of a lane: its own if the profile names one, else that of its side.
    const Route &routeOf(const QString &lane, Side side) const;
    /// What is said on a way, and what keeps it alive: its own, else the profile's.
    const std::vector<DialogueStep> &sessionOf(const Route &way) const
    {
        return way.session ? *way.session : session;
    }
    const KeepaliveSpec &keepaliveOf(const Route &way) const
    {
        return way.keepalive ? *way.keepalive : keepalive;
    }
    /// True if the profile's own transport is a poll.
    bool isPoll() const;
};

/// A profile, or everything that is wrong with it.
struct ProfileResult
{
    std::shared_ptr<const Profile> profile; ///< null if there is any error
    QList<ProfileError> errors;             ///< at most 20
    int moreErrors = 0;                     ///< beyond those
};

/// Reads a bare profile, or an object that holds one under "profile" with "rest", "ws" and "messages" beside
/// it.
ProfileResult parseProfile(const QByteArray &json);

} // namespace feedscope
