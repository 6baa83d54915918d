#pragma once

#include <QList>
#include <QPointF>
#include <QWidget>

#include <vector>

namespace feedscope {

/// One line of a SweepChart with its measured points.
struct SweepLine
{
    /// A measured value; low and high are its 95 % interval, NaN where it has none.
    struct Mark
    {
        double interval = 0; ///< s
        double value = 0;
        double low = 0;
        double high = 0;
    };
    QString name;
    QColor color;
    QList<QPointF> theory; ///< interval in s, value; a thin line
    std::vector<Mark> marks;
    double level = 0; ///< of a lane that knows no interval; NaN: it is a curve
};

/// A quantity against the poll interval, which runs on a logarithmic scale. Thin lines are theory, dots are
/// measured, level lines are push. The mouse or the arrow keys read it out. GUI thread.
class SweepChart : public QWidget
{
    Q_OBJECT
public:
    using Words = QString (*)(double);

    /// `decades`: the value is on a logarithmic scale too; else it is a share from 0 to 1.
    SweepChart(Words words, bool decades, QWidget *parent = nullptr);

    void setLines(std::vector<SweepLine> lines, double from, double to);
    /// An interval to be pointed out, in s; 0: none.
    void setMarked(double interval, const QString &name);
    QSize sizeHint() const override { return {340, 300}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QRectF area() const;
    double xOf(double interval) const;
    double yOf(double value) const;
    void fit();
    void drawGrid(QPainter &painter) const;
    void drawLine(QPainter &painter, const SweepLine &line) const;
    void drawMarked(QPainter &painter) const;
    void drawReadOut(QPainter &painter) const;
    QStringList readOut(double interval) const;
    void setCursorAt(double interval);

    Words m_words;
    bool m_decades;
    std::vector<SweepLine> m_lines;
    double m_from = 0.05;
    double m_to = 60;
    double m_low = 0; ///< of the values, in decades if m_decades
    double m_high = 1;
    double m_marked = 0;
    QString m_markedName;
    double m_cursor = 0; ///< s; 0: none
};

} // namespace feedscope
