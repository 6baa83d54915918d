#include "core/server/batch.h"

#include "core/framing.h"
#include "core/server/wsframe.h"

namespace feedscope::server {

void appendMessage(QByteArray &out, const QByteArray &text, WireForm form)
{
    if (form == WireForm::WebSocket)
        appendFrame(out, WsOpcode::Text, text);
    else
        appendFramed(out, text, form == WireForm::Lines ? Framing::Lines : Framing::Length32);
}

void Batch::clear()
{
    m_updates.clear();
    for (QByteArray &bytes : m_bytes)
        bytes.resize(0); // keeps its memory
}

const QByteArray &Batch::bytes(WireForm form) const
{
    QByteArray &bytes = m_bytes[static_cast<std::size_t>(form)];
    if (bytes.isEmpty())
        for (const Update &update : m_updates)
            appendMessage(bytes, update.text, form);
    return bytes;
}

} // namespace feedscope::server
