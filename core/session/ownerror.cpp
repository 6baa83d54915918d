#include "core/session/ownerror.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace feedscope {

namespace {

/// Looks for the members of the demo feed's updates in a flow of bytes, wherever they are divided.
class SequenceFinder
{
public:
    explicit SequenceFinder(std::unordered_map<std::uint64_t, Ns> &found)
        : m_found(found)
    {}

    void add(const Tap::Piece &piece)
    {
        m_bytes += piece.bytes;
        std::size_t from = 0;
        while (true) {
            const std::size_t begin = m_bytes.find(name, from);
            const std::size_t end = begin == std::string::npos ? begin : m_bytes.find('}', begin);
            if (end == std::string::npos) { // the rest of it, or of its name, is still to come
                from = begin == std::string::npos ? std::max(from, keptBefore()) : begin;
                break;
            }
            std::uint64_t sequence = 0;
            const char *const digits = m_bytes.data() + begin + name.size();
            if (std::from_chars(digits, m_bytes.data() + end, sequence).ec == std::errc() &&
                piece.stamp != noTime)
                m_found.insert_or_assign(sequence, piece.stamp);
            from = end + 1;
        }
        m_bytes.erase(0, from);
    }

private:
    static constexpr std::string_view name = "\"seq\":";

    std::size_t keptBefore() const { return m_bytes.size() < name.size() ? 0 : m_bytes.size() - name.size() + 1; }

    std::unordered_map<std::uint64_t, Ns> &m_found;
    std::string m_bytes;
};

} // namespace

std::unordered_map<std::uint64_t, Ns> stampsBySequence(const std::vector<Tap::Piece> &pieces)
{
    std::unordered_map<std::uint64_t, Ns> found;
    std::unordered_map<std::uint32_t, SequenceFinder> flows;
    for (const Tap::Piece &piece : pieces)
        if (!piece.toServer)
            flows.try_emplace(piece.flow, found).first->second.add(piece);
    return found;
}

std::vector<Ns> messageErrors(const std::vector<Arrival> &arrivals, const std::vector<Tap::Piece> &pieces,
                              Ns map)
{
    const auto stamps = stampsBySequence(pieces);
    std::vector<Ns> errors;
    for (const Arrival &arrival : arrivals) {
        if (arrival.has(Arrival::Snapshot) || arrival.has(Arrival::Event))
            continue;
        if (const auto stamp = stamps.find(arrival.sequence); stamp != stamps.end())
            errors.push_back(arrival.arrival + map - stamp->second);
    }
    return errors;
}

std::vector<Ns> stampsToClient(const std::vector<Tap::Piece> &pieces)
{
    std::vector<Ns> stamps;
    for (const Tap::Piece &piece : pieces)
        if (!piece.toServer && piece.stamp != noTime)
            stamps.push_back(piece.stamp);
    return stamps;
}

std::vector<Ns> answerErrors(const std::vector<Request> &requests, std::vector<Ns> stamps, Ns map)
{
    constexpr Ns early = 5 * microsecond; // of the map between the clocks
    std::sort(stamps.begin(), stamps.end());
    std::vector<Ns> errors;
    for (const Request &request : requests) {
        if (request.outcome == Request::Outcome::Failed)
            continue;
        const Ns ended = request.ended + map;
        const auto after = std::upper_bound(stamps.begin(), stamps.end(), ended + early);
        if (after != stamps.begin() && *std::prev(after) >= request.sent + map)
            errors.push_back(ended - *std::prev(after));
    }
    return errors;
}

OwnErrorLine summarize(std::vector<Ns> errors)
{
    OwnErrorLine line;
    line.messages = static_cast<std::int64_t>(errors.size());
    if (errors.empty())
        return line;
    std::sort(errors.begin(), errors.end());
    const auto rank = [&](double share) {
        const double count = static_cast<double>(errors.size());
        if (share > 0.5 && count * (1 - share) < 1)
            return noTime;
        return errors[static_cast<std::size_t>(std::max(1.0, std::ceil(share * count))) - 1];
    };
    line.least = errors.front();
    line.p50 = rank(0.5);
    line.p99 = rank(0.99);
    line.p999 = rank(0.999);
    line.most = errors.back();
    return line;
}

} // namespace feedscope
