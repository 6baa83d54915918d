#pragma once

#include "ui/securitywish.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <utility>

namespace feedscope {

/// What the user typed in the Connect dialog: a feed of their own. A value; nothing in it has been tried yet.
struct ConnectRequest
{
    QString name; ///< empty: the host's
    QString url;  ///< ws, wss, http or https; checked for form
    QList<std::pair<QString, QString>> headers;
    QStringList subprotocols; ///< in order of preference
    QStringList messages;     ///< to send after each connect, one text message each
    QString pollUrl;          ///< http or https; empty: no polling twin
    int pollIntervalMs = 1000;
    SecurityWish security = {};

    bool operator==(const ConnectRequest &) const = default;
};

/// Empty if `url` may be connected to, else one sentence that says what is missing. `onlyHttp`: for a polling
/// URL.
QString urlProblem(const QString &url, bool onlyHttp);
/// Empty, or why a server would refuse this name of a subprotocol.
QString subprotocolProblem(const QString &name);
/// Empty, or what is wrong with a header line.
QString headerProblem(const QString &name, const QString &value);

} // namespace feedscope

Q_DECLARE_METATYPE(feedscope::ConnectRequest)
