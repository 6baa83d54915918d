#pragma once

#include "core/decode/envelope/envelope.h"
#include "core/decode/evaluator.h"
#include "core/decode/merger.h"
#include "core/decode/profile.h"
#include "core/decode/update.h"

#include <QString>

#include <deque>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace feedscope {

/// A message that no rule knew, or that could not be read: kept for the user to see.
struct OddMessage
{
    std::uint64_t message = 0; ///< its number, from 1
    bool unreadable = false;   ///< else: no rule of the profile fits
    QString reason;            ///< one sentence
    QString excerpt;           ///< its first 200 characters, control characters escaped
};

/// What a decoder has seen since it was made.
struct DecodeCounters
{
    std::uint64_t messages = 0;
    std::uint64_t updates = 0;
    std::uint64_t unknown = 0;    ///< parts of messages that no rule fits
    std::uint64_t unreadable = 0; ///< parts of messages that are no JSON, say
};

/// What one message was.
struct DecodeResult
{
    std::uint32_t updates = 0;
    std::uint32_t unknown = 0;
    std::uint32_t unreadable = 0;
    std::string_view kind; ///< of the first rule that fitted, also if it yielded no row; empty: none did
};

/// Turns the messages of one connection into updates, as the profile's rules say. Pure: no network, no clock.
/// Every byte is treated as hostile: errors are counted and kept as OddMessage, never thrown. Lives on its
/// lane's thread.
class Decoder
{
public:
    static constexpr std::size_t maximumBytes = 16 * 1024 * 1024;
    static constexpr std::size_t oddMessagesKept = 32;

    /// `route` is one of the profile's.
    Decoder(std::shared_ptr<const Profile> profile, const Route &route);
    Decoder(std::shared_ptr<const Profile> profile, Side side)
        : Decoder(profile, profile->route(side))
    {}
    Q_DISABLE_COPY_MOVE(Decoder)

    /// Calls sink(const Update &) for each update in order. What an update views is valid until the next
    /// decode().
    template <typename Sink>
    DecodeResult decode(std::string_view bytes, bool binary, Sink &&sink)
    {
        const auto call = [](void *target, const Update &update) {
            (*static_cast<std::remove_reference_t<Sink> *>(target))(update);
        };
        m_target = const_cast<void *>(static_cast<const void *>(&sink));
        m_call = call;
        return run(bytes, binary);
    }

    /// A new connection: forgets what was learnt and merged; counters and odd messages stay.
    void reset();

    const DecodeCounters &counters() const noexcept { return m_counters; }
    const std::deque<OddMessage> &oddMessages() const noexcept { return m_odd; }

    /// The last message's parts before `batch` split them, for the dialogue's matchers.
    Tree &tree() noexcept { return m_tree; }
    const std::vector<Document> &documents() const noexcept { return m_documents; }

private:
    DecodeResult run(std::string_view bytes, bool binary);
    bool takeBytes(std::string_view bytes, bool binary);
    bool inflate(std::string_view bytes);
    void refuse(const QString &reason);
    void unwrap(NodeId node, const std::vector<std::string> &path, std::size_t at);
    void unwrapString(NodeId node);
    NodeId feedRoot(NodeId document);
    void part(const Document &document);
    void apply(const Rule &rule);
    void rows(const Rule &rule, NodeId node, std::size_t segment);
    void row(const Rule &rule, NodeId node);
    void emitUpdate(const Rule &rule, bool snapshot);
    void fill(const Rule &rule);
    void number(const Rule &rule);
    void keepOdd(bool unreadable, const QString &reason);
    std::optional<std::uint64_t> numberAt(const std::optional<PointerRef> &pointer);

    std::shared_ptr<const Profile> m_profile;
    const RuleSet &m_rules;
    const std::vector<std::string> &m_root;
    const Envelope *m_envelope;
    Compression m_compression;
    int m_mqttVersion;
    std::size_t m_maximum; ///< bytes of one message
    std::string m_bytes;   ///< the message's own copy, which all views point into
    Tree m_tree;
    JsonReader m_json;
    std::vector<Document> m_documents;
    Evaluator m_evaluator;
    Merger m_merger;
    std::vector<NamedValue> m_fields;
    Update m_update;
    DecodeResult m_result;
    DecodeCounters m_counters;
    std::uint64_t m_sinceReset = 0;
    bool m_old = false; ///< the part being read is a snapshot by its protocol
    std::deque<OddMessage> m_odd;
    void *m_target = nullptr;
    void (*m_call)(void *, const Update &) = nullptr;
};

} // namespace feedscope
