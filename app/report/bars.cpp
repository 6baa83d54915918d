#include "app/report/bars.h"

#include "app/report/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

constexpr double width = 880;
constexpr double left = 130;    ///< where the bars begin
constexpr double longest = 470; ///< of a bar; beside it is room for its words
constexpr double rowHeight = 26;
constexpr double thickness = 14;

QString coordinate(double value)
{
    return QString::number(value, 'f', 1);
}

} // namespace

QString barsSvg(const std::vector<Bar> &bars, const QString &title)
{
    double most = 0;
    for (const Bar &bar : bars)
        most = std::max(most, bar.value);
    QString body;
    double y = 0;
    for (const Bar &bar : bars) {
        const double length = most > 0 ? std::max(1.0, longest * bar.value / most) : 0;
        const QString base = coordinate(y + rowHeight / 2 + 4);
        body +=
            uR"(<text class="name %1" x="%2" y="%3" text-anchor="end" font-size="12" fill="%4">%5</text>)"_s
                .arg(bar.laneClass, coordinate(left - 10), base, laneColor(bar.laneClass),
                     plain(bar.name, 20).toHtmlEscaped());
        body += uR"(<rect class="bar %1" x="%2" y="%3" width="%4" height="%5" rx="2" fill="%6"/>)"_s.arg(
            bar.laneClass, coordinate(left), coordinate(y + (rowHeight - thickness) / 2), coordinate(length),
            coordinate(thickness), laneColor(bar.laneClass));
        body += uR"(<text x="%1" y="%2" font-size="12" fill="#5f6b79">%3</text>)"_s.arg(
            coordinate(left + length + 8), base, unbroken(bar.words).toHtmlEscaped());
        y += rowHeight;
    }
    return uR"(<svg viewBox="0 0 %1 %2" role="img"><title>%3</title>%4</svg>)"_s.arg(
        QString::number(width), QString::number(y), title.toHtmlEscaped(), body);
}

} // namespace feedscope::report
