#include "ui/text.h"

#include "ui/format.h"

#include "ui/theme.h"

#include <QEvent>
#include <QPainter>

namespace feedscope {

namespace {

QFont fontFor(Text::Role role)
{
    switch (role) {
    case Text::Role::Label:
        return labelFont();
    case Text::Role::Title:
    case Text::Role::PushTitle:
    case Text::Role::PollTitle:
        return titleFont();
    case Text::Role::Strong: {
        QFont font = contentFont();
        font.setBold(true);
        return font;
    }
    case Text::Role::PushFigure:
    case Text::Role::PollFigure:
        return figureFont();
    case Text::Role::Headline: {
        QFont font = contentFont();
        font.setPixelSize(qRound(font.pixelSize() * 1.2));
        return font;
    }
    default:
        return contentFont();
    }
}

QColor colorFor(Text::Role role, const Colors &colors)
{
    switch (role) {
    case Text::Role::Content:
    case Text::Role::Strong:
    case Text::Role::Headline:
        return colors.text;
    case Text::Role::PushTitle:
    case Text::Role::PushFigure:
        return colors.push;
    case Text::Role::PollTitle:
    case Text::Role::PollFigure:
        return colors.poll;
    case Text::Role::Good:
        return colors.up;
    case Text::Role::Bad:
        return colors.down;
    default:
        return colors.muted;
    }
}

} // namespace

Text::Text(Role role, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    dress();
}

Text::Text(Role role, const QString &text, QWidget *parent)
    : Text(role, parent)
{
    setText(text);
}

void Text::setRole(Role role)
{
    if (role == m_role)
        return;
    m_role = role;
    dress();
}

void Text::setColor(const QColor &color)
{
    if (color == m_color)
        return;
    m_color = color;
    dress();
}

void Text::showText(const QString &shown)
{
    if (shown != text())
        setText(shown);
    if (m_elided && toolTip() != shown)
        setToolTip(toolTipText(shown));
}

void Text::reserve(const QString &widest)
{
    m_widest = widest;
    setMinimumWidth(fontMetrics().horizontalAdvance(widest) + 2);
}

void Text::setElided(bool elided)
{
    m_elided = elided;
    setSizePolicy(elided ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QSize Text::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    return m_elided ? QSize(fontMetrics().averageCharWidth() * 4, hint.height()) : hint;
}

void Text::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_dressing)
        dress();
}

void Text::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(contentsRect(), static_cast<int>(alignment() | Qt::TextSingleLine),
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

void Text::dress()
{
    m_dressing = true;
    setFont(fontFor(m_role));
    QPalette own; // only this one role is the label's own; all else keeps following the application's palette
    own.setResolveMask(0);
    own.setColor(QPalette::WindowText, m_color.isValid() ? m_color : colorFor(m_role, colorsOf(palette())));
    setPalette(own);
    if (!m_widest.isEmpty())
        reserve(m_widest);
    m_dressing = false;
}

} // namespace feedscope
