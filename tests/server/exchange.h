#pragma once

#include "core/server/http.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace feedscope::server {

/// A GET without headers, as a test asks an Api.
inline HttpRequest get(const QByteArray &path, const QByteArray &query = {})
{
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    return request;
}

inline QJsonObject json(const HttpResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

/// Of the first header of this name; empty: there is none.
inline QByteArray valueOf(const HttpResponse &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers)
        if (key == name)
            return value;
    return {};
}

} // namespace feedscope::server
