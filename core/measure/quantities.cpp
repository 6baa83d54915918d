#include "core/measure/quantities.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace feedscope {

namespace {

/// Gives the sentences of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(feedscope)
};

/// Three significant digits at most, no needless zeros: 509, 4.8, 0.35.
QString number(double value)
{
    const double size = std::abs(value);
    int decimals = size >= 99.5 ? 0 : size >= 9.95 ? 1 : 2;
    double scaled = value * std::pow(10, decimals);
    while (decimals > 0 && std::fmod(std::round(scaled), 10) == 0) {
        --decimals;
        scaled = value * std::pow(10, decimals);
    }
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

QString durationText(double seconds)
{
    if (std::abs(seconds) < 0.9995)
        return Text::tr("%1 ms").arg(number(seconds * 1e3));
    return Text::tr("%1 s").arg(number(seconds));
}

QString shareText(double share)
{
    const double percent = share * 100;
    if (percent > 0 && percent < 0.1)
        return Text::tr("below %1 %").arg(number(0.1));
    const bool fine = percent < 9.95 || (percent > 99 && percent < 100);
    return Text::tr("%1 %").arg(QLocale().toString(percent, 'f', fine && percent > 0 ? 1 : 0));
}

QString byteRateText(double bytesPerSecond)
{
    if (bytesPerSecond < 999.5)
        return Text::tr("%1 B/s").arg(number(bytesPerSecond));
    if (bytesPerSecond < 999'500)
        return Text::tr("%1 kB/s").arg(number(bytesPerSecond / 1e3));
    return Text::tr("%1 MB/s").arg(number(bytesPerSecond / 1e6));
}

} // namespace feedscope
