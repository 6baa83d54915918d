#pragma once

#include <QString>

namespace feedscope {

/// "509 ms", "4.8 s", "0.3 ms": two to three significant digits, in the user's locale and language.
QString durationText(double seconds);

/// "51 %", "0.7 %", "below 0.1 %".
QString shareText(double share);

/// "512 B/s", "1.2 kB/s", "3.4 MB/s".
QString byteRateText(double bytesPerSecond);

} // namespace feedscope
