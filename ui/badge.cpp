#include "ui/badge.h"

#include "ui/format.h"

#include "ui/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace feedscope {

namespace {

constexpr Freshness all[] = {Freshness::Down,    Freshness::Stale,  Freshness::Mute,
                             Freshness::Delayed, Freshness::Replay, Freshness::Live};

QColor colorFor(Freshness freshness, const Colors &colors)
{
    switch (freshness) {
    case Freshness::Live:
        return colors.up;
    case Freshness::Down:
        return colors.down;
    default:
        return colors.notice;
    }
}

QFont badgeFont()
{
    QFont font = labelFont();
    font.setBold(true);
    return font;
}

} // namespace

FreshnessBadge::FreshnessBadge(QWidget *parent)
    : QWidget(parent)
{
    setFont(badgeFont());
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
}

QString FreshnessBadge::word(Freshness freshness)
{
    switch (freshness) {
    case Freshness::Live:
        return tr("LIVE");
    case Freshness::Delayed:
        return tr("DELAYED");
    case Freshness::Replay:
        return tr("REPLAY");
    case Freshness::Stale:
        return tr("STALE");
    case Freshness::Mute:
        return tr("MUTE");
    default:
        return tr("DOWN");
    }
}

QString FreshnessBadge::meaning(Freshness freshness)
{
    switch (freshness) {
    case Freshness::Live:
        return tr("Data arrives at this feed's usual rhythm.");
    case Freshness::Stale:
        return tr("Nothing has arrived for longer than this feed's usual rhythm.");
    case Freshness::Delayed:
        return tr("Data arrives in time, but is old when it arrives.");
    case Freshness::Replay:
        return tr("What you see was recorded and is shown once more.");
    case Freshness::Mute:
        return tr("The connection is open but silent, while polling shows newer data.");
    default:
        return tr("There is no connection.");
    }
}

void FreshnessBadge::show(Freshness freshness, const QString &reason)
{
    if (freshness == m_freshness && reason == m_reason)
        return;
    m_freshness = freshness;
    m_reason = reason;
    describe();
    update();
}

void FreshnessBadge::describe()
{
    setAccessibleName(word(m_freshness));
    const QString plain = m_reason.isEmpty() ? meaning(m_freshness) : meaning(m_freshness) + u'\n' + m_reason;
    setToolTip(toolTipText(plain));
    setAccessibleDescription(plain);
}

QSize FreshnessBadge::sizeHint() const
{
    int widest = 0; // of all words: the neighbours stand still when the state changes
    for (const Freshness freshness : all)
        widest = std::max(widest, fontMetrics().horizontalAdvance(word(freshness)));
    return {widest + 34, fontMetrics().height() + 8};
}

void FreshnessBadge::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        describe();
        updateGeometry();
    }
}

void FreshnessBadge::paintEvent(QPaintEvent *)
{
    const QColor color = colorFor(m_freshness, colorsOf(palette()));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.2));
    const QRectF box = QRectF(rect()).adjusted(0.8, 0.8, -0.8, -0.8);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    const int wordWidth = fontMetrics().horizontalAdvance(word(m_freshness));
    const double left = (width() - wordWidth - 13) / 2.0;
    paintShape(painter, QRectF(left, height() / 2.0 - 4, 8, 8), color);
    painter.setPen(color);
    painter.drawText(QRectF(left + 13, 0, wordWidth + 4, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     word(m_freshness));
}

void FreshnessBadge::paintShape(QPainter &painter, const QRectF &box, const QColor &color) const
{
    painter.setPen(QPen(color, 1.6));
    painter.setBrush(m_freshness == Freshness::Live ? QBrush(color) : QBrush(Qt::NoBrush));
    if (m_freshness == Freshness::Down) {
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.topRight(), box.bottomLeft());
        return;
    }
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
    if (m_freshness == Freshness::Mute)
        painter.drawLine(box.topRight(), box.bottomLeft());
}

} // namespace feedscope
