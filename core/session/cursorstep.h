#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace feedscope {

/// Where the next request of a cursor goes on, or why that cannot be told. A value.
struct CursorStep
{
    QByteArray place;
    QString problem; ///< one sentence; empty: there is none
};

/// `place`: where the last answer says it has come to; `add`: the profile's, exact for integers up to 64 bits.
/// Without one any place stands as it is. Any thread.
CursorStep cursorStep(const QByteArray &place, std::int64_t add);

} // namespace feedscope
