#include "ui/navigation.h"

#include "ui/format.h"

#include "ui/icons.h"
#include "ui/retranslate.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace feedscope {

NavigationButton::NavigationButton(const QString &icon, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

QSize NavigationButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 58, fontMetrics().height() + 20};
}

void NavigationButton::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(palette());
    QPainter painter(this);
    if (isChecked() || underMouse())
        painter.fillRect(rect(), isChecked() ? colors.raised : blended(colors.raised, 0.5, colors.surface));
    if (isChecked())
        painter.fillRect(0, 0, 3, height(), colors.push);
    if (hasFocus()) {
        painter.setPen(colors.push);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    const QColor color = isChecked() ? colors.text : colors.muted;
    painter.drawPixmap(QPoint(14, height() / 2 - 8), tintedPixmap(m_icon, color, 16, devicePixelRatioF()));
    painter.setPen(color);
    painter.drawText(rect().adjusted(38, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

void NavigationButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    updateGeometry();
}

void NavigationButton::enterEvent(QEnterEvent *)
{
    update();
}

void NavigationButton::leaveEvent(QEvent *)
{
    update();
}

Navigation::Navigation(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 8, 1, 8);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    connect(m_group, &QButtonGroup::idClicked, this, &Navigation::chosen);
}

void Navigation::add(const QString &icon, std::function<QString()> title)
{
    auto *button = new NavigationButton(icon);
    const int number = static_cast<int>(m_group->buttons().size());
    m_group->addButton(button, number);
    m_column->insertWidget(number, button);
    retranslated(button, [button, number, title = std::move(title)] {
        button->setText(title());
        button->setToolTip(toolTipText(tr("%1 (Ctrl+%2)").arg(title()).arg(number + 1)));
        button->updateGeometry();
    });
}

void Navigation::setCurrent(int page)
{
    if (QAbstractButton *button = m_group->button(page))
        button->setChecked(true);
}

void Navigation::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.surface);
    painter.setPen(colors.line);
    painter.drawLine(rect().topRight(), rect().bottomRight());
}

} // namespace feedscope
