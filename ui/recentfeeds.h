#pragma once

#include "ui/connectrequest.h"

class QSettings;

namespace feedscope {

/// The last ten feeds connected to, in the settings. Header values are left out: they often are secrets.
QList<ConnectRequest> loadRecent(QSettings &settings);
void saveRecent(QSettings &settings, const QList<ConnectRequest> &recent);

} // namespace feedscope
