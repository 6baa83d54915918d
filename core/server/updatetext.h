#pragma once

#include "core/server/dot.h"
#include "core/server/alerts.h"
#include "core/server/walk.h"

#include <QByteArray>

#include <cstdint>

namespace feedscope::server {

/// What every update carries besides its content.
struct UpdateHead
{
    QByteArray epoch; ///< hexadecimal
    std::uint64_t sequence = 0;
    std::int64_t timeUs = 0; ///< when it happened, microseconds since 1970
};

/// {"type":"tick","epoch":…,"seq":…,"symbol":…,"price":…,"change":…,"size":…,"time_us":…}
QByteArray tickText(const UpdateHead &head, const Ticker &ticker, const Tick &tick);

/// The names of a notification: its id is unique over restarts, as it holds the epoch.
QByteArray alertId(const UpdateHead &head);

/// {"type":"dot","epoch":…,"seq":…,"symbol":"dot","x":…,"y":…,"time_us":…}
QByteArray dotText(const UpdateHead &head, const Dot &dot);

/// {"type":"notification","epoch":…,"seq":…,"id":…,"severity":…,"symbol":…,"text":…,"time_us":…}
QByteArray alertText(const UpdateHead &head, const Ticker &ticker, const Alert &alert);

/// The text as a JSON string, quotes included (RFC 8259 section 7).
QByteArray jsonString(const QString &text);

} // namespace feedscope::server
