#include "app/report/words.h"

#include "core/measure/quantities.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

/// Gives the texts of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

constexpr int hues = 4;

/// Counts the lanes up to this one that are not the first of their kind; 0: this one is.
int furtherNumber(const ComparisonResult &result, std::size_t lane)
{
    const auto pushes = [&](std::size_t l) { return result.lanes[l].isPushed(); };
    bool seen[2] = {false, false};
    int further = 0;
    bool first = false;
    for (std::size_t l = 0; l <= lane; ++l) {
        first = !std::exchange(seen[pushes(l)], true);
        further += first ? 0 : 1;
    }
    return first ? 0 : further;
}

QString shortNumber(double value)
{
    return QLocale().toString(value, 'f', value < 9.95 && value != qRound64(value) ? 1 : 0);
}

} // namespace

QString plain(const QString &text, qsizetype limit)
{
    QString clean;
    for (const char32_t c : text.toUcs4()) {
        const bool surrogate = c >= 0xd800 && c <= 0xdfff;
        const bool noXml = c < 0x20 || (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe;
        clean += QString::fromUcs4(surrogate || noXml ? U"\ufffd" : &c, 1);
        if (clean.size() >= limit) {
            clean += u'…';
            break;
        }
    }
    return clean;
}

QString foreign(const QString &text, qsizetype limit)
{
    return u"<bdi>%1</bdi>"_s.arg(plain(text, limit).toHtmlEscaped());
}

QString unbroken(QString text)
{
    static const QRegularExpression beforeUnit(uR"((\d) (?=[%\p{L}]))"_s);
    return text.replace(beforeUnit, u"\\1\u00a0"_s);
}

QString fineTimeText(double seconds)
{
    if (std::abs(seconds) >= 1e-5)
        return durationText(seconds);
    return Text::tr("%1 µs").arg(QLocale().toString(seconds * 1e6, 'f', 0));
}

QString sizeText(double bytes)
{
    if (bytes < 999.5)
        return Text::tr("%1 B").arg(shortNumber(bytes));
    if (bytes < 999'500)
        return Text::tr("%1 kB").arg(shortNumber(bytes / 1e3));
    return Text::tr("%1 MB").arg(shortNumber(bytes / 1e6));
}

QString bitRateText(std::int64_t bitsPerSecond)
{
    const auto rate = static_cast<double>(bitsPerSecond);
    if (rate < 1e6)
        return Text::tr("%1 kbit/s").arg(QLocale().toString(rate / 1e3, 'g', 4));
    return Text::tr("%1 Mbit/s").arg(QLocale().toString(rate / 1e6, 'g', 4));
}

QString countText(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString dash()
{
    return u"–"_s;
}

QString modeText(const LaneResult &lane)
{
    const QString every = durationText(toSeconds(lane.interval));
    if (lane.name == "http-poll-new"_L1)
        return Text::tr("polls the latest values every %1, on a new connection each time").arg(every);
    if (lane.hold > 0 && lane.kind == LaneKind::PollCursor)
        return Text::tr("asks for all since the last answer; the server holds it until there is something");
    if (lane.hold > 0)
        return Text::tr("asks for the latest values; the server holds it until they change");
    switch (lane.kind) {
    case LaneKind::Push:
        break;
    case LaneKind::PollLatest:
        return Text::tr("polls the latest values every %1").arg(every);
    case LaneKind::PollCursor:
        return Text::tr("polls all since the last answer every %1").arg(every);
    }
    return Text::tr("push");
}

QString laneClass(const ComparisonResult &result, std::size_t lane)
{
    const int further = furtherNumber(result, lane);
    if (further == 0)
        return result.lanes[lane].isPushed() ? u"push"_s : u"poll"_s;
    return u"hue%1"_s.arg((further - 1) % hues + 1);
}

QString laneDashes(const ComparisonResult &result, std::size_t lane)
{
    const int further = furtherNumber(result, lane);
    if (further == 0)
        return result.lanes[lane].isPushed() ? QString() : u"7 2"_s;
    static const std::array<QString, 3> rounds{u"2 2"_s, u"10 2 2 2"_s, u"13 5"_s};
    return rounds[static_cast<std::size_t>((further - 1) / hues) % rounds.size()];
}

QString laneKey(const ComparisonResult &result, std::size_t lane)
{
    const QString color = laneClass(result, lane);
    return uR"(<span class="%1"><svg class="key" viewBox="0 0 34 8" aria-hidden="true">%2</svg>%3</span>)"_s
        .arg(
            color,
            uR"(<path class="curve" d="M0 4H34" fill="none" stroke="%1" stroke-width="2.5" stroke-dasharray="%2"/>)"_s
                .arg(laneColor(color),
                     laneDashes(result, lane).isEmpty() ? u"none"_s : laneDashes(result, lane)),
            foreign(result.lanes[lane].name, 60));
}

QString laneColor(const QString &laneClass)
{
    static const QHash<QString, QString> colors{{u"push"_s, u"#0a5db3"_s}, {u"poll"_s, u"#a84d00"_s},
                                                {u"hue1"_s, u"#6a35c9"_s}, {u"hue2"_s, u"#006f6b"_s},
                                                {u"hue3"_s, u"#a81c72"_s}, {u"hue4"_s, u"#665c00"_s}};
    return colors.value(laneClass);
}

} // namespace feedscope::report
