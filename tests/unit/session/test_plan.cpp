#include "core/session/plan.h"

#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// Below, as moc stumbles over raw strings in front of a class.
QByteArray feed();
QByteArray pushOnly();
QByteArray polled();

} // namespace

/// Where a plan finds the address of each lane, and what it says when there is none.
class TestPlan : public QObject
{
    Q_OBJECT

    static PlanResult plan(const QByteArray &json, const PlanOverrides &overrides = {})
    {
        const ProfileResult result = parseProfile(json);
        return result.profile ? makePlan(result.profile, overrides) : PlanResult{{}, u"no profile"_s};
    }
    static QString lanes(const PlanResult &result)
    {
        QStringList all;
        for (const LaneConfig &lane : result.plan.lanes)
            all.append(lane.name + u' ' + lane.endpoint.url.toString());
        return all.join(u", "_s);
    }

private slots:
    void theProfilesOwnWayAndItsTwin()
    {
        QCOMPARE(lanes(plan(feed())), u"websocket ws://h/x, http-poll http://h/r"_s);
        QCOMPARE(lanes(plan(pushOnly())), u"websocket ws://h/x"_s);
        QCOMPARE(lanes(plan(polled())),
                 u"http-poll http://h/x"_s);
    }
    void whatTheUserSaysComesFirst()
    {
        PlanOverrides overrides;
        overrides.url = QUrl(u"ws://mine/x"_s);
        overrides.poll = QUrl(u"http://mine/r"_s);
        overrides.lanes = QStringList{u"websocket"_s, u"http-poll"_s, u"http-poll-new"_s};
        QCOMPARE(lanes(plan(feed(), overrides)),
                 u"websocket ws://mine/x, http-poll http://mine/r, http-poll-new http://h/other"_s);
        overrides.laneUrls.insert(u"http-poll-new"_s, QUrl(u"http://one/r"_s));
        QCOMPARE(plan(feed(), overrides).plan.lanes.back().endpoint.url, QUrl(u"http://one/r"_s));
    }
    void theCursorHasItsOwnAddress()
    {
        PlanOverrides overrides;
        overrides.cursor = true;
        const PlanResult result = plan(feed(), overrides);
        QCOMPARE(result.plan.lanes.back().endpoint.url, QUrl(u"http://h/c"_s));
        QCOMPARE(result.plan.lanes.back().kind(), LaneKind::PollCursor);
    }
    void laneWithoutAnAddress()
    {
        PlanOverrides overrides;
        overrides.lanes = QStringList{u"http-poll"_s};
        QVERIFY(plan(pushOnly(), overrides).error.contains(u"--poll"_s));
        overrides.lanes = QStringList{u"pigeon"_s};
        QVERIFY(plan(feed(), overrides).error.contains(u"pigeon"_s));
        overrides.lanes = QStringList{u"websocket"_s};
        QVERIFY(plan(polled(), overrides)
                    .error.contains(u"does not say where its lane websocket is"_s));
    }
};

namespace {

QByteArray feed()
{
    return R"({"url":"ws://h/x","rules":[{"kind":"t"}],
    "rest":{"url":"http://h/r","cursor":{"url":"http://h/c","query":"since","from":"/c"}},
    "lanes":{"http-poll-new":{"url":"http://h/other"}}})";
}

QByteArray pushOnly()
{
    return R"({"url":"ws://h/x","rules":[{"kind":"t"}]})";
}

QByteArray polled()
{
    return R"({"transport":"http-poll","url":"http://h/x","rules":[{"kind":"t"}]})";
}

} // namespace

QTEST_GUILESS_MAIN(TestPlan)
#include "test_plan.moc"
