#include "core/gallery/profileneeds.h"

#include "core/decode/template.h"

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// Goes through all templates of a profile.
class Holes
{
public:
    explicit Holes(const Profile &profile)
        : m_profile(profile)
    {
        walk(profile.push);
        if (profile.poll)
            walk(*profile.poll);
        for (const Route &way : profile.lanes)
            walk(way);
        walk(profile.session);
        walk(profile.reply);
        walk(profile.keepalive);
        add(profile.clock.send);
        add(profile.clock.url);
        add(profile.bootstrap.url);
        for (const auto &[name, value] : profile.bootstrap.headers)
            add(value);
        add(profile.bootstrap.body);
        add(profile.proxy);
        add(profile.bootstrap.appendToUrl);
    }

    ProfileNeeds needs;

private:
    void walk(const Route &way)
    {
        add(way.url);
        for (const auto &[name, value] : way.query)
            add(value);
        for (const auto &[name, value] : way.headers)
            add(value);
        add(way.notifications);
        add(way.poll.cursorUrl);
        if (way.session)
            walk(*way.session);
        if (way.keepalive)
            walk(*way.keepalive);
    }
    void walk(const std::vector<DialogueStep> &steps)
    {
        for (const DialogueStep &step : steps)
            add(step.send);
    }
    void walk(const KeepaliveSpec &spec) { add(spec.send); }
    void add(const QString &text) { add(text.toStdString()); }
    void add(const std::string &text)
    {
        for (const QString &name : templateHoles(text))
            take(name);
    }

    void take(const QString &name)
    {
        static const QStringList own{u"symbols"_s, u"symbol"_s, u"now_s"_s, u"now_ms"_s, u"id"_s, u"position"_s};
        if (own.contains(name) || name.startsWith(u'/'))
            return;
        if (name == "secret"_L1 || name.startsWith("secret:"_L1))
            return once(needs.secrets, name.mid(7));
        const auto known = std::ranges::find(m_profile.variables, name, &VariableSpec::name);
        if (known == m_profile.variables.end())
            once(needs.unknown, name);
        else if (!known->value)
            once(needs.variables, name);
    }

    static void once(QStringList &names, const QString &name)
    {
        if (!names.contains(name))
            names.append(name);
    }

    const Profile &m_profile;
};

QString laneOf(const QString &transport)
{
    return transport == "ws"_L1 ? u"websocket"_s : transport;
}

} // namespace

ProfileNeeds needsOf(const Profile &profile)
{
    ProfileNeeds needs = Holes(profile).needs;
    const auto isHost = [](const VariableSpec &spec) {
        return spec.name == "host"_L1 &&
               (!spec.value || spec.value->startsWith("localhost"_L1) || spec.value->contains(".local"_L1));
    };
    needs.ownHost = std::ranges::any_of(profile.variables, isHost);
    return needs;
}

QStringList waysOf(const Profile &profile)
{
    QStringList ways{laneOf(profile.transport)};
    for (auto way = profile.lanes.constBegin(); way != profile.lanes.constEnd(); ++way)
        if (!way->url.isEmpty() && !ways.contains(laneOf(way.key())))
            ways.append(laneOf(way.key()));
    return ways;
}

} // namespace feedscope
