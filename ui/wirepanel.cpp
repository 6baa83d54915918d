#include "ui/wirepanel.h"

#include "ui/figuregrid.h"
#include "ui/format.h"
#include "ui/retranslate.h"

#include <QVBoxLayout>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownFrames = 12;

QString opcodeWord(std::uint8_t opcode)
{
    switch (opcode) {
    case 0:
        return WirePanel::tr("more");
    case 1:
        return WirePanel::tr("text");
    case 2:
        return WirePanel::tr("binary");
    case 8:
        return WirePanel::tr("close");
    case 9:
        return WirePanel::tr("ping");
    case 10:
        return WirePanel::tr("pong");
    default:
        return WirePanel::tr("0x%1").arg(opcode, 0, 16);
    }
}

QString headerHex(const WsFrameView &frame)
{
    const QByteArray bytes(reinterpret_cast<const char *>(frame.header.data()), frame.headerBytes);
    return QString::fromLatin1(bytes.toHex(' '));
}

QString frameMeaning(const WsFrameView &frame)
{
    return WirePanel::tr("FIN %1 · RSV %2 · opcode %3 · mask %4 · header %5 B · payload %6 B")
        .arg(frame.fin ? 1 : 0)
        .arg(int(frame.rsv))
        .arg(int(frame.opcode))
        .arg(frame.masked ? 1 : 0)
        .arg(int(frame.headerBytes))
        .arg(static_cast<qulonglong>(frame.payload));
}

} // namespace

WirePanel::WirePanel(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : Panel(parent)
    , m_data(live)
    , m_commands(commands)
    , m_handshake(new Text(Text::Role::Muted))
    , m_frames(new FigureGrid(4, 3))
{
    m_handshake->setWordWrap(true);
    body()->addWidget(m_handshake);
    body()->addWidget(m_frames);
    body()->addStretch(1);
    retranslated(this, [this] {
        header()->title()->setText(tr("On the wire"));
        header()->note()->setToolTip(toolTipText(tr("The newest frames of the WebSocket lane, newest first.")));
        m_frames->setHead(0, tr("Way"), Text::Role::Label);
        m_frames->setHead(1, tr("Frame"), Text::Role::Label);
        m_frames->setHead(2, tr("Header bytes"), Text::Role::Label);
        m_frames->setHead(3, tr("Payload"), Text::Role::Label);
        refresh();
    });
}

void WirePanel::refresh()
{
    const WsView view = m_commands.frames();
    const WsHandshakeView &handshake = view.handshake;
    if (handshake.key.isEmpty()) {
        const bool tls = !m_data.lanes.empty() && m_data.lanes.front().endpoint.startsWith("wss:"_L1);
        m_handshake->showText(tls ? tr("This connection is encrypted: its frames cannot be read from the wire; "
                                       "the claims count them inside.")
                                  : tr("No WebSocket handshake has passed yet."));
        m_handshake->setRole(Text::Role::Muted);
        m_handshake->setToolTip({});
    } else {
        m_handshake->showText(handshake.holds()
                                  ? tr("Handshake: Sec-WebSocket-Accept is what the key asks for.")
                                  : tr("Handshake: Sec-WebSocket-Accept is NOT what the key asks for."));
        m_handshake->setRole(handshake.holds() ? Text::Role::Good : Text::Role::Bad);
        m_handshake->setToolTip(toolTipText(QString::fromLatin1(handshake.request) + u"\n\n"_s +
                                            QString::fromLatin1(handshake.answer)));
    }
    showFrames(view);
}

void WirePanel::showFrames(const WsView &view)
{
    header()->note()->showText(view.framesSeen > 0 ? tr("%1 frames").arg(formatCount(view.framesSeen))
                                                   : QString());
    const int count = std::min(shownFrames, static_cast<int>(view.frames.size()));
    for (int row = 0; row < count; ++row) {
        const WsFrameView &frame = view.frames[view.frames.size() - 1 - static_cast<std::size_t>(row)];
        const QString meaning = frameMeaning(frame);
        const QString way = frame.fromServer ? QString(QChar(0x2193)) : QString(QChar(0x2191));
        m_frames->setRow(
            row, {{{way, frame.fromServer ? tr("from the server") : tr("to the server"), false, false},
                   Text::Role::Muted},
                  {{opcodeWord(frame.opcode), meaning, false, false}, Text::Role::Content},
                  {{headerHex(frame), meaning, false, false}, Text::Role::Muted},
                  {{formatBytes(static_cast<double>(frame.payload)), meaning, false, false},
                   Text::Role::Content}});
    }
    m_frames->truncate(count);
}

} // namespace feedscope
