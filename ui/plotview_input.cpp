// PlotView's cursor: mouse, keys and what is drawn over the data.
#include "ui/plotview.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace feedscope {

void PlotView::setCursorAt(double position)
{
    m_cursor = position < 0 ? -1 : std::min(position, 1.0);
    viewport()->update();
}

void PlotView::drawForeground(QPainter *painter, const QRectF &)
{
    const QRectF plot = area();
    painter->save();
    painter->setClipRect(plot.adjusted(-1, -1, 1, 1));
    drawData(*painter, plot);
    painter->setClipping(false);
    if (m_cursor >= 0)
        drawReadOut(*painter, plot);
    if (hasFocus()) {
        painter->setPen(QPen(colorsOf(palette()).push, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
    painter->restore();
}

void PlotView::drawReadOut(QPainter &painter, const QRectF &plot)
{
    const QStringList lines = readOut(m_cursor);
    if (lines.isEmpty())
        return;
    const Colors &colors = colorsOf(palette());
    const double x = std::round(xAt(m_cursor)) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colors.muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.setFont(contentFont());
    const QFontMetricsF metrics(contentFont());
    double widest = 0;
    for (const QString &line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line));
    const QSizeF size(widest + 16, metrics.height() * static_cast<double>(lines.size()) + 10);
    const double left = x + 8 + size.width() < plot.right() ? x + 8 : x - 8 - size.width();
    const QRectF box(QPointF(std::max(plot.left(), left), plot.top() + 8), size);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(colors.text);
    for (qsizetype i = 0; i < lines.size(); ++i)
        painter.drawText(box.adjusted(8, 5 + metrics.height() * static_cast<double>(i), 0, 0),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, lines[i]);
}

void PlotView::mouseMoveEvent(QMouseEvent *event)
{
    const double at = (event->position().x() - area().left()) / std::max(1.0, area().width());
    m_keyCursor = false;
    if (m_dragFrom >= 0 && (event->buttons() & Qt::LeftButton)) {
        panBy(at - m_dragFrom);
        m_dragFrom = at;
    }
    setCursorAt(at >= 0 && at <= 1 ? at : -1);
}

void PlotView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::LeftButton)
        m_dragFrom = std::max(0.0, (event->position().x() - area().left()) / std::max(1.0, area().width()));
}

void PlotView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragFrom = -1;
}

void PlotView::wheelEvent(QWheelEvent *event)
{
    const double at = (event->position().x() - area().left()) / std::max(1.0, area().width());
    if (event->angleDelta().y() != 0)
        zoomBy(std::pow(0.8, event->angleDelta().y() / 120.0), std::clamp(at, 0.0, 1.0));
    event->accept();
}

void PlotView::keyPressEvent(QKeyEvent *event)
{
    const double here = m_cursor < 0 ? 1 : m_cursor;
    const double step = event->modifiers() & Qt::ShiftModifier ? 0.1 : 0.01;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_keyCursor = true;
        setCursorAt(std::clamp(here + (event->key() == Qt::Key_Left ? -step : step), 0.0, 1.0));
        return;
    case Qt::Key_Escape:
        setCursorAt(-1);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(0.8, here);
        return;
    case Qt::Key_Minus:
        zoomBy(1.25, here);
        return;
    case Qt::Key_PageUp:
        panBy(0.25);
        return;
    case Qt::Key_PageDown:
        panBy(-0.25);
        return;
    default:
        QChartView::keyPressEvent(event);
    }
}

bool PlotView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && !m_keyCursor)
        setCursorAt(-1);
    return QChartView::viewportEvent(event);
}

} // namespace feedscope
