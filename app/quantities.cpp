#include "app/quantities.h"

#include <QList>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// In ms; empty as parseDuration() says.
std::optional<double> parseMilliseconds(QStringView text)
{
    struct Unit
    {
        QLatin1StringView name;
        double ms;
    };
    static constexpr std::array units{Unit{"ms"_L1, 1}, Unit{"min"_L1, 60'000}, Unit{"s"_L1, 1'000},
                                      Unit{"m"_L1, 60'000}, Unit{"h"_L1, 3'600'000}};
    QStringView number = text.trimmed();
    double factor = 1'000;
    for (const Unit &unit : units)
        if (number.endsWith(unit.name)) {
            number = number.chopped(unit.name.size()).trimmed();
            factor = unit.ms;
            break;
        }
    bool ok = false;
    const double ms = number.toDouble(&ok) * factor;
    constexpr double tenDays = 864e6;
    if (!ok || !(ms >= 0) || ms > tenDays)
        return std::nullopt;
    return ms;
}

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(QStringView text)
{
    const auto ms = parseMilliseconds(text);
    return ms ? std::optional(std::chrono::milliseconds(qRound64(*ms))) : std::nullopt;
}

std::optional<std::chrono::nanoseconds> parseFineDuration(QStringView text)
{
    const auto ms = parseMilliseconds(text);
    return ms ? std::optional(std::chrono::nanoseconds(qRound64(*ms * 1e6))) : std::nullopt;
}

std::optional<std::int64_t> parseRate(QStringView text)
{
    QStringView number = text.trimmed();
    const bool perSecond = number.endsWith("/s"_L1);
    if (perSecond)
        number.chop(2);
    double factor = 1;
    if (number.endsWith("bit"_L1, Qt::CaseInsensitive)) {
        number.chop(3);
    } else if (perSecond && number.endsWith(u'B')) {
        number.chop(1);
        factor = 8;
    } else {
        return std::nullopt;
    }
    static constexpr auto prefixes = "kmg"_L1;
    const qsizetype prefix = number.isEmpty() ? -1 : prefixes.indexOf(number.last(1), 0, Qt::CaseInsensitive);
    if (prefix >= 0) {
        number.chop(1);
        factor *= std::pow(1000, prefix + 1);
    }
    bool ok = false;
    const double rate = number.trimmed().toDouble(&ok) * factor;
    if (!ok || !(rate >= 1e3 && rate <= 1e10))
        return std::nullopt;
    return qRound64(rate);
}

std::optional<double> parseShare(QStringView text)
{
    QStringView number = text.trimmed();
    const bool percent = number.endsWith(u'%');
    if (percent)
        number.chop(1);
    bool ok = false;
    const double share = number.trimmed().toDouble(&ok) / (percent ? 100 : 1);
    if (!ok || !(share >= 0 && share < 1))
        return std::nullopt;
    return share;
}

std::optional<std::pair<int, int>> parseSize(QStringView text)
{
    const qsizetype x = text.indexOf(u'x');
    if (x < 0)
        return std::nullopt;
    bool wide = false;
    bool high = false;
    const int width = text.first(x).toInt(&wide);
    const int height = text.sliced(x + 1).toInt(&high);
    const auto sane = [](int side) { return side >= 200 && side <= 16'384; };
    if (!wide || !high || !sane(width) || !sane(height))
        return std::nullopt;
    return std::pair(width, height);
}

namespace {

/// The durations of "10s:5s:30s", ns; empty if one is none, or none but the first may be 0.
std::optional<QList<Ns>> parseTimes(QStringView text)
{
    QList<Ns> times;
    for (const QStringView part : text.split(u':')) {
        const auto time = parseFineDuration(part);
        if (!time || (!times.isEmpty() && time->count() == 0))
            return std::nullopt;
        times.append(time->count());
    }
    return times;
}

} // namespace

std::optional<Stall> parseStall(QStringView text)
{
    const auto times = parseTimes(text);
    if (!times || times->size() < 2 || times->size() > 3)
        return std::nullopt;
    const Stall stall{times->at(0), times->at(1), times->value(2)};
    return stall.every > 0 && stall.every <= stall.length ? std::nullopt : std::optional(stall);
}

std::optional<Cut> parseCut(QStringView text)
{
    const bool fin = text.endsWith(":fin"_L1), rst = text.endsWith(":rst"_L1);
    const auto times = parseTimes(fin || rst ? text.chopped(4) : text);
    if (!times || times->size() > 2)
        return std::nullopt;
    return Cut{times->at(0), times->value(1), fin ? Cut::By::Fin : Cut::By::Reset};
}

} // namespace feedscope
