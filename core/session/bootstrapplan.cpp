#include "core/session/bootstrapplan.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// The whole address that an answer holds. It may be anywhere, but not less safe than the question was.
Bootstrap::Address addressGiven(const QUrl &whole, const QUrl &to, const QString &error)
{
    if (isEncrypted(to) && !isEncrypted(whole))
        return {{},
                QCoreApplication::translate("feedscope", "“%1” is not encrypted, as the question was")
                    .arg(whole.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery |
                                               QUrl::RemoveFragment))}; // the rest may hold secrets
    return {whole, error};
}

} // namespace

bool isUsable(const QUrl &url)
{
    return url.isValid() && (!url.host().isEmpty() || url.scheme() == "replay"_L1);
}

bool isEncrypted(const QUrl &url)
{
    return url.scheme().endsWith("wss"_L1) || url.scheme().endsWith("https"_L1);
}

QUrl standIn(QUrl asked)
{
    asked.setScheme(isEncrypted(asked) ? u"wss"_s : u"ws"_s);
    return asked;
}

Bootstrap bootstrapOf(const BootstrapSpec &spec, const QUrl &url, Dialogue &dialogue,
                      const TemplateValues &values, QString &error)
{
    const Ns now = wallNow();
    QUrl base = url;
    base.setScheme(isEncrypted(url) ? u"https"_s : u"http"_s);
    Bootstrap bootstrap;
    bootstrap.method = spec.method.isEmpty() ? "GET" : spec.method.toUpper().toLatin1();
    bootstrap.url = base.resolved(QUrl(dialogue.filled(spec.url, TemplateUse::Url, now, error)));
    for (const auto &[name, value] : spec.headers)
        bootstrap.headers.append(
            {name.toUtf8(), dialogue.filled(value, TemplateUse::Header, now, error).toUtf8()});
    bootstrap.body = dialogue.filled(spec.body, TemplateUse::Plain, now, error).toUtf8();
    bootstrap.address = [append = spec.appendToUrl.toStdString(), values,
                         hasOwn = !url.isEmpty()](const QUrl &to, const QByteArray &answer) {
        const FilledTemplate part = fillFromAnswer(append, values, answer);
        QString text = QString::fromUtf8(part.text);
        if (const QUrl whole(text, QUrl::StrictMode); !whole.scheme().isEmpty() && isUsable(whole))
            return addressGiven(whole, to, part.error);
        if (!hasOwn && part.error.isEmpty())
            return Bootstrap::Address{
                {}, // as it stands in the profile: filled, it may hold secrets
                QCoreApplication::translate("feedscope", "“%1” gives no address")
                    .arg(QString::fromStdString(append).left(100))};
        if (to.hasQuery() && text.startsWith(u'?'))
            text[0] = u'&';
        return Bootstrap::Address{QUrl(to.toString(QUrl::FullyEncoded) + text), part.error};
    };
    return bootstrap;
}

} // namespace feedscope
