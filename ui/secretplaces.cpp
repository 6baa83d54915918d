#include "ui/secretplaces.h"

#include "core/decode/profile.h"
#include "ui/format.h"

#include <QCoreApplication>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

class Titles
{
    Q_DECLARE_TR_FUNCTIONS(SecretDialog)
public:
    /// Empty: it is no usual name.
    static QString usual(const QString &name)
    {
        if (name.isEmpty() || name == "key"_L1 || name == "api_key"_L1)
            return tr("API key");
        if (name == "token"_L1)
            return tr("Access token");
        if (name == "user"_L1)
            return tr("User name");
        if (name == "password"_L1)
            return tr("Password");
        if (name == "client_key"_L1)
            return tr("Pass phrase of your key");
        return {};
    }
    static QString plain(const QString &name) { return tr("Secret “%1”").arg(name); }
};

} // namespace

QString secretTitle(const QString &name, const QMap<QString, QString> &given, const QString &language)
{
    constexpr int longestTitle = 60;
    if (const QString title = wordsIn(given, language); !title.isEmpty())
        return oneLine(title, longestTitle);
    const QString usual = Titles::usual(name);
    return usual.isEmpty() ? Titles::plain(oneLine(name, longestTitle)) : usual;
}

} // namespace feedscope
