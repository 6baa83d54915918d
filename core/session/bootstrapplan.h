#pragma once

#include "core/decode/dialogue.h"
#include "core/transport/endpoint.h"

#include <QUrl>

namespace feedscope {

/// It names a host, or a recording.
bool isUsable(const QUrl &url);
/// By its scheme.
bool isEncrypted(const QUrl &url);

/// What is known of a feed's address before its server was asked: the server that is asked, over the web
/// socket scheme that fits.
QUrl standIn(QUrl asked);

/// The request before connecting to `url` that a profile asks for; `spec.url` is an address of its own, or a path
/// on the same host. The first template that cannot be filled is told in `error`, if nothing stands there yet.
Bootstrap bootstrapOf(const BootstrapSpec &spec, const QUrl &url, Dialogue &dialogue,
                      const TemplateValues &values, QString &error);

} // namespace feedscope
