#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace feedscope {

/// What one number of identical clients cost the server. A value.
struct LoadPoint
{
    int clients = 0;
    double cores = 0;          ///< of the server's processor time, cores
    double bytesPerSecond = 0; ///< on the wire, both ways, all clients together
};

/// The straight line through load points: cores = base + each · N. Not a measurement beyond its points.
struct LoadLine
{
    double base = 0; ///< cores without any client
    double each = 0; ///< cores for one client
    double bytesEach = 0;

    double coresAt(double clients) const { return base + each * clients; }
    double bytesAt(double clients) const { return bytesEach * clients; }
};

/// Least squares, weighted by the number of clients, as the processor time of a few is lost in its clock's
/// ticks; none with fewer than two different numbers of clients.
std::optional<LoadLine> loadLine(const std::vector<LoadPoint> &points);

} // namespace feedscope
