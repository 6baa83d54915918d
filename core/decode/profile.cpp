#include "core/decode/profile.h"

#include "core/decode/jsonreader.h"
#include "core/decode/profilebuilder.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

QString ProfileError::sentence() const
{
    const QString place = member.isEmpty() ? QCoreApplication::translate("feedscope", "the profile") : member;
    const QString sentence =
        column > 0
            ? QCoreApplication::translate("feedscope", "Line %1, column %2: %3 should be %4, but is %5.")
                  .arg(QString::number(line), QString::number(column), place, expected, found)
            : QCoreApplication::translate("feedscope", "Line %1: %2 should be %3, but is %4.")
                  .arg(QString::number(line), place, expected, found);
    return hint.isEmpty() ? sentence : sentence + u' ' + hint;
}

QString wordsIn(const Words &words, const QString &language)
{
    for (const QString &code : {language, u"en"_s})
        if (const auto found = words.constFind(code); found != words.constEnd())
            return *found;
    return words.isEmpty() ? QString() : words.first();
}

bool Profile::isPoll() const
{
    return transport == "http-poll"_L1 || transport == "long-poll"_L1;
}

const Route &Profile::routeOf(const QString &lane, Side side) const
{
    const auto own = lanes.constFind(lane);
    return own == lanes.constEnd() ? route(side) : *own;
}

ProfileResult parseProfile(const QByteArray &json)
{
    const std::string_view text(json.constData(), static_cast<std::size_t>(json.size()));
    Tree tree;
    ReadError error;
    const NodeId root = JsonReader().read(tree, text, error);
    if (root == noNode) {
        const QString problem = QCoreApplication::translate("feedscope", error.problem);
        const std::size_t position = std::min(error.position, text.size());
        return {nullptr,
                {{lineAt(text, position), QString(), QCoreApplication::translate("feedscope", "JSON"),
                  QCoreApplication::translate("feedscope", "broken: %1").arg(problem), QString(),
                  columnAt(text, position), QString()}},
                0};
    }
    ProfileReader reader(tree, text);
    auto profile = std::make_shared<Profile>();
    ProfileBuilder(reader, *profile).build({root, {}});
    profile->source = QJsonDocument::fromJson(json).object();
    if (!reader.errors().isEmpty())
        return {nullptr, reader.errors(), reader.moreErrors()};
    return {profile, {}, 0};
}

} // namespace feedscope
