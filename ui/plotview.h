#pragma once

#include "core/clock.h"

#include <QChartView>
#include <QPointer>

class QValueAxis;

namespace feedscope {

/// A Qt Charts view whose chart gives frame, grid, axes and labels, while the data are drawn by the subclass
/// in drawData(), thinned to the pixel columns: a live QLineSeries would be rebuilt for every point
/// (measured: 0.45 ms per thousand points a frame, against 0.03). The time axis counts back from its right
/// edge, so it stays still while data move. A cursor follows the mouse or the arrow keys; subclasses say what
/// stands at it.
class PlotView : public QChartView
{
    Q_OBJECT
public:
    explicit PlotView(QWidget *parent = nullptr);

    /// The plot's area in the viewport's coordinates.
    QRectF area() const;
    QSize sizeHint() const override;
    /// Position of the cursor, 0 left to 1 right; negative: none.
    double cursor() const { return m_cursor; }
    void setCursorAt(double position);

protected:
    virtual void drawData(QPainter &painter, const QRectF &area) = 0;
    /// Lines of text at the cursor, plain; empty: nothing to say.
    virtual QStringList readOut(double position) = 0;
    /// Wheel: `factor` < 1 looks closer at `anchor`.
    virtual void zoomBy(double factor, double anchor);
    /// Drag: by this fraction of the width, positive into the past.
    virtual void panBy(double fraction);
    virtual void restyle();

    void setTimeSpan(Ns span);
    /// `decimals` of the labels; `widest` is the room kept for them.
    void setValueRange(double low, double high, double step, const QString &format, int labelWidth);
    /// How many labels the value axis has room for: Qt Charts leaves out those higher than their share.
    int roomForLines() const;
    double xAt(double position) const { return area().left() + position * area().width(); }
    double yOf(double value) const;

    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void drawReadOut(QPainter &painter, const QRectF &area);
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void placeArea();
    void labelTimeAxis();

    QValueAxis *m_time;
    QValueAxis *m_value;
    QRectF m_area;
    Ns m_span = 0;
    int m_labelWidth = 56;
    double m_cursor = -1;
    bool m_keyCursor = false;
    double m_dragFrom = -1;
};

} // namespace feedscope
