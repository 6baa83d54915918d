#include "ui/noticemodel.h"

#include "ui/format.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QPainter>

namespace feedscope {

using namespace Qt::StringLiterals;

NoticeModel::NoticeModel(const LiveData &live, QObject *parent)
    : QAbstractListModel(parent)
    , m_data(live)
{}

void NoticeModel::refresh()
{
    if (m_revision == m_data.notices.revision() && m_feedRevision == m_data.feedRevision)
        return;
    m_revision = m_data.notices.revision();
    m_feedRevision = m_data.feedRevision;
    moveTo(m_data.notices.notices(), m_data.notices.forgotten());
    if (!m_notices.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

/// New ones are at the top and old ones go at the bottom: selection and scroll position stay with their
/// notice.
void NoticeModel::moveTo(std::deque<Notice> notices, std::int64_t forgotten)
{
    const auto gone = static_cast<int>(forgotten - m_forgotten);
    const int before = rowCount(), after = static_cast<int>(notices.size());
    const int added = after - before + gone;
    m_forgotten = forgotten;
    if (gone < 0 || gone > before || added < 0 || added > after) {
        beginResetModel();
        m_notices = std::move(notices);
        endResetModel();
        return;
    }
    if (gone > 0) {
        beginRemoveRows({}, before - gone, before - 1);
        m_notices.resize(static_cast<std::size_t>(before - gone));
        endRemoveRows();
    }
    if (added > 0)
        beginInsertRows({}, 0, added - 1);
    m_notices = std::move(notices);
    if (added > 0)
        endInsertRows();
}

const Notice *NoticeModel::at(int row) const
{
    const bool there = row >= 0 && static_cast<std::size_t>(row) < m_notices.size();
    return there ? &m_notices[static_cast<std::size_t>(row)] : nullptr;
}

int NoticeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_notices.size());
}

QString NoticeModel::severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return tr("critical");
    case Severity::Warning:
        return tr("warning");
    default:
        return tr("info");
    }
}

QVariant NoticeModel::data(const QModelIndex &index, int role) const
{
    const Notice *notice = at(index.row());
    if (!notice)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return oneLine(notice->text, 500);
    case Qt::ToolTipRole:
        return toolTipText(notice->text);
    case Qt::AccessibleTextRole:
        return (notice->read ? tr("%1, %2: %3") : tr("unread, %1, %2: %3"))
            .arg(severityWord(notice->severity), formatWallTime(notice->wall, false),
                 oneLine(notice->text, 500));
    case IdRole:
        return notice->id;
    case SeverityRole:
        return static_cast<int>(notice->severity);
    case ReadRole:
        return notice->read;
    case TimeRole:
        return formatWallTime(notice->wall, false);
    default:
        return {};
    }
}

QSize NoticeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, option.fontMetrics.height() + 7};
}

void NoticeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const bool read = index.data(NoticeModel::ReadRole).toBool();
    const auto severity = static_cast<Severity>(index.data(NoticeModel::SeverityRole).toInt());
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colors.raised);
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state & QStyle::State_HasFocus)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())), colors.push);
    const QColor tone = severity == Severity::Critical  ? colors.down
                        : severity == Severity::Warning ? colors.notice
                                                        : colors.muted;
    QRect box = option.rect.adjusted(6, 0, -6, 0);
    if (!read) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.push);
        painter->drawEllipse(QPointF(box.left() + 4, box.center().y() + 0.5), 4, 4);
        painter->restore();
    }
    box.setLeft(box.left() + 16);
    static const QString names[] = {u"info"_s, u"warning"_s, u"critical"_s};
    painter->drawPixmap(
        QPoint(box.left(), box.center().y() - 7),
        tintedPixmap(names[static_cast<int>(severity)], tone, 15, painter->device()->devicePixelRatioF()));
    box.setLeft(box.left() + 24);
    painter->setFont(option.font);
    painter->setPen(colors.muted);
    const QString time = index.data(NoticeModel::TimeRole).toString();
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, time);
    box.setLeft(box.left() + option.fontMetrics.horizontalAdvance(u"00:00:00"_s) + 12);
    const QString word = NoticeModel::severityWord(severity);
    painter->setPen(tone);
    painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, word);
    box.setRight(box.right() - option.fontMetrics.horizontalAdvance(word) - 12);
    painter->setPen(read ? colors.muted : colors.text);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
}

} // namespace feedscope
