#include "ui/sweepchart.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace feedscope {

namespace {

QString intervalWords(double seconds)
{
    return formatInterval(std::llround(seconds * 1000));
}

/// Powers of ten within low..high (in decades), and twice and five times them where those are few.
std::vector<double> ticksOf(double low, double high)
{
    std::vector<double> ticks;
    const bool few = high - low < 1.8;
    for (double decade = std::floor(low); decade <= high; ++decade)
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double at = decade + std::log10(factor);
            if ((factor == 1 || few) && at >= low - 1e-9 && at <= high + 1e-9)
                ticks.push_back(at);
        }
    return ticks;
}

} // namespace

SweepChart::SweepChart(Words words, bool decades, QWidget *parent)
    : QWidget(parent)
    , m_words(words)
    , m_decades(decades)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(200, 150);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SweepChart::setLines(std::vector<SweepLine> lines, double from, double to)
{
    m_lines = std::move(lines);
    m_from = from;
    m_to = std::max(to, from * 1.01);
    fit();
    setAccessibleDescription(readOut(std::sqrt(m_from * m_to)).join(u'\n'));
    update();
}

void SweepChart::setMarked(double interval, const QString &name)
{
    m_marked = interval;
    m_markedName = name;
    update();
}

void SweepChart::fit()
{
    m_low = 0;
    m_high = 1;
    if (!m_decades)
        return;
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    const auto note = [&](double value) {
        if (!(value > 0))
            return; // no place on a logarithmic scale, and NaN
        least = std::min(least, value);
        most = std::max(most, value);
    };
    for (const SweepLine &line : m_lines) {
        note(line.level);
        for (const QPointF point : line.theory)
            note(point.y());
        for (const SweepLine::Mark &mark : line.marks)
            note(mark.value);
    }
    if (most <= 0)
        return;
    m_low = std::log10(least) - 0.12;
    m_high = std::log10(most) + 0.12;
}

QRectF SweepChart::area() const
{
    const QFontMetricsF metrics(labelFont());
    const double labels = m_decades ? 58 : 44;
    return QRectF(rect()).adjusted(2, 8, -labels, -metrics.height() - 8);
}

double SweepChart::xOf(double interval) const
{
    const QRectF plot = area();
    const double share = std::log(interval / m_from) / std::log(m_to / m_from);
    return plot.left() + std::clamp(share, 0.0, 1.0) * plot.width();
}

double SweepChart::yOf(double value) const
{
    const QRectF plot = area();
    const double at = m_decades ? (value > 0 ? std::log10(value) : m_low) : value;
    const double share = (at - m_low) / std::max(m_high - m_low, 1e-9);
    return plot.bottom() - std::clamp(share, 0.0, 1.0) * plot.height();
}

void SweepChart::drawGrid(QPainter &painter) const
{
    const Colors &colors = colorsOf(palette());
    const QRectF plot = area();
    const auto text = [&](const QRectF &box, int flags, const QString &words) {
        painter.setPen(colors.muted);
        painter.drawText(box, flags, words);
    };
    painter.setFont(labelFont());
    const std::vector<double> values =
        m_decades ? ticksOf(m_low, m_high) : std::vector<double>{0, 0.25, 0.5, 0.75, 1};
    for (const double tick : values) {
        const double value = m_decades ? std::pow(10, tick) : tick;
        const double y = yOf(value);
        painter.setPen(colors.line);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        text({plot.right() + 6, y - 10, width() - plot.right() - 6, 20}, Qt::AlignLeft | Qt::AlignVCenter,
             m_words(value));
    }
    double free = plot.left() - 40; // where the next label may begin
    for (const double tick : ticksOf(std::log10(m_from), std::log10(m_to))) {
        const double interval = std::pow(10, tick);
        const double x = xOf(interval);
        const QString words = intervalWords(interval);
        const double half = QFontMetricsF(labelFont()).horizontalAdvance(words) / 2;
        painter.setPen(colors.line);
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        if (x - half < free)
            continue;
        const double left = std::clamp(x - half, 0.0, width() - 2 * half);
        text({left, plot.bottom() + 4, 2 * half + 2, 18}, Qt::AlignLeft | Qt::AlignTop, words);
        free = left + 2 * half + 8;
    }
}

void SweepChart::drawLine(QPainter &painter, const SweepLine &line) const
{
    const QRectF plot = area();
    if (!std::isnan(line.level)) {
        painter.setPen(QPen(line.color, 2));
        painter.drawLine(QPointF(plot.left(), yOf(line.level)), QPointF(plot.right(), yOf(line.level)));
        return;
    }
    QList<QLineF> pieces;
    for (qsizetype i = 1; i < line.theory.size(); ++i)
        pieces.append(QLineF(xOf(line.theory[i - 1].x()), yOf(line.theory[i - 1].y()),
                             xOf(line.theory[i].x()), yOf(line.theory[i].y())));
    painter.setPen(QPen(blended(line.color, 0.65, colorsOf(palette()).surface), 1));
    painter.drawLines(pieces);
    for (const SweepLine::Mark &mark : line.marks) {
        const QPointF at(xOf(mark.interval), yOf(mark.value));
        painter.setPen(QPen(line.color, 1.4));
        if (!std::isnan(mark.low) && !std::isnan(mark.high))
            painter.drawLine(QPointF(at.x(), yOf(mark.low)), QPointF(at.x(), yOf(mark.high)));
        painter.setBrush(line.color);
        painter.drawEllipse(at, 3.5, 3.5);
    }
}

void SweepChart::drawMarked(QPainter &painter) const
{
    if (m_marked < m_from || m_marked > m_to)
        return;
    const QRectF plot = area();
    const double x = xOf(m_marked);
    const double width = QFontMetricsF(labelFont()).horizontalAdvance(m_markedName);
    painter.setPen(QPen(colorsOf(palette()).text, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const bool right = x + width + 8 < plot.right();
    painter.drawText(QPointF(right ? x + 5 : x - width - 5, plot.bottom() - 6), m_markedName);
}

QStringList SweepChart::readOut(double interval) const
{
    QStringList lines{tr("every %1").arg(intervalWords(interval))};
    for (const SweepLine &line : m_lines) {
        if (!std::isnan(line.level)) {
            lines += tr("%1: %2").arg(line.name, m_words(line.level));
            continue;
        }
        const auto near =
            std::find_if(line.marks.begin(), line.marks.end(), [&](const SweepLine::Mark &mark) {
                return std::abs(std::log(mark.interval / interval)) < 1e-6;
            });
        const auto theory = std::find_if(line.theory.begin(), line.theory.end(),
                                         [&](QPointF point) { return point.x() >= interval * (1 - 1e-9); });
        const QString expected =
            theory == line.theory.end() ? dash() : tr("theory %1").arg(m_words(theory->y()));
        lines += near == line.marks.end() ? tr("%1: %2").arg(line.name, expected)
                                          : tr("%1: %2, %3").arg(line.name, m_words(near->value), expected);
    }
    return lines;
}

void SweepChart::drawReadOut(QPainter &painter) const
{
    if (m_cursor <= 0)
        return;
    const Colors &colors = colorsOf(palette());
    const QRectF plot = area();
    const double x = xOf(m_cursor);
    painter.setPen(colors.muted);
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const QStringList lines = readOut(m_cursor);
    const QFontMetricsF metrics(labelFont());
    double width = 0;
    for (const QString &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    const double height = metrics.height() * static_cast<double>(lines.size());
    const double left = x + width + 24 < plot.right() ? x + 8 : std::max(plot.left(), x - width - 20);
    const QRectF box(left, plot.top() + 4, width + 12, height + 8);
    painter.setPen(colors.line);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors.text);
    painter.drawText(box.adjusted(6, 4, -6, -4), Qt::AlignLeft | Qt::AlignTop, lines.join(u'\n'));
}

void SweepChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawGrid(painter);
    for (const SweepLine &line : m_lines)
        drawLine(painter, line);
    drawMarked(painter);
    drawReadOut(painter);
    if (hasFocus()) {
        painter.setPen(colorsOf(palette()).push);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

/// At the nearest interval that stands on a line: there is nothing to say of those between.
void SweepChart::setCursorAt(double interval)
{
    double nearest = 0;
    const auto look = [&](double at) {
        if (nearest <= 0 || std::abs(std::log(at / interval)) < std::abs(std::log(nearest / interval)))
            nearest = at;
    };
    for (const SweepLine &line : m_lines) {
        for (const SweepLine::Mark &mark : line.marks)
            look(mark.interval);
        for (const QPointF point : line.theory)
            if (line.marks.empty())
                look(point.x());
    }
    m_cursor = nearest;
    update();
}

void SweepChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF plot = area();
    const double share = (event->position().x() - plot.left()) / plot.width();
    setCursorAt(m_from * std::pow(m_to / m_from, std::clamp(share, 0.0, 1.0)));
}

void SweepChart::leaveEvent(QEvent *)
{
    m_cursor = 0;
    update();
}

void SweepChart::focusOutEvent(QFocusEvent *event)
{
    leaveEvent(event);
    QWidget::focusOutEvent(event);
}

void SweepChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) {
        QWidget::keyPressEvent(event);
        return;
    }
    const bool forward = event->key() == Qt::Key_Right;
    double next = 0;
    for (const SweepLine &line : m_lines)
        for (const SweepLine::Mark &mark : line.marks) {
            const bool ahead =
                m_cursor <= 0 || (forward ? mark.interval > m_cursor : mark.interval < m_cursor);
            if (ahead && (next <= 0 || (forward ? mark.interval < next : mark.interval > next)))
                next = mark.interval;
        }
    if (next > 0)
        m_cursor = next;
    update();
}

} // namespace feedscope
