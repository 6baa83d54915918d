#include "core/session/stampedrecords.h"

#include "core/net/tlsrecords.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace feedscope {

namespace {

/// What encryption adds to a fragment: TLS 1.3 a type and a tag (RFC 8446 section 5.2), 1.2 a nonce and a tag with
/// AES-GCM (RFC 5288), a tag with ChaCha20 (RFC 7905).
constexpr std::array<std::int64_t, 3> sealings{1 + 16, 8 + 16, 16};
constexpr std::int64_t alert = 2;

/// How many messages from `first` on fill `bytes` exactly; 0: none do.
std::size_t filling(const std::vector<SeenMessage> &messages, std::size_t first, std::int64_t bytes)
{
    std::int64_t sum = 0;
    for (std::size_t i = first; i < messages.size() && sum < bytes; ++i) {
        sum += messages[i].bytes;
        if (sum == bytes)
            return i + 1 - first;
    }
    return 0;
}

std::vector<Ns> errorsIfSealedBy(std::int64_t sealing, const std::vector<SeenMessage> &messages,
                                 const std::vector<StampedRecord> &records, Ns map)
{
    constexpr std::size_t lookAhead = 8;   // past messages that share their record with something else
    constexpr Ns early = 5 * microsecond; // of the map between the clocks (measures.md 10)
    std::vector<Ns> errors;
    std::size_t next = 0;
    for (const StampedRecord &record : records) {
        for (std::size_t first = next; first < std::min(next + lookAhead, messages.size()); ++first) {
            const std::size_t count = filling(messages, first, record.fragment - sealing);
            if (count == 0 || messages[first].arrival + map < record.stamp - early)
                continue;
            for (std::size_t i = first; i < first + count; ++i)
                errors.push_back(messages[i].arrival + map - record.stamp);
            next = first + count;
            break;
        }
    }
    return errors;
}

} // namespace

std::vector<StampedRecord> recordsToClient(const std::vector<Tap::Piece> &pieces)
{
    std::vector<StampedRecord> records;
    std::unordered_map<std::uint32_t, TlsRecords> flows;
    for (const Tap::Piece &piece : pieces)
        if (!piece.toServer)
            flows[piece.flow].pass(piece.bytes, [&](const TlsRecord &record) {
                if (record.type == TlsRecord::ApplicationData && record.length != alert + sealings.front() &&
                    piece.stamp != noTime)
                    records.push_back({record.length, piece.stamp});
            });
    return records;
}

std::vector<Ns> recordErrors(const std::vector<SeenMessage> &messages, const std::vector<StampedRecord> &records,
                             Ns map)
{
    std::vector<Ns> best; // by the sealing that explains most
    for (const std::int64_t sealing : sealings)
        if (std::vector<Ns> errors = errorsIfSealedBy(sealing, messages, records, map); errors.size() > best.size())
            best = std::move(errors);
    return best;
}

} // namespace feedscope
