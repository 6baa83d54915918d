#include "ui/boarddelegate.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

constexpr int pad = 6;
constexpr Ns trendSpan = 60 * second;

} // namespace

void paintArrow(QPainter *painter, bool up, double left, double middle, double size, const QColor &color)
{
    const double half = size / 2, sign = up ? -1 : 1;
    const QPointF corners[] = {{left, middle - sign * half * 0.8},
                               {left + size, middle - sign * half * 0.8},
                               {left + half, middle + sign * half * 0.8}};
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(corners, 3);
    painter->restore();
}

BoardDelegate::BoardDelegate(const BoardModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{}

int BoardDelegate::rowHeight(const QFontMetrics &metrics)
{
    return metrics.height() + 6;
}

QSize BoardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {60, rowHeight(option.fontMetrics)};
}

void BoardDelegate::paintBehind(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colors.raised);
    const auto tint = [&](const QColor &color, double strength) {
        if (strength <= 0)
            return;
        const QColor ground = option.state & QStyle::State_Selected ? colors.raised : colors.surface;
        painter->fillRect(option.rect.adjusted(0, 1, 0, -1), blended(color, strength * maxTint, ground));
    };
    if (index.column() == BoardModel::Last) {
        const double flash = m_model.flash(index.row());
        tint(flash > 0 ? colors.up : colors.down, std::abs(flash));
    } else if (index.column() == BoardModel::Age) {
        tint(colors.notice, m_model.isSilent(index.row()) ? 1 : 0);
    } else if (index.column() == BoardModel::Outdated) {
        const Ns outdated = m_model.outdated(index.row());
        if (outdated > 0)
            tint(m_model.isPushed() ? colors.push : colors.poll,
                 std::min(1.0, 0.25 + static_cast<double>(outdated) / second));
    }
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (index.column() == BoardModel::Series && (option.state & QStyle::State_HasFocus))
        painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())), colors.push);
}

void BoardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    paintBehind(painter, option, index);
    const Colors &colors = colorsOf(option.palette);
    const QRect box = option.rect.adjusted(pad, 0, -pad, 0);
    painter->setFont(option.font);
    switch (index.column()) {
    case BoardModel::Change:
        paintChange(painter, box, index.row(), colors);
        return;
    case BoardModel::Trend:
        paintTrend(painter, box, index.row(), colors);
        return;
    default:
        break;
    }
    const bool quiet = index.column() == BoardModel::Rate ||
                       (index.column() == BoardModel::Age && !m_model.isSilent(index.row()));
    painter->setPen(quiet ? colors.muted : colors.text);
    const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width());
    painter->drawText(box, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine, text);
}

void BoardDelegate::paintChange(QPainter *painter, const QRect &box, int row, const Colors &colors) const
{
    const BoardRow *shown = m_model.boardRow(row);
    const double percent = shown ? shown->changePercent() : NAN;
    const QString text = m_model.index(row, BoardModel::Change).data().toString();
    if (!std::isfinite(percent) || std::abs(percent) < 0.005) {
        painter->setPen(colors.muted);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
        return;
    }
    const QColor color = percent > 0 ? colors.up : colors.down;
    painter->setPen(color);
    painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
    const double size = painter->fontMetrics().capHeight();
    const double left = box.right() - painter->fontMetrics().horizontalAdvance(text) - size - 5;
    paintArrow(painter, percent > 0, left, box.center().y() + 0.5, size, color);
}

const BoardDelegate::Trend &BoardDelegate::trend(int row, int width) const
{
    Trend &trend = m_trends[m_model.seriesAt(row)];
    const auto columns = static_cast<std::size_t>(std::max(1, width / 2));
    const bool old = trend.cutAt == noTime || m_model.now() - trend.cutAt >= BoardModel::slowEvery;
    if (!old && trend.columns.size() == columns)
        return trend;
    trend.cutAt = m_model.now();
    trend.columns.clear();
    if (const History *history = m_model.history(row))
        history->columns(m_model.now() - trendSpan, m_model.now(), columns, trend.columns);
    return trend;
}

void BoardDelegate::paintTrend(QPainter *painter, const QRect &box, int row, const Colors &colors) const
{
    const std::vector<Column> &columns = trend(row, box.width()).columns;
    double low = INFINITY, high = -INFINITY;
    for (const Column &column : columns)
        if (!column.empty()) {
            low = std::min(low, column.min);
            high = std::max(high, column.max);
        }
    if (!(low <= high))
        return;
    const QRectF area = QRectF(box).adjusted(0, 5, 0, -5);
    const double scale = high > low ? area.height() / (high - low) : 0;
    const double step = area.width() / static_cast<double>(columns.size());
    QList<QLineF> lines;
    QPointF before;
    bool started = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty())
            continue;
        const QPointF here(area.left() + static_cast<double>(i) * step,
                           scale > 0 ? area.bottom() - (columns[i].last - low) * scale : area.center().y());
        if (started)
            lines.append(QLineF(before, here));
        before = here;
        started = true;
    }
    const BoardRow *shown = m_model.boardRow(row);
    const double percent = shown ? shown->changePercent() : 0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(percent > 0 ? colors.up : percent < 0 ? colors.down : colors.muted, 1.2));
    painter->drawLines(lines);
    painter->restore();
}

} // namespace feedscope
