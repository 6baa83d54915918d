#pragma once

#include "core/bundle/eventlines.h"
#include "core/bundle/evidence.h"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace feedscope::test {

/// Makes evidence of every shape that the program may make, extremes included; the same for the same seed.
class RandomEvidence
{
public:
    explicit RandomEvidence(unsigned seed)
        : m_random(seed)
    {}

    Evidence evidence()
    {
        Evidence e;
        e.origin = EvidenceOrigin::here(QStringLiteral("ru"), {});
        if (chance(2))
            e.origin.path = {below(second), below(second), static_cast<std::int64_t>(m_random() >> 20),
                             0.01 * static_cast<double>(m_random() % 100), m_random(), {}, {}};
        if (chance(4))
            e.origin.path.stall = {below(second), 1 + below(second), below(second)};
        if (chance(4))
            e.origin.path.cut = {below(second), below(second), Cut::By::Fin};
        ComparisonInput &input = e.input;
        input.feed = QStringLiteral("Лента \"%1\"\n\u202e").arg(m_random());
        input.from = begin + below(second);
        input.to = input.from + below(9 * second);
        input.drainEnd = input.to + below(2 * second);
        input.clock = {below(second) * 1'700'000'000, clock(), below(millisecond)};
        input.contiguity = static_cast<Contiguity>(m_random() % 3);
        input.approximateWithin = chance(2) ? below(second) : 0;
        input.settledOnly = chance(2);
        input.settleAfter = below(5 * second);
        for (auto count = m_random() % 5; count > 0; --count) {
            input.kindOfSeries.push_back(static_cast<std::uint32_t>(m_random() % 3));
            e.series.push_back({QStringLiteral("tick"), QStringLiteral("серия %1").arg(count)});
        }
        for (auto count = m_random() % 5; count > 0; --count)
            input.lanes.push_back(lane());
        return e;
    }

    Arrival arrival(Ns at)
    {
        Arrival a;
        a.arrival = at;
        a.originWall = chance(4) ? noTime : chance(9) ? static_cast<Ns>(m_random() >> 1) : at - below(second);
        a.sequence = chance(3) ? m_random() : m_random() % 20;
        a.identity = m_random() % 40;
        a.content = chance(2) ? m_random() : 7;
        a.value = real();
        a.size = real();
        a.series = static_cast<SeriesId>(m_random() % 4);
        a.generation = static_cast<std::uint32_t>(chance(3) ? m_random() : 0);
        a.message = static_cast<std::uint32_t>(chance(3) ? m_random() : 0);
        a.decimals = static_cast<std::int8_t>(m_random() % 13);
        a.flags = static_cast<std::uint8_t>(m_random() % 8);
        return a;
    }

    Request request(Ns at)
    {
        Request r;
        r.planned = at;
        r.sent = chance(9) ? noTime : at + below(millisecond);
        r.ended = chance(9) ? noTime : at + below(second);
        r.overdue = static_cast<std::int32_t>(chance(3) ? m_random() % 5 : 0);
        r.outcome = static_cast<Request::Outcome>(m_random() % 3);
        r.httpStatus = static_cast<std::int16_t>(m_random() % 600);
        r.bodyBytes = static_cast<std::int64_t>(m_random() % 100'000);
        r.rows = static_cast<std::int32_t>(m_random() % 20);
        r.newRows = static_cast<std::int32_t>(m_random() % 20);
        r.date = chance(2) ? 1'700'000'000 + static_cast<std::int64_t>(m_random() % 1000) : 0;
        return r;
    }

private:
    static constexpr Ns begin = 1'000'000 * second;

    bool chance(unsigned oneIn) { return m_random() % oneIn == 0; }
    Ns below(Ns most) { return static_cast<Ns>(m_random() % static_cast<std::uint64_t>(most)); }

    double real()
    {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        switch (m_random() % 8) {
        case 0:
            return std::nan("");
        case 1:
            return chance(2) ? infinity : -infinity;
        case 2:
            return -0.0;
        case 3: {
            const auto any = std::bit_cast<double>(m_random());
            return std::isnan(any) ? 1.0 : any;
        }
        default:
            return static_cast<double>(m_random() % 1'000'000) / 100;
        }
    }

    ClockEstimate clock()
    {
        ClockEstimate estimate;
        estimate.offset = below(second) - second / 2;
        estimate.uncertainty = chance(3) ? noTime : below(second);
        estimate.roundTrip = chance(3) ? noTime : below(second);
        estimate.method = static_cast<ClockMethod>(m_random() % 4);
        return estimate;
    }

    WireFigures wire()
    {
        WireFigures w;
        for (std::int64_t *figure :
             {&w.sent, &w.received, &w.payload, &w.handshake, &w.control, &w.tls, &w.frameHeaders,
              &w.windowSent, &w.windowReceived, &w.connections, &w.tlsHandshakes})
            *figure = static_cast<std::int64_t>(m_random() % 1'000'000'000'000);
        if (chance(2))
            w.datagrams = {below(99), below(99), below(9), below(9), below(9)};
        for (auto count = m_random() % 4; count > 0; --count)
            w.sockets.push_back({static_cast<int>(m_random() % 65'536),
                                 static_cast<std::int64_t>(m_random() >> 12),
                                 static_cast<std::int64_t>(m_random() >> 12)});
        return w;
    }

    LaneInput lane()
    {
        LaneInput in;
        in.name = QStringLiteral("лейн-%1").arg(m_random() % 9);
        in.endpoint = QStringLiteral("wss://example.org/…");
        in.kind = static_cast<LaneKind>(m_random() % 3);
        in.interval = chance(3) ? 0 : below(second);
        in.hold = chance(3) ? below(second) : 0;
        if (chance(2))
            in.plan = PollPlan(begin, 1 + below(second), below(60 * second), m_random());
        in.liveSince = chance(5) ? noTime : begin + below(second);
        if (chance(2))
            in.oneWay = below(second);
        in.dropped = below(3);
        if (chance(3))
            in.droppedBySeries = {{1, 2}, {3, below(second)}};
        if (chance(2))
            in.wire = wire();
        in.reconnects = below(3);
        Ns at = begin - second;
        for (auto count = m_random() % 60; count > 0; --count)
            in.arrivals.push_back(arrival(at += below(second) / 4));
        at = begin;
        for (auto count = m_random() % 20; count > 0; --count)
            in.requests.push_back(request(at += below(second) / 2));
        return in;
    }

    std::mt19937_64 m_random;
};

/// Two of them as text that is the same exactly if they are, bit for bit.
template <typename Kind>
QByteArray lineOf(const Kind &event)
{
    QByteArray text;
    bundle::appendLine(text, event);
    return text;
}

} // namespace feedscope::test
