#include "ui/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTextDocument>

#include <cmath>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// Where the units' translations live.
class Units
{
    Q_DECLARE_TR_FUNCTIONS(Units)
public:
    static QString us() { return tr("µs", "microseconds"); }
    static QString ms() { return tr("ms", "milliseconds"); }
    static QString s() { return tr("s", "seconds"); }
    static QString min() { return tr("min", "minutes"); }
    static QString h() { return tr("h", "hours"); }
    static QString byte(int thousands)
    {
        switch (thousands) {
        case 0:
            return tr("B", "bytes");
        case 1:
            return tr("kB", "kilobytes");
        case 2:
            return tr("MB", "megabytes");
        default:
            return tr("GB", "gigabytes");
        }
    }
    static QString perSecond(const QString &unit) { return tr("%1/s", "per second").arg(unit); }
};

QString number(double value, int decimals)
{
    const QString text = QLocale().toString(std::abs(value), 'f', decimals);
    return value < 0 ? QChar(0x2212) + text : text;
}

/// Three significant digits, never more than `most` decimals.
int decimalsFor(double value, int most)
{
    const double size = std::abs(value);
    return std::min(most, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

} // namespace

QString dash()
{
    return QString(QChar(0x2014));
}

QString toolTipText(const QString &plain)
{
    return Qt::convertFromPlainText(plain);
}

QString withUnit(const QString &text, const QString &unit)
{
    return text + QChar(0x2009) + unit; // thin space
}

QString formatValue(double value, int decimals)
{
    return std::isfinite(value) ? number(value, std::clamp(decimals, 0, 10)) : dash();
}

QString formatCount(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString formatPercent(double percent)
{
    return std::isfinite(percent) ? withUnit(number(std::abs(percent), 2), u"%"_s) : dash();
}

QString formatShare(double share)
{
    if (!std::isfinite(share))
        return dash();
    const double percent = share * 100;
    return withUnit(number(percent, percent == 0 || percent >= 99.95 ? 0 : 1), u"%"_s);
}

QString formatMs(double ms)
{
    if (!std::isfinite(ms))
        return dash();
    const double size = std::abs(ms);
    if (size < 9.95)
        return withUnit(number(ms, size < 0.05 ? 0 : 1), Units::ms());
    if (size < 999.5)
        return withUnit(number(ms, 0), Units::ms());
    if (size < 119'500)
        return withUnit(number(ms / 1000, decimalsFor(ms / 1000, 2)), Units::s());
    if (size < 7'170'000)
        return withUnit(number(ms / 60'000, 0), Units::min());
    return withUnit(number(ms / 3'600'000, 1), Units::h());
}

QString formatNs(Ns duration)
{
    return duration == noTime ? dash() : formatMs(static_cast<double>(duration) / millisecond);
}

QString formatFineNs(Ns duration)
{
    if (duration == noTime || duration >= 10 * millisecond)
        return formatNs(duration);
    return withUnit(formatCount((duration + microsecond / 2) / microsecond), Units::us());
}

QString formatCountdown(Ns left)
{
    return withUnit(formatCount((std::max<Ns>(0, left) + second - 1) / second), Units::s());
}

QString formatBytes(double bytes)
{
    if (!std::isfinite(bytes))
        return dash();
    int thousands = 0;
    while (std::abs(bytes) >= 999.5 && thousands < 3) {
        bytes /= 1000;
        ++thousands;
    }
    const int decimals = thousands == 0 || std::abs(bytes) >= 9.95 ? 0 : 1;
    return withUnit(number(bytes, decimals), Units::byte(thousands));
}

QString formatByteRate(double bytesPerSecond)
{
    if (!std::isfinite(bytesPerSecond))
        return dash();
    return Units::perSecond(formatBytes(bytesPerSecond));
}

QString formatRate(double perSecond)
{
    if (!std::isfinite(perSecond))
        return dash();
    const double size = std::abs(perSecond);
    return number(perSecond, size >= 999.5 ? 0 : size >= 0.095 || size == 0 ? 1 : 2);
}

QString formatWallTime(Ns wall, bool withMillis)
{
    if (wall == noTime)
        return dash();
    const QTime time = QDateTime::fromMSecsSinceEpoch(wall / millisecond).time();
    return time.toString(withMillis ? u"HH:mm:ss.zzz"_s : u"HH:mm:ss"_s);
}

QString formatInterval(std::int64_t milliseconds)
{
    if (milliseconds < 1000)
        return withUnit(formatCount(milliseconds), Units::ms());
    const double seconds = static_cast<double>(milliseconds) / 1000;
    return withUnit(number(seconds, seconds < 9.95 ? 1 : 0), Units::s());
}

QString oneLine(const QString &text, qsizetype limit)
{
    QString out = text.left(limit);
    for (QChar &character : out)
        if (!character.isPrint())
            character = u' ';
    return text.size() > limit ? out + QChar(0x2026) : out;
}

QString padded(const QString &text, qsizetype width)
{
    return QString(std::max<qsizetype>(0, width - text.size()), QChar(0x2007)) + text;
}

} // namespace feedscope
