#include "app/commands.h"
#include "app/demo.h"
#include "app/feedsource.h"
#include "app/feedwatch.h"
#include "app/signals.h"
#include "core/decode/updatejson.h"
#include "core/infer/inference.h"
#include "core/session/backfill.h"
#include "core/session/copyfilter.h"
#include "core/transport/transports.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Prints what one lane receives, line by line, until enough has come. Lives on the main thread, as the lane
/// does: there is nothing to show that could delay it. With a history, its updates come first and everything is
/// in order, each once.
class Tail final : public QObject, private LaneWitness
{
public:
    /// `address`: of a bare URL, as it may be shown, whose messages are read by what they themselves say;
    /// else empty.
    Tail(const SessionPlan &plan, const TailOptions &options, const QString &address)
        : m_config(plan.lanes.front())
        , m_options(options)
        , m_feed(plan.feed)
        , m_lane(m_config, m_feed, &m_handover, &m_clock,
                 [name = m_config.name](const Endpoint &endpoint, TransportListener *listener) {
                     return makeTransport(name, endpoint, listener);
                 })
    {
        readBy(m_feed->profile);
        if (!address.isEmpty() && !m_options.messages)
            m_watch.emplace().address = address;
        m_inferred = m_watch.has_value();
        if (options.history > 0)
            joinHistory(plan);
        connect(&m_lane, &Lane::messageSeen, this, &Tail::show);
        connect(&m_lane, &Lane::troubled, this, [this](const QString &sentence) {
            if (std::exchange(m_said, sentence) != sentence)
                complain(sentence);
        });
        connect(&m_look, &QTimer::timeout, this, &Tail::look);
        m_look.start(100);
        m_lane.start();
    }

    /// Why nothing came, if nothing did.
    int status() const { return m_failed ? 1 : 0; }

private:
    /// A feed that nobody described, until what its messages say is known.
    struct Watch
    {
        QString address;
        infer::Inference inference;
        std::vector<Message> held; ///< as many as the inference keeps: not yet decoded
        int judgedAt = 0;          ///< messages when the proposal was looked at last
        bool judgedQuiet = false;
    };

    void laneOpened() override { m_backfill->connectionBegins(); }
    void laneHeard(std::span<const Arrival>) override {} // decoded here anew, for all its members

    void joinHistory(const SessionPlan &plan);
    void showJoined();
    void readBy(std::shared_ptr<const Profile> profile);
    void watch(const Message &message);
    void judge(bool quiet);
    void show(const Message &message);
    void decode(const Message &message);
    void showMessage(const Message &message);
    std::string membersOf(const Update &update) const;
    std::string timeOf(double wallMs) const;
    void showUpdate(const std::string &members, Ns arrival, Ns origin, bool filled);
    void appendArrival(Ns arrival, std::string &text) const;
    void line(const std::string &text);
    void look();
    double arrivedMs(Ns arrival) const { return static_cast<double>(arrival + m_wallMinusSteady) / 1e6; }

    LaneConfig m_config;
    TailOptions m_options;
    std::shared_ptr<FeedContext> m_feed;
    SteadyClock m_clock;
    Handover m_handover;
    Batch m_batch;
    std::optional<Decoder> m_decoder;
    std::optional<CopyFilter> m_copies; ///< on a lane that is pushed
    std::optional<Watch> m_watch;
    Ns m_lastMessage = noTime;
    std::unique_ptr<Backfill> m_backfill; ///< null: no history is wanted
    QString m_saidOfHistory;
    Lane m_lane;
    QTimer m_look;
    Ns m_openedAt = noTime;
    std::int64_t m_lines = 0;
    Ns m_wallMinusSteady = wallMinusSteady();
    QString m_said;
    bool m_saidUnread = false;
    bool m_inferred =
        false; ///< the lane's own profile is not what its messages are read by, so that it has no say
    bool m_failed = false;
};

void Tail::show(const Message &message)
{
    if (m_options.messages)
        showMessage(message);
    else if (m_watch)
        watch(message);
    else
        decode(message);
}

void Tail::joinHistory(const SessionPlan &plan)
{
    BackfillConfig config = *plan.backfill;
    config.wanted = static_cast<std::size_t>(m_options.history);
    if (m_config.kind() == LaneKind::PollLatest)
        config.contiguity = Contiguity::None; // it skips numbers by its nature
    m_backfill = std::make_unique<Backfill>(config, m_feed, [this](const Update &update) {
        return QByteArray::fromStdString(membersOf(update));
    });
    connect(m_backfill.get(), &Backfill::joined, this, &Tail::showJoined);
    connect(m_backfill.get(), &Backfill::failed, this, [this](const QString &sentence) {
        if (std::exchange(m_saidOfHistory, sentence) != sentence)
            complain(sentence);
    });
    m_lane.setWitness(this);
}

void Tail::showJoined()
{
    m_backfill->takeFilled();
    for (const SeamRow &row : m_backfill->take())
        showUpdate(row.text.toStdString(), row.arrival.arrival, row.arrival.originWall, row.filled);
}

void Tail::readBy(std::shared_ptr<const Profile> profile)
{
    const Side side = m_config.kind() == LaneKind::Push ? Side::Push : Side::Poll;
    const Route &route = profile->routeOf(m_config.name, side);
    if (side == Side::Push)
        m_copies.emplace(*profile);
    m_decoder.emplace(std::move(profile), route);
}

/// People see the messages as they come; programs, who want updates and nothing else, get those of the
/// messages watched as soon as it is known how to read them.
void Tail::watch(const Message &message)
{
    m_watch->inference.observe(message.payload, message.binary);
    m_watch->held.push_back(message);
    m_lastMessage = message.arrival;
    m_watch->judgedQuiet = false;
    if (!m_options.json)
        showMessage(message);
    judge(false);
}

/// Looking costs milliseconds: at each half as many messages more, and when no more come.
void Tail::judge(bool quiet)
{
    const int messages = m_watch->inference.messages();
    const bool full = m_watch->inference.isFull();
    const bool still = quiet && !std::exchange(m_watch->judgedQuiet, quiet);
    const bool due = messages >= 3 && messages >= m_watch->judgedAt + std::max(1, m_watch->judgedAt / 2);
    if (messages == 0 || !(due || full || still))
        return;
    m_watch->judgedAt = messages;
    const infer::Proposal proposal = m_watch->inference.propose(static_cast<double>(wallNow()) / 1e6);
    const bool stands = proposal.stands();
    if (!stands && std::exchange(m_inferred, false)) // from now on what cannot be read is said, too
        complain(proposal.summary());
    if (!full && !(stands && (quiet || m_watch->inference.isSettled(proposal))))
        return;
    const QByteArray json =
        QJsonDocument(infer::profileFrom(proposal, m_feed->profile->name, {}, m_config.name)).toJson();
    complain(QCoreApplication::translate("feedscope", "inferred from %1 messages – %2")
                 .arg(messages)
                 .arg(proposal.summary()));
    complain(QCoreApplication::translate("feedscope", "to correct it: feedscope profile infer %1 --to FILE")
                 .arg(m_watch->address));
    m_inferred = true;
    if (const ProfileResult inferred = parseProfile(json); inferred.profile)
        readBy(inferred.profile);
    const Watch watched = std::move(*m_watch);
    m_watch.reset();
    if (m_options.json)
        for (const Message &message : watched.held)
            decode(message);
}

void Tail::decode(const Message &message)
{
    m_handover.take(m_batch);
    const Ns before = std::exchange(m_openedAt, m_batch.report.openedAt);
    if (before != m_openedAt)
        m_decoder->reset();
    std::vector<SeamRow> rows;
    m_decoder->decode({message.payload.constData(), static_cast<std::size_t>(message.payload.size())},
                      message.binary, [&](const Update &update) {
                          if (m_copies && m_copies->isCopy(update))
                              return;
                          if (!m_backfill)
                              return showUpdate(membersOf(update), message.arrival, update.timeNs, false);
                          if (auto row = m_backfill->rowOf(update, message.arrival))
                              rows.push_back(std::move(*row));
                      });
    if (!rows.empty())
        m_backfill->heard(std::move(rows));
}

void Tail::showMessage(const Message &message)
{
    std::string text;
    const std::string_view payload(message.payload.constData(),
                                   static_cast<std::size_t>(message.payload.size()));
    if (m_options.json) {
        text += '{';
        appendArrival(message.arrival, text);
        text += ",\"";
        text += message.binary ? "base64\":" : "text\":";
        const QByteArray encoded = message.binary ? message.payload.toBase64() : message.payload;
        writeJsonString({encoded.constData(), static_cast<std::size_t>(encoded.size())}, text);
        text += '}';
    } else if (message.binary) {
        text += '[';
        text += std::to_string(payload.size());
        text += " bytes] ";
        text += message.payload.left(200).toHex().toStdString();
    } else {
        text = payload;
        std::replace_if(
            text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    }
    line(text);
}

/// The members that say where and when a line came from.
void Tail::appendArrival(Ns arrival, std::string &text) const
{
    text += "\"lane\":\"";
    text += m_config.name.toStdString();
    text += "\",\"arrived_ms\":";
    text += QByteArray::number(arrivedMs(arrival), 'f', 3).toStdString();
}

std::string Tail::membersOf(const Update &update) const
{
    std::string text;
    if (m_options.json) {
        writeUpdateMembers(update, text);
        return text;
    }
    text = update.kind;
    for (const NamedValue &field : update.fields)
        if (field.value.hasContent())
            (((text += "  ") += field.name) += '=') += field.value.text();
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string Tail::timeOf(double wallMs) const
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(wallMs)).toString(u"HH:mm:ss.zzz"_s).toStdString();
}

/// `filled`: it came over HTTP only, so that the time of its arrival says nothing to people.
void Tail::showUpdate(const std::string &members, Ns arrival, Ns origin, bool filled)
{
    std::string text;
    if (m_options.json) {
        (text = '{') += members;
        text += ',';
        appendArrival(arrival, text);
        text += filled ? ",\"filled\":true}" : "}";
    } else {
        const bool byOrigin = filled && origin != noTime;
        text = timeOf(byOrigin ? static_cast<double>(origin) / 1e6 : arrivedMs(arrival));
        ((text += "  ") += members) += filled ? "  [http]" : "";
    }
    line(text);
}

void Tail::line(const std::string &text)
{
    if (m_options.count > 0 && m_lines >= m_options.count)
        return;
    ++m_lines;
    const bool heard = print(QByteArray::fromStdString(text) + '\n');
    if (!heard || (m_options.count > 0 && m_lines >= m_options.count))
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
}

/// Says what is wrong with the connection. Leaves if it never opened, or when only the user could mend it;
/// one that was open is opened again.
void Tail::look()
{
    m_handover.take(m_batch);
    const LaneReport &report = m_batch.report;
    if (report.sentence.isEmpty())
        m_said.clear(); // the same trouble later is news again
    if (m_watch && m_lastMessage != noTime && m_clock.now() > m_lastMessage + 2 * second)
        judge(true);
    if (!m_options.messages && !m_inferred && m_batch.counters.undecoded > 0 &&
        !std::exchange(m_saidUnread, true))
        complain(QCoreApplication::translate(
                     "feedscope", "A message could not be read by this feed's profile: “%1”. Look at "
                                  "them all with --messages, or check the profile.")
                     .arg(report.undecodedSample));
    const bool neverOpened = report.state == LaneState::Waiting && report.openedAt == noTime;
    if (report.state == LaneState::Stopped || neverOpened) {
        m_failed = true;
        QCoreApplication::quit();
    }
}

} // namespace

int runTail(const FeedOptions &feed, const TailOptions &options)
{
    Demo demo;
    const PlanResult planned = planOf(feed, demo);
    if (!planned.error.isEmpty()) {
        complain(planned.error);
        return 1;
    }
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    if (options.history > 0 && (!planned.plan.backfill || planned.plan.backfill->forward)) {
        complain(QCoreApplication::translate("feedscope", "This feed does not say where its history is; name it under "
                                                          "\"history\" in its profile, or leave out --history."));
        return 1;
    }
    const QUrl &url = planned.plan.lanes.front().endpoint.url;
    Tail tail(planned.plan, options, isBareUrl(feed) ? shownAddress(planned.plan, url) : QString());
    QCoreApplication::exec();
    return tail.status();
}

} // namespace feedscope
