#include "core/decode/proxyaddress.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace feedscope {

using namespace Qt::StringLiterals;

QString proxyProblem(const QString &proxy)
{
    static const QRegularExpression hole(u"\\{[^}]*\\}"_s);
    if (proxy.isEmpty() || proxy == "system"_L1 || proxy == "none"_L1)
        return {};
    const QUrl url(QString(proxy).replace(hole, u"x"_s), QUrl::StrictMode);
    const bool known = url.scheme() == "socks5"_L1 || url.scheme() == "http"_L1;
    if (known && url.isValid() && !url.host().isEmpty())
        return {};
    return QCoreApplication::translate(
        "feedscope", "A proxy is “system”, “none”, or a URL such as socks5://host:1080 or http://host:3128.");
}

} // namespace feedscope
