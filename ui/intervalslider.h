#pragma once

#include <QSlider>
#include <QTimer>

namespace feedscope {

/// A poll interval from 50 ms to 60 s on a logarithmic scale, in steps of two digits. Dragging says it at
/// once, and asks for it when the hand rests.
class IntervalSlider : public QSlider
{
    Q_OBJECT
public:
    static constexpr int leastMs = 50;
    static constexpr int mostMs = 60'000;
    static constexpr int positions = 400;

    explicit IntervalSlider(QWidget *parent = nullptr);

    int intervalMs() const { return intervalAt(value()); }
    /// Without asking for it.
    void showInterval(int milliseconds);

    static int intervalAt(int position);
    static int positionOf(int milliseconds);

signals:
    void moved(int milliseconds);
    void chosen(int milliseconds);

private:
    QTimer m_rest;
};

} // namespace feedscope
