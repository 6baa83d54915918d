#include "core/infer/frameguess.h"

#include "core/decode/decoder.h"
#include "core/infer/speech.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool isBlank(const QByteArray &bytes)
{
    return bytes.trimmed().isEmpty();
}

/// A decoder that takes the frames off, and has no opinion about what is in them.
std::unique_ptr<Decoder> unframer(const FrameGuess &frames)
{
    QJsonObject spec = frames.toJson();
    spec.remove("batch"_L1);
    const QJsonObject profile{{u"name"_s, u"frames"_s},
                              {u"frames"_s, spec},
                              {u"rules"_s, QJsonArray{QJsonObject{{u"kind"_s, u"any"_s}}}}};
    const ProfileResult result = parseProfile(QJsonDocument(profile).toJson());
    return result.profile ? std::make_unique<Decoder>(result.profile, Side::Push) : nullptr;
}

template <typename Visit>
void eachMessage(const std::vector<RawMessage> &messages, const FrameGuess &frames, Visit visit)
{
    const auto decoder = unframer(frames);
    if (!decoder)
        return;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const DecodeResult result =
            decoder->decode(view(messages[i].bytes), messages[i].binary, [](const Update &) {});
        visit(i, *decoder, result);
    }
}

/// How much of the feed an envelope explains: 1 for all of it. Text such as "ping" speaks neither for nor
/// against.
double fit(const std::vector<RawMessage> &messages, const FrameGuess &frames, int &unreadable)
{
    int good = 0;
    int asked = 0;
    unreadable = 0;
    eachMessage(messages, frames, [&](std::size_t i, Decoder &decoder, const DecodeResult &result) {
        // Socket.IO has a place for any bytes at all: they say nothing of it.
        if (isBlank(messages[i].bytes) || (messages[i].binary && frames.envelope == "socketio"))
            return;
        const bool bare = std::ranges::any_of(decoder.documents(), &Document::bareText);
        if (bare && messages[i].bytes.size() <= 16 && (frames.envelope != "json" || !messages[i].binary))
            return;
        ++asked;
        const bool fits = result.unreadable == 0 && !bare && !decoder.documents().empty();
        good += fits;
        unreadable += !fits;
    });
    return asked == 0 ? 0 : static_cast<double>(good) / asked;
}

/// Strings, by their path, and how many of them hold an object or an array of JSON.
struct Strings
{
    int all = 0;
    int json = 0;
};

class StringsFinder
{
public:
    explicit StringsFinder(std::map<std::string, Strings> &found)
        : m_found(found)
    {}

    void walk(const Tree &tree, NodeId node, const std::string &path, int depth)
    {
        if (depth > 6)
            return;
        if (tree[node].type == NodeType::String && tree[node].textSize > 0)
            count(path, tree[node].textView());
        const bool array = tree[node].type == NodeType::Array;
        for (NodeId id = tree[node].child; id != noNode; id = tree[id].next)
            walk(tree, id, path + (array ? "/*" : '/' + escaped(tree[id].keyView())), depth + 1);
    }

private:
    void count(const std::string &path, std::string_view text)
    {
        Strings &strings = m_found[path];
        ++strings.all;
        if (text.front() != '{' && text.front() != '[')
            return;
        Tree scratch;
        ReadError error;
        strings.json += m_json.read(scratch, text, error) != noNode;
    }

    std::map<std::string, Strings> &m_found;
    JsonReader m_json;
};

/// Adds the paths of strings that hold JSON; false: there are no more.
bool findUnwrap(const std::vector<RawMessage> &messages, FrameGuess &frames)
{
    std::map<std::string, Strings> found;
    eachMessage(messages, frames, [&](std::size_t, Decoder &decoder, const DecodeResult &) {
        for (const Document &document : decoder.documents())
            if (!document.bareText)
                StringsFinder(found).walk(decoder.tree(), document.root, {}, 0);
    });
    bool more = false;
    for (const auto &[path, strings] : found) {
        if (strings.json == 0 || strings.json * 10 < strings.all * 3 || frames.unwrap.size() >= 8)
            continue;
        frames.unwrap.push_back(path);
        more = true;
    }
    return more;
}

/// Messages that are arrays of nothing but objects are several messages each.
bool isBatch(const std::vector<RawMessage> &messages, const FrameGuess &frames)
{
    bool any = false;
    bool all = true;
    eachMessage(messages, frames, [&](std::size_t, Decoder &decoder, const DecodeResult &) {
        const Tree &tree = decoder.tree();
        for (const Document &document : decoder.documents()) {
            if (tree[document.root].type != NodeType::Array)
                continue;
            for (NodeId id = tree[document.root].child; id != noNode; id = tree[id].next) {
                any = true;
                all = all && tree[id].type == NodeType::Object;
            }
        }
    });
    return any && all;
}

QString sentenceOf(const FrameGuess &frames, double share)
{
    QString text = Speech::tr("%1 % of the messages are %2")
                       .arg(qRound(share * 100))
                       .arg(QString::fromStdString(frames.envelope));
    if (!frames.decode.empty())
        text += Speech::tr(", compressed (%1)").arg(QString::fromStdString(frames.decode));
    if (!frames.unwrap.empty()) {
        QStringList paths;
        for (const std::string &path : frames.unwrap)
            paths.append(path.empty() ? Speech::tr("the message") : QString::fromStdString(path));
        text += Speech::tr(", with JSON in strings at %1").arg(paths.join(u", "_s));
    }
    if (frames.batch)
        text += Speech::tr(", several messages in an array");
    return text + u'.';
}

/// The best envelope for messages that are compressed like this.
double chooseEnvelope(const std::vector<RawMessage> &messages, FrameGuess &frames)
{
    double best = -1;
    for (const Envelope &envelope : envelopes()) {
        FrameGuess tried = frames;
        tried.envelope = envelope.name;
        int unreadable = 0;
        const double share = fit(messages, tried, unreadable);
        if (share > best + 1e-9) {
            best = share;
            frames.envelope = tried.envelope;
            frames.unreadable = unreadable;
        }
    }
    return best;
}

} // namespace

QJsonObject FrameGuess::toJson() const
{
    QJsonObject result{{u"envelope"_s, QString::fromStdString(envelope)}};
    if (!decode.empty())
        result[u"decode"_s] = QString::fromStdString(decode);
    QJsonArray paths;
    for (const std::string &path : unwrap)
        paths.append(QString::fromStdString(path));
    if (!paths.isEmpty())
        result[u"unwrap"_s] = paths;
    if (batch)
        result[u"batch"_s] = u"array"_s;
    return result;
}

FrameGuess guessFrames(const std::vector<RawMessage> &messages)
{
    FrameGuess best;
    const bool gzip = std::ranges::any_of(
        messages, [](const RawMessage &m) { return m.binary && m.bytes.startsWith("\x1f\x8b"); });
    const bool binary = std::ranges::any_of(messages, &RawMessage::binary);
    if (gzip)
        best.decode = "gzip";
    double share = chooseEnvelope(messages, best);
    if (share < .5 && binary && !gzip) {
        FrameGuess raw;
        raw.decode = "deflate-raw";
        if (const double packed = chooseEnvelope(messages, raw); packed > share) {
            best = raw;
            share = packed;
        }
    }
    for (int round = 0; round < 3 && findUnwrap(messages, best); ++round) {
    }
    best.batch = isBatch(messages, best);
    best.confidence = share <= 0 ? 0 : .3 + .65 * share;
    best.reason = share <= 0 ? Speech::tr("No message could be read by any envelope that this version knows.")
                             : sentenceOf(best, share);
    return best;
}

std::vector<Part> partsOf(const std::vector<RawMessage> &messages, const FrameGuess &frames)
{
    const bool isXml = frames.envelope == "xml";
    ListPaths lists;
    if (isXml)
        eachMessage(messages, frames, [&](std::size_t, Decoder &decoder, const DecodeResult &) {
            for (const Document &document : decoder.documents())
                findLists(decoder.tree(), document.root, lists);
        });
    std::vector<Part> parts;
    constexpr std::size_t mostParts = 20'000;
    eachMessage(messages, frames, [&](std::size_t i, Decoder &decoder, const DecodeResult &) {
        const Tree &tree = decoder.tree();
        const auto add = [&](NodeId node, const Document &document) {
            if (parts.size() >= mostParts)
                return;
            Part part = flattened(tree, node, isXml ? &lists : nullptr);
            part.message = static_cast<int>(i);
            part.bareText = document.bareText;
            part.talk = document.talk;
            parts.push_back(std::move(part));
        };
        for (const Document &document : decoder.documents()) {
            if (!frames.batch || tree[document.root].type != NodeType::Array) {
                add(document.root, document);
                continue;
            }
            for (NodeId id = tree[document.root].child; id != noNode; id = tree[id].next)
                add(id, document);
        }
    });
    return parts;
}

} // namespace feedscope::infer
