#pragma once

#include <QString>

namespace feedscope {

/// What is wrong with what somebody gave as a proxy: "system", "none", or socks5:// or http:// with a host.
/// Empty: nothing, or nothing was given. Of a template, whatever fills its holes. Pure.
QString proxyProblem(const QString &proxy);

} // namespace feedscope
