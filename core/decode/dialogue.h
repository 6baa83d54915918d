#pragma once

#include "core/decode/decoder.h"
#include "core/decode/template.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace feedscope {

/// Two stamps of the server, as in NTP, in answer to Dialogue::clockRequest().
struct ClockReading
{
    Ns received = noTime;            ///< when the request reached the server, its clock, ns since 1970
    Ns sent = noTime;                ///< when the answer left it
    std::optional<std::uint64_t> id; ///< of the request it answers
};

/// What to send now.
struct DialogueOutput
{
    std::vector<QByteArray> payloads;
    std::optional<ClockReading> clock;
    bool expected = false; ///< the message is what `keepalive` expects
    QString error; ///< the first template that could not be filled; empty: none
};

/// Where to connect.
struct Destination
{
    QString url;
    QList<QPair<QByteArray, QByteArray>> headers;
    QStringList subprotocols;
    QString error;
};

/// The client's half of the conversation that a profile prescribes: what to send after connecting and in
/// answer, what keeps the connection alive, and where to go on after a reconnect. Pure: the time is passed
/// in. One per lane.
class Dialogue
{
public:
    /// On the profile's own way.
    Dialogue(std::shared_ptr<const Profile> profile, TemplateValues values);
    /// On one of its ways, which belongs to `profile`.
    Dialogue(std::shared_ptr<const Profile> profile, const Route &way, TemplateValues values);

    /// URL, headers and subprotocols of this side, with the place to resume at, if there is one.
    Destination destination(Side side, Ns wallNow);
    /// The same for a way of the profile's; only the profile's own (`side` Push) resumes.
    Destination destination(const Route &route, Side side, Ns wallNow);

    /// A template of the profile's; why it cannot be filled goes to `error`, if nothing stands there yet.
    QString filled(const QString &text, TemplateUse use, Ns wallNow, QString &error);

    /// A connection has opened: what to send first. Forgets which session steps were taken.
    DialogueOutput opened(Ns wallNow);
    /// The connection will be closed: what to send last.
    DialogueOutput closing(Ns wallNow);
    /// False: no message is ever answered, and answer() need not be called.
    bool answers() const noexcept { return m_answers; }
    /// A message has been decoded: what to answer. Each session step is taken once a connection, replies
    /// always.
    DialogueOutput answer(Decoder &decoder, Ns wallNow);
    /// Goes on where the dialogue of another connection of the same way is.
    void goOnFrom(const Dialogue &other)
    {
        m_position = other.m_position;
        m_id = other.m_id;
    }
    /// For profiles that resume by sequence: call it for every update.
    void saw(const Update &update);

    /// The text of `keepalive`; neither text nor error: there is none.
    FilledTemplate keepalive(Ns wallNow);
    /// Asks the server for its time; no text: it cannot be asked. `id` is that of the request.
    FilledTemplate clockRequest(Ns wallNow, std::uint64_t &id);

    /// The address that the server named last for the next connection (`reconnect.url`), once; empty: none.
    std::string takeAddress() { return std::exchange(m_address, {}); }

    /// True for close codes after which another attempt is pointless (4401, 4403, 4406 and the profile's
    /// own).
    bool stopsAt(int closeCode) const;
    /// True if this update announces that the server will close: open a new connection first.
    static bool announcesReconnect(const Update &update) { return update.kind == "reconnect"; }
    /// Where a reconnect or the next poll goes on; empty: from the start.
    const std::string &position() const noexcept { return m_position; }
    /// The same for a reconnect: the profile's `rewind` taken off.
    std::string resumeFrom() const;

private:
    bool send(const DialogueStep &step, const Document *document, Ns wallNow, DialogueOutput &output);
    bool send(const std::string &text, const TemplateValues &values, const Document *document, Ns wallNow,
              DialogueOutput &output);
    void answerDocument(const Document &document, Ns wallNow, DialogueOutput &output);
    std::optional<ClockReading> clockReading();
    Value pointed(NodeId root, std::string_view pointer);
    FilledTemplate alone(std::string_view text, Ns wallNow) const;

    std::shared_ptr<const Profile> m_profile;
    const std::vector<DialogueStep> &m_session; ///< of m_profile
    const KeepaliveSpec &m_keepalive;           ///< the same
    TemplateValues m_values;
    Evaluator m_evaluator;
    bool m_answers;            ///< messages are looked at
    Tree *m_tree = nullptr;    ///< of the message being answered
    std::vector<bool> m_taken; ///< session steps of this connection
    std::uint64_t m_id = 0;
    std::string m_position;
    std::string m_address;
};

/// A template for an address, or for what comes behind one, filled from an HTTP answer in JSON. Where it begins with a
/// hole that holds a whole URL, that URL stays as it is. Any thread.
FilledTemplate fillFromAnswer(std::string_view text, const TemplateValues &values, const QByteArray &answer);

} // namespace feedscope
