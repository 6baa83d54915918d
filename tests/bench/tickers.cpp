#include "tests/bench/tickers.h"

#include <cstring>

namespace tickers {

namespace {

constexpr int symbolCount = 12;
constexpr const char *symbols[symbolCount] = {"BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT",
                                              "BNBUSDT", "ADAUSDT", "DOTUSDT", "LTCUSDT",
                                              "TRXUSDT", "EOSUSDT", "XMRUSDT", "NEOUSDT"};
constexpr qint64 firstTime = 1'700'000'000'000;
constexpr qint64 firstNumber = 3'000'000'000;

const QByteArray &pattern()
{
    static const QByteArray text = [] {
        QByteArray json =
            R"({"e":"24hrTicker","E":TTTTTTTTTTTTT,"s":"SSSSSSS","p":"-812.41000000",)"
            R"("c":"CCCCC.CC000000","Q":"0.00150000","b":"67101.15000000","B":"2.41830000",)"
            R"("a":"67101.16000000","A":"1.20417000","o":"67913.57000000","h":"68250.00000000",)"
            R"("l":"66712.50000000","v":"21840.71253000","L":NNNNNNNNNN,"n":""})";
        Q_ASSERT(json.size() <= messageSize);
        return json.insert(json.size() - 2, QByteArray(messageSize - json.size(), '7'));
    }();
    return text;
}

/// Writes `value` right-aligned over the `width` bytes at `to`.
void writeDigits(char *to, int width, qint64 value)
{
    for (int i = width - 1; i >= 0; --i, value /= 10)
        to[i] = char('0' + value % 10);
}

void patch(char *json, qint64 n)
{
    static const qsizetype time = pattern().indexOf("TTT");
    static const qsizetype symbol = pattern().indexOf("SSS");
    static const qsizetype price = pattern().indexOf("CCC");
    static const qsizetype number = pattern().indexOf("NNN");
    writeDigits(json + time, 13, firstTime + n / 1000);
    std::memcpy(json + symbol, symbols[n % symbolCount], 7);
    writeDigits(json + price, 5, 60'000 + (n * 7) % 9000);
    writeDigits(json + price + 6, 2, n % 100);
    writeDigits(json + number, 10, firstNumber + n / symbolCount);
}

} // namespace

QByteArray message(qint64 n)
{
    QByteArray json = pattern();
    patch(json.data(), n);
    return json;
}

void frames(QByteArray &block, qint64 n, qint64 count)
{
    if (block.size() != count * frameSize) {
        const QByteArray frame = QByteArray("\x81\x7e\x01\x36", 4).append(pattern());
        block = frame.repeated(count);
    }
    char *at = block.data() + 4;
    for (qint64 i = 0; i < count; ++i, at += frameSize)
        patch(at, n + i);
}

} // namespace tickers
