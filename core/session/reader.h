#pragma once

#include "core/decode/decoder.h"
#include "core/decode/dialogue.h"
#include "core/decode/sequencetracker.h"
#include "core/measure/comparisoninput.h"
#include "core/message.h"
#include "core/session/copyfilter.h"
#include "core/session/seriestable.h"
#include "core/store/livedata.h"
#include "core/transport/endpoint.h"

#include <memory>
#include <optional>
#include <vector>

namespace feedscope {

/// What all lanes of one feed share. Network thread, but for SeriesTable::takeNew().
struct FeedContext
{
    std::shared_ptr<const Profile> profile;
    TemplateValues values; ///< symbols, variables and where secrets come from
    SeriesTable table;
};

/// What one message brought. Belongs to the reader; valid until its next read().
struct ReadResult
{
    std::vector<Arrival> arrivals;
    std::vector<Notice> notices;
    std::vector<Gap> gaps;             ///< holes of the sequence that it showed
    std::vector<QByteArray> sends;     ///< what the profile answers to it
    QString unsaid;                    ///< why an answer cannot be given; empty: all were
    std::optional<ClockReading> clock; ///< it was the answer to a clock request
    QByteArray cursor;                 ///< cursor polling: where to go on; empty: not said
    QString cursorProblem;             ///< a sentence: it cannot be told where to go on; empty: it can
    QString sample;                    ///< of a message that was not understood
    bool understood = true;
    bool announced = false; ///< the server says that it will close: open a new connection first
    bool adopted = false;   ///< the first data of the connection that takes over: it is the one from now on
    bool counted = false; ///< it held numbers of the sequence that are no data
    std::int32_t rows = 0;    ///< updates it held
    std::int32_t newRows = 0; ///< of these, newer than all before of their series
};

/// From a message to flat arrivals: decodes by the profile, names the series, orders the sequences, answers.
/// One a lane; network thread; no clock, no socket.
class UpdateReader
{
public:
    /// `lane`: its name, by which the profile may know a way of its own.
    UpdateReader(std::shared_ptr<FeedContext> feed, LaneKind kind, const QString &lane = {});

    /// A new connection: what was learnt on the last one is forgotten; series and sequences are not.
    void connectionBegins();

    /// `fromNext`: it came over the connection that is to take over.
    const ReadResult &read(const Message &message, std::uint32_t number, bool fromNext = false);

    /// A connection that is to take over has opened, while the old one goes on: what to say on it.
    DialogueOutput nextOpened(Ns wallNow);
    /// It takes over, data or not.
    void adoptNext();
    void forgetNext() { m_next.reset(); }

    /// The profile's side of the conversation. `wallNow` for its templates.
    DialogueOutput opened(Ns wallNow) { return m_now->dialogue.opened(wallNow); }
    DialogueOutput closing(Ns wallNow) { return m_now->dialogue.closing(wallNow); }
    const KeepaliveSpec &keepaliveSpec() const { return m_feed->profile->keepaliveOf(m_route); }
    FilledTemplate keepalive(Ns wallNow) { return m_now->dialogue.keepalive(wallNow); }
    /// The profile's question for the server's time; no text: it has none. `id` is that of the request.
    FilledTemplate clockRequest(Ns wallNow, std::uint64_t &id)
    {
        return m_now->dialogue.clockRequest(wallNow, id);
    }
    bool stopsAt(int closeCode) const { return m_now->dialogue.stopsAt(closeCode); }
    /// Where the next connection goes: to the address that the server named for it, once, or to `endpoint`. What
    /// may not be followed is told in `problem`.
    Endpoint directed(Endpoint endpoint, QString &problem);
    /// Where to go on after a reconnect, if the feed can: the endpoint with the profile's resume point.
    /// `lastEventId` is what the transport knows of it.
    Endpoint resumed(Endpoint endpoint, const QByteArray &lastEventId = {}) const;

private:
    void take(const Update &update, const Message &message, std::uint32_t number);
    void takeNotice(const Update &update, const Message &message);
    void readCursor();
    QByteArray cursorPlace(const std::string &from);

    /// What is learnt and said on one connection.
    struct Conversation
    {
        Decoder decoder;
        Dialogue dialogue;

        Conversation(const FeedContext &feed, const Route &route)
            : decoder(feed.profile, route)
            , dialogue(feed.profile, route, feed.values)
        {}
    };

    /// Who numbers the updates of one connection: where anybody may send, each for himself.
    struct Sender
    {
        SequenceTracker sequence;
        std::uint32_t generation;
    };
    /// What the numbers of a series count within. It hardly ever changes: the tables are asked only when it
    /// does.
    struct Scope
    {
        bool known = false;
        std::uint32_t generation = 0;                     ///< in the feed's table
        std::uint32_t tracked = SequenceTracker::noScope; ///< in the tracker
        std::string value;
    };
    /// The newest of one series on this lane.
    struct Newest
    {
        bool seen = false;
        std::uint32_t generation = 0;
        std::uint64_t sequence = 0;
        std::uint64_t identity = 0;
        Scope scope;
    };
    void converse(Conversation &with);
    void countConnection();
    Newest &newest(SeriesId series);
    bool isNew(const Arrival &arrival, Newest &newest);
    void learnScope(Scope &scope, const Update &update);
    void count(const Update &update, const Message &message, bool fromNext);
    void trackSequence(const Update &update, std::uint32_t scope, const Message &message);
    Sender &sender(std::uint16_t number);

    std::shared_ptr<FeedContext> m_feed;
    LaneKind m_kind;
    bool m_push;
    const Route &m_route; ///< of the feed's profile
    bool m_perConnection; ///< the sequence begins anew with each connection
    std::vector<std::string> m_join;
    std::unique_ptr<Conversation> m_now;  ///< never null
    std::unique_ptr<Conversation> m_next; ///< on the connection that is to take over
    SequenceTracker m_sequence;
    CopyFilter m_copies;
    std::vector<Newest> m_newest; ///< index = SeriesId
    std::uint32_t m_generation = 0; ///< of the numbers on this connection
    std::uint32_t m_generations = 0;
    std::vector<Sender> m_senders; ///< of this connection, but for the first (0), which is m_sequence
    Ns m_lastArrival = noTime;
    ReadResult m_result;
};

} // namespace feedscope
