#pragma once

#include "core/net/datagramlistener.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace feedscope {

/// What the address of a udp:// URL decides. A group (udp://239.1.2.3:5000, udp://[ff02::5]:5000?interface=eth0)
/// is joined, the unspecified address (udp://0.0.0.0:5000, udp://[::]:5000) is a port of ours; at both the lane
/// only listens. Any other address, and every name, is asked. Options of what is listened at:
/// `interface` (a name or an address of it) and, of a group, `source` (the one address to hear). A value.
struct Listening
{
    std::optional<ListeningPlace> place; ///< nothing: it is asked, or wrong
    QString fault; ///< a clause, e.g. "its URL names no port"; empty: none
};
Listening listeningOf(const QUrl &url);

/// The lane only listens: nothing is ever sent there.
bool isListening(const QUrl &url);

/// All that it hears was sent on this computer.
bool isListeningHere(const QUrl &url);

} // namespace feedscope
