#include "core/measure/projection.h"

namespace feedscope {

std::optional<LoadLine> loadLine(const std::vector<LoadPoint> &points)
{
    double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0, bytes = 0, clients = 0;
    for (const LoadPoint &point : points) {
        const double x = point.clients;
        w += x;
        wx += x * x;
        wy += x * point.cores;
        wxx += x * x * x;
        wxy += x * x * point.cores;
        bytes += point.bytesPerSecond;
        clients += x;
    }
    const double spread = w * wxx - wx * wx;
    if (points.size() < 2 || !(spread > 1e-9 * w * wxx))
        return std::nullopt;
    LoadLine line;
    line.each = (w * wxy - wx * wy) / spread;
    line.base = (wy - line.each * wx) / w;
    line.bytesEach = bytes / clients;
    return line;
}

} // namespace feedscope
