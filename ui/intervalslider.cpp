#include "ui/intervalslider.h"

#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace feedscope {

IntervalSlider::IntervalSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setRange(0, positions);
    setSingleStep(4);
    setPageStep(40);
    m_rest.setSingleShot(true);
    m_rest.setInterval(150);
    connect(this, &QSlider::valueChanged, this, [this] {
        emit moved(intervalMs());
        m_rest.start();
    });
    connect(&m_rest, &QTimer::timeout, this, [this] { emit chosen(intervalMs()); });
}

int IntervalSlider::intervalAt(int position)
{
    const double fraction = std::clamp(position, 0, positions) / static_cast<double>(positions);
    const double exact = leastMs * std::pow(static_cast<double>(mostMs) / leastMs, fraction);
    const double unit = std::pow(10, std::floor(std::log10(exact)) - 1);
    return std::clamp(static_cast<int>(std::lround(std::round(exact / unit) * unit)), leastMs, mostMs);
}

int IntervalSlider::positionOf(int milliseconds)
{
    const double ratio = static_cast<double>(std::clamp(milliseconds, leastMs, mostMs)) / leastMs;
    return static_cast<int>(
        std::lround(positions * std::log(ratio) / std::log(static_cast<double>(mostMs) / leastMs)));
}

void IntervalSlider::showInterval(int milliseconds)
{
    if (isSliderDown() || m_rest.isActive() || milliseconds == intervalMs())
        return;
    const QSignalBlocker quiet(this);
    setValue(positionOf(milliseconds));
}

} // namespace feedscope
