#pragma once

#include <QString>

#include <vector>

namespace feedscope::report {

/// One bar of a chart: whose it is, in which colour, how long, and what is written at its end. Plain text.
struct Bar
{
    QString name;
    QString laneClass;
    double value = 0;
    QString words;
};

/// Horizontal bars from a common zero as an inline SVG element, coloured as in SvgPlot. `title` is read out
/// instead of the picture; plain text. Pure.
QString barsSvg(const std::vector<Bar> &bars, const QString &title);

} // namespace feedscope::report
