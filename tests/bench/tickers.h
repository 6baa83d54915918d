#pragma once

#include <QByteArray>

/// Messages of a fast feed for the ingest bench: a ticker of exactly 310 bytes, modelled on Binance's
/// 24hrTicker, twelve symbols in turn, each with its own price, time and numbers without a gap.
namespace tickers {

inline constexpr qsizetype messageSize = 310;
inline constexpr qsizetype frameSize = messageSize + 4; ///< RFC 6455 5.2: no mask, 16 bits of length

/// The n-th message.
QByteArray message(qint64 n);

/// Text frames of `count` messages from the n-th, written into `block`, which is made at the first call and
/// only patched at the next ones.
void frames(QByteArray &block, qint64 n, qint64 count);

} // namespace tickers
