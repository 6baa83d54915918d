#pragma once

#include "core/decode/decoder.h"
#include "core/decode/updatejson.h"

#include <QTest>

#include <memory>
#include <string>
#include <vector>

/// Tests of the decoder speak in two verbs: a profile from its rules' JSON, and what a message becomes.
namespace decoding {

inline std::shared_ptr<const feedscope::Profile> profile(const QByteArray &json)
{
    const feedscope::ProfileResult result = feedscope::parseProfile(json);
    for (const feedscope::ProfileError &error : result.errors)
        qWarning("%s", qPrintable(error.sentence()));
    return result.profile;
}

/// The updates of a message as JSON, without "snapshot":false, which nearly all have.
inline std::vector<std::string> updates(feedscope::Decoder &decoder, std::string_view message)
{
    std::vector<std::string> result;
    decoder.decode(message, false, [&](const feedscope::Update &update) {
        std::string json = feedscope::updateToJson(update);
        if (const std::size_t at = json.find(",\"snapshot\":false"); at != std::string::npos)
            json.erase(at, 17);
        result.push_back(std::move(json));
    });
    return result;
}

inline std::string join(const std::vector<std::string> &parts)
{
    std::string all;
    for (const std::string &part : parts)
        all += (all.empty() ? "" : " ") + part;
    return all;
}

} // namespace decoding
