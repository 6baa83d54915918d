#pragma once

#include "core/decode/profilereader.h"
#include "core/decode/rulecompiler.h"

#include <span>
#include <string_view>

namespace feedscope {

/// Builds a Profile from its JSON; every problem is noted in the reader. Used for one parse.
class ProfileBuilder
{
public:
    ProfileBuilder(ProfileReader &reader, Profile &profile)
        : m_reader(reader)
        , m_profile(profile)
    {}

    /// `root`: a bare profile, or an object that holds one.
    void build(const Member &root);

private:
    void whole(const Member &at);
    void early(const Member &root);
    void socket(const Member &at);
    void rest(const Member &at);
    void route(const Member &at, Route &route);
    void lanes(const Member &at);
    void brokerWay(const std::string &name, const Member &at, Route &way);
    void match(const Member &at, RuleSet &rules);
    void frames(const Member &at, Route &route);
    void poll(const Member &at, PollSpec &spec);
    void cursor(const Member &at, PollSpec &spec);
    std::int64_t integer(const Member &at);
    void checkCounted(const Member &at, const RuleSet &rules);
    void history(const Member &at);
    void keepalive(const Member &at, KeepaliveSpec &spec);
    void resume(const Member &at);
    void reconnect(const Member &at);
    void clock(const Member &at);
    void bootstrap(const Member &at);
    void steps(const Member &at, std::vector<DialogueStep> &steps);
    void gallery(const Member &at);
    void words(const Member &at, Words &words);
    void variables(const Member &at);
    void secrets(const Member &at);
    void limits(const Member &at);
    void tls(const Member &at);
    void proxy(const Member &at);
    void rate(const Member &at, RateSpec &rate);
    void messages(const Member &at, std::vector<Sample> &samples);
    QString filled(const Member &at);
    QString answering(const Member &at);
    void answersNothing(const Member &at, std::string_view text);
    Sample sample(const Member &at, int number);
    RawMessage earlier(const Member &at);
    void bytes(const Member &at, RawMessage &message);
    void pairs(const Member &at, QList<QPair<QString, QString>> &pairs);
    void finish(const Member &root);

    RuleCompiler compiler(RuleSet &set) { return {m_reader, set, m_profile.events}; }

    ProfileReader &m_reader;
    Profile &m_profile;
    bool m_envelopeSaid = false;
    bool m_sessionSaid = false;
    std::vector<std::string> m_subscribe; ///< sample subscriptions of "ws"
};

/// What a profile may call its transport, and its further lanes.
std::span<const std::string_view> transportNames();

/// The address within a text that may also explain it ("wss://host/a | /b (also …)"); a socket's comes first.
QString addressIn(const QString &text);

} // namespace feedscope
