// How late our own arrival stamps are, from what a tap recorded: pure, with made-up pieces.

#include "core/session/ownerror.h"

#include <QTest>

using namespace feedscope;

namespace {

constexpr Ns map = 1'000'000 * second; ///< wall minus steady

Tap::Piece piece(std::uint32_t flow, Ns steady, std::string bytes)
{
    return {flow, false, steady == noTime ? noTime : steady + map, std::move(bytes)};
}

Tap::Piece request(std::uint32_t flow)
{
    return {flow, true, noTime, {}};
}

std::string tick(int sequence)
{
    return "{\"type\":\"tick\",\"seq\":" + std::to_string(sequence) + ",\"price\":1.5}";
}

Arrival arrival(std::uint64_t sequence, Ns at, std::uint8_t flags = Arrival::HasSequence)
{
    Arrival result;
    result.sequence = sequence;
    result.arrival = at;
    result.flags = flags;
    return result;
}

Request answered(Ns sent, Ns ended, Request::Outcome outcome = Request::Outcome::Answered)
{
    Request result;
    result.sent = sent;
    result.ended = ended;
    result.outcome = outcome;
    return result;
}

} // namespace

class TestOwnError : public QObject
{
    Q_OBJECT

private slots:
    void eachMessageHasTheStampOfItsLastByte()
    {
        const auto stamps = stampsBySequence({piece(1, 10, tick(1) + tick(2)), piece(1, 20, tick(3))});
        QCOMPARE(stamps.size(), 3U);
        QCOMPARE(stamps.at(1), map + 10);
        QCOMPARE(stamps.at(2), map + 10);
        QCOMPARE(stamps.at(3), map + 20);
    }

    /// Wherever a message is divided, it is there when its last byte is.
    void dividedMessages()
    {
        const QByteArray text = "x" + QByteArray::fromStdString(tick(17)) + "y";
        for (qsizetype at = 1; at < text.size(); ++at) {
            const auto stamps = stampsBySequence({piece(1, 10, text.first(at).toStdString()),
                                                  piece(1, 20, text.sliced(at).toStdString())});
            QCOMPARE(stamps.size(), 1U);
            QCOMPARE(stamps.at(17), map + (at >= text.size() - 1 ? 10 : 20));
        }
    }

    void flowsAreNotMixed()
    {
        const std::string text = tick(5);
        const auto stamps = stampsBySequence({piece(1, 10, text.substr(0, 20)), piece(2, 15, tick(6)),
                                              piece(1, 30, text.substr(20))});
        QCOMPARE(stamps.at(5), map + 30);
        QCOMPARE(stamps.at(6), map + 15);
    }

    void messagesAreMatchedByTheirNumber()
    {
        const std::vector<Tap::Piece> pieces{piece(1, 100, tick(1)), piece(1, 200, tick(2)),
                                             piece(1, noTime, tick(3)), piece(1, 400, tick(4))};
        const std::vector<Ns> errors = messageErrors(
            {arrival(1, 130, Arrival::Snapshot), arrival(2, 260), arrival(3, 390), arrival(4, 405),
             arrival(9, 500)},
            pieces, map);
        QCOMPARE(errors, (std::vector<Ns>{60, 5})); // no snapshot, no stamp of 3, none of 9
    }

    /// The next answer cannot have begun before this request ended.
    void answersAreMatchedByTheirTime()
    {
        const std::vector<Tap::Piece> pieces{
            request(1), piece(1, 1'000'000, "head"), piece(1, 1'200'000, "body"),
            request(1), piece(1, 9'000'000, "304"),  request(1),
            piece(1, 20'000'000, "lost")};
        const std::vector<Ns> errors =
            answerErrors({answered(500'000, 1'350'000),
                          answered(8'000'000, 9'100'000, Request::Outcome::NotModified),
                          answered(15'000'000, 20'500'000, Request::Outcome::Failed),
                          answered(30'000'000, 31'000'000)},
                         pieces, map);
        QCOMPARE(errors, (std::vector<Ns>{150'000, 100'000}));
    }

    void ranksAreNearest()
    {
        std::vector<Ns> errors;
        for (Ns i = 1'000; i > 0; --i)
            errors.push_back(i);
        const OwnErrorLine line = summarize(errors);
        QCOMPARE(line.messages, 1'000);
        QCOMPARE(line.least, 1);
        QCOMPARE(line.p50, 500);
        QCOMPARE(line.p99, 990);
        QCOMPARE(line.p999, 999);
        QCOMPARE(line.most, 1'000);
    }

    void tooFewForAPercentile()
    {
        QCOMPARE(summarize({}).p50, noTime);
        const OwnErrorLine line = summarize({7, 3});
        QCOMPARE(line.p50, 3);
        QCOMPARE(line.p99, noTime);
        QCOMPARE(line.most, 7);
    }
};

QTEST_GUILESS_MAIN(TestOwnError)
#include "test_ownerror.moc"
