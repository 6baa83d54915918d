#pragma once

#include "core/server/feedstate.h"

#include <QByteArray>

#include <array>
#include <vector>

namespace feedscope::server {

/// How a message stands on a client's wire.
enum class WireForm : std::uint8_t
{
    WebSocket, ///< a text frame
    Lines,     ///< a line (NDJSON)
    Length32,  ///< a record with its length before it
};

/// Appends one message as it goes out.
void appendMessage(QByteArray &out, const QByteArray &text, WireForm form);

/// Updates that happened in one go. Made ready for a form of wire when the first client asks for it, once for
/// all of them.
class Batch
{
public:
    void add(Update &&update) { m_updates.push_back(std::move(update)); }
    void clear();

    const std::vector<Update> &updates() const noexcept { return m_updates; }
    const QByteArray &bytes(WireForm form) const;

private:
    std::vector<Update> m_updates;
    mutable std::array<QByteArray, 3> m_bytes; ///< by form; empty: nobody has asked
};

} // namespace feedscope::server
