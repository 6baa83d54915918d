#pragma once

#include "core/measure/comparisoninput.h"
#include "core/net/impairment.h"
#include "core/owncost.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace feedscope {

/// By what, where and under what a comparison was made, as far as its input does not say it. A value.
struct EvidenceOrigin
{
    QDateTime made;   ///< UTC
    QString language; ///< of the sentences in its result: "en", "ru"
    QString version;  ///< of the program
    QString qt;
    QString abi;
    QString system;
    QString kernel;
    QString cpu;
    int cpus = 0;
    Impairment path; ///< simulated
    RelayCost relay; ///< what the relay itself added; nothing that events could be recomputed to

    /// This program on this machine, now.
    static EvidenceOrigin here(const QString &language, const Impairment &path);
};

/// A series by name; text of the feed.
struct EvidenceSeries
{
    QString kind;
    QString symbol;
};

/// Everything that the figures of one comparison rest on. analyse(input) makes them, and makes the same ones
/// of an input that was written and read back. A value.
struct Evidence
{
    ComparisonInput input;
    std::vector<EvidenceSeries> series; ///< index: SeriesId; may be shorter than input.kindOfSeries
    EvidenceOrigin origin;

    std::int64_t events() const; ///< of all lanes
};

} // namespace feedscope
