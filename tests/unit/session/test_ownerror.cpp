// How late our own arrival stamps are, from what a tap recorded: pure, with made-up pieces.

#include "core/session/ownerror.h"
#include "core/session/stampedrecords.h"

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

std::string tlsRecord(char type, int fragment)
{
    return std::string{type, 3, 3, char(fragment >> 8), char(fragment & 0xff)} + std::string(std::size_t(fragment), 'x');
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
                         stampsToClient(pieces), map);
        QCOMPARE(errors, (std::vector<Ns>{150'000, 100'000}));
    }

    /// Of an encrypted flow only the sizes of its records can be read: here a handshake's rest, an answer's head
    /// together with a first message, a message, a heartbeat, two messages written at once, an alert.
    void encryptedMessagesAreMatchedByTheSizeOfTheirRecord()
    {
        const std::vector<Tap::Piece> pieces{
            piece(1, 10, tlsRecord(22, 122)),
            piece(1, 20, tlsRecord(23, 900)),
            piece(1, 30, tlsRecord(23, 150 + 310 + 17)),
            piece(1, 40, tlsRecord(23, 305 + 17)),
            piece(1, 50, tlsRecord(23, 6 + 17)),
            piece(1, 60, tlsRecord(23, 304 + 306 + 17)),
            piece(1, 70, tlsRecord(23, 2 + 17)),
        };
        const std::vector<StampedRecord> records = recordsToClient(pieces);
        QCOMPARE(records.size(), 5U); // neither the handshake's nor the alert
        const std::vector<SeenMessage> messages{{35, 310}, {48, 305}, {63, 304}, {69, 306}};
        QCOMPARE(recordErrors(messages, records, map), (std::vector<Ns>{8, 3, 9}));
    }

    /// Of two messages with the same size the first record is the first one's; none arrives before its record.
    void equalSizesStayInTheirOrder()
    {
        const std::vector<Tap::Piece> pieces{piece(1, 1'000'000, tlsRecord(23, 300 + 24)),
                                             piece(1, 2'000'000, tlsRecord(23, 300 + 24)),
                                             piece(1, 9'000'000, tlsRecord(23, 300 + 24))};
        const std::vector<SeenMessage> messages{{1'000'100, 300}, {2'000'200, 300}, {2'000'300, 300}};
        QCOMPARE(recordErrors(messages, recordsToClient(pieces), map), (std::vector<Ns>{100, 200}));
    }

    /// A record that came in pieces is there with its last byte.
    void dividedRecords()
    {
        const std::string record = tlsRecord(23, 300 + 17);
        const std::vector<Tap::Piece> pieces{piece(1, 10, record.substr(0, 3)), piece(1, 20, record.substr(3, 200)),
                                             piece(1, 30, record.substr(203))};
        QCOMPARE(recordErrors({{35, 300}}, recordsToClient(pieces), map), (std::vector<Ns>{5}));
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
