#pragma once

#include <QByteArray>
#include <QHostAddress>

namespace feedscope::server {

/// The address as a visitor writes it into a URL: IPv6 in brackets, and "any" as the one of this computer.
QByteArray urlName(const QHostAddress &host);

} // namespace feedscope::server
