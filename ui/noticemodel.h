#pragma once

#include "core/store/livedata.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace feedscope {

/// The notifications, newest first. refresh() looks at the log's revision, so it costs nothing while nothing
/// comes.
class NoticeModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        IdRole = Qt::UserRole,
        SeverityRole,
        ReadRole,
        TimeRole
    };

    /// `live` outlives the model.
    explicit NoticeModel(const LiveData &live, QObject *parent = nullptr);

    void refresh();
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    static QString severityWord(Severity severity);

private:
    const Notice *at(int row) const;

    void moveTo(std::deque<Notice> notices, std::int64_t forgotten);

    const LiveData &m_data;
    std::deque<Notice> m_notices; ///< what the view knows of: the log moves on between two refreshes
    std::int64_t m_forgotten = 0;
    std::uint64_t m_revision = 0;
    std::uint64_t m_feedRevision = 0;
};

/// Paints a notice in one line: unread dot, severity, time, plain text.
class NoticeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace feedscope
