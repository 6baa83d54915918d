#include "ui/connectrequest.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

class Problems
{
    Q_DECLARE_TR_FUNCTIONS(ConnectDialog)
public:
    static QString url(const QString &text, bool onlyHttp)
    {
        const QUrl parsed(text, QUrl::StrictMode);
        const QStringList schemes = onlyHttp ? QStringList{u"http"_s, u"https"_s}
                                             : QStringList{u"ws"_s, u"wss"_s, u"http"_s, u"https"_s};
        if (text.isEmpty())
            return tr("Type the address of the feed, for example wss://host/path.");
        if (!text.contains("://"_L1))
            return tr("Begin with one of %1.").arg(schemes.join("://, "_L1) + "://"_L1);
        if (!schemes.contains(parsed.scheme().toLower()))
            return tr("This address begins with %1; it must be one of %2.")
                .arg(text.section("://"_L1, 0, 0).left(20), schemes.join(", "_L1));
        if (parsed.host().isEmpty())
            return tr("The host is missing after ://.");
        if (!parsed.isValid())
            return tr("This is not a valid address: check it for blanks and special characters.");
        return {};
    }

    static bool isToken(const QString &text)
    {
        static const QRegularExpression token(u"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"_s); // RFC 9110, section 5.6.2
        return token.match(text).hasMatch();
    }

    static QString subprotocol(const QString &name)
    {
        return isToken(name)
                   ? QString()
                   : tr("“%1” is no subprotocol: use letters, digits, dots and hyphens.").arg(name.left(40));
    }

    static QString header(const QString &name, const QString &value)
    {
        if (!isToken(name))
            return tr("“%1” is no header name: use letters, digits and hyphens.").arg(name.left(40));
        if (std::any_of(value.begin(), value.end(),
                        [](QChar c) { return c.unicode() < 32 || c.unicode() == 127; }))
            return tr("The value of “%1” holds a control character.").arg(name.left(40));
        return {};
    }
};

} // namespace

QString urlProblem(const QString &url, bool onlyHttp)
{
    return Problems::url(url.trimmed(), onlyHttp);
}

QString subprotocolProblem(const QString &name)
{
    return Problems::subprotocol(name);
}

QString headerProblem(const QString &name, const QString &value)
{
    return Problems::header(name, value);
}

} // namespace feedscope
