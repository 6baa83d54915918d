#include "ui/panel.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace feedscope {

namespace {

constexpr int margin = 12;

void paintSurface(QWidget *widget)
{
    const Colors &colors = colorsOf(widget->palette());
    QPainter painter(widget);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(QRectF(widget->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace

PanelHeader::PanelHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(new Text(Text::Role::Title))
    , m_note(new Text(Text::Role::Title))
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_layout->addWidget(m_title);
    m_layout->addStretch(1);
    m_layout->addWidget(m_note);
    setMinimumHeight(24);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void PanelHeader::addWidget(QWidget *widget)
{
    m_layout->addWidget(widget);
}

Panel::Panel(QWidget *parent)
    : QWidget(parent)
    , m_header(new PanelHeader)
    , m_body(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, 5, margin, margin - 2);
    column->setSpacing(2);
    column->addWidget(m_header);
    column->addLayout(m_body, 1);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(6);
}

void Panel::paintEvent(QPaintEvent *)
{
    paintSurface(this);
}

PanelDock::PanelDock(const QString &objectName, QWidget *content, QWidget *parent)
    : QDockWidget(parent)
    , m_header(new PanelHeader)
{
    setObjectName(objectName);
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    m_header->layout()->setContentsMargins(margin, 5, margin, 0);
    setTitleBarWidget(m_header);
    auto *frame = new QWidget;
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(margin, 2, margin, margin - 2);
    column->addWidget(content);
    setWidget(frame);
}

void PanelDock::paintEvent(QPaintEvent *)
{
    paintSurface(this);
}

} // namespace feedscope
