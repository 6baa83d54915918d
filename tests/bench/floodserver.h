#pragma once

#include <QtGlobal>

/// Serves the same flood of ticker frames to each WebSocket client, one after the other, as fast as the
/// client takes them, then closes with 1000. Prints its port first. Returns when standard input ends. Meant
/// for a process of its own, so that the sender takes no time of the receiver's.
int serveFlood(qint64 messages);
