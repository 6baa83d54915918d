#pragma once

#include "core/bundle/evidence.h"

#include <QByteArray>

namespace feedscope::bundle {

/// What a file of the bundle must be.
struct FileSeal
{
    qint64 bytes = 0;
    QByteArray sha256; ///< lower-case hex

    friend bool operator==(const FileSeal &, const FileSeal &) = default;
};

/// What is said of a lane's file.
struct LaneFile
{
    std::int64_t arrivals = 0;
    std::int64_t requests = 0;
    FileSeal seal;
};

/// The content of bundle.json: the evidence without its events, and what the other files must be.
struct Manifest
{
    Evidence evidence;
    std::vector<LaneFile> lanes; ///< parallel to evidence.input.lanes
    FileSeal result;
};

/// bundle.json of this evidence, whose events do not go into it. Pure.
QByteArray manifestText(const Evidence &evidence, const std::vector<LaneFile> &lanes, const FileSeal &result);

/// A manifest, or one sentence about why it is none.
struct ManifestResult
{
    Manifest manifest;
    QString error;
};

/// Whatever the text holds, what is returned is within the bounds of bundleformat.h. Pure.
ManifestResult parseManifest(const QByteArray &text);

} // namespace feedscope::bundle
