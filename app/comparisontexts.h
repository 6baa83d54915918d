#pragma once

#include "app/options.h"
#include "app/report/report.h"
#include "core/bundle/evidencefolder.h"
#include "core/measure/comparison.h"
#include "core/owncost.h"
#include "core/store/board.h"

#include <QJsonValue>

namespace feedscope {

/// The simulated path as JSON; null: none.
QJsonValue impairmentObject(const Impairment &path);

/// For the heading of a report.
ReportConditions conditionsOf(const EvidenceOrigin &origin);

/// To a file, or "-" to standard output. False, after a complaint: it could not be written.
bool putFile(const QString &path, const QByteArray &content);

/// What `compare --json` prints, and result.json of a bundle.
QByteArray resultJson(const ComparisonResult &result, const EvidenceOrigin &origin);

/// Both texts of a bundle, in the language that is set.
EvidenceTexts evidenceTexts(const ComparisonResult &result, const EvidenceOrigin &origin);

/// The evidence of an input, with the names that its feed gave to its series.
Evidence evidenceOf(ComparisonInput input, const std::vector<SeriesName> &series, EvidenceOrigin origin);

/// Table or JSON to standard output, JSON and report to files, as the options ask. False, after a complaint:
/// one could not be written.
bool putOut(const ComparisonResult &result, const EvidenceOrigin &origin, const CompareOptions &options);

} // namespace feedscope
