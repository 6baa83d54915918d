#pragma once

#include "core/store/history.h"
#include "ui/boardmodel.h"
#include "ui/theme.h"

#include <QStyledItemDelegate>

#include <unordered_map>

namespace feedscope {

/// Paints the cells of a BoardModel: plain text always, tints behind the text, arrows drawn and not typed.
class BoardDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// The lane's own colour tints the column Outdated. `model` outlives the delegate.
    explicit BoardDelegate(const BoardModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    static int rowHeight(const QFontMetrics &metrics);

private:
    struct Trend
    {
        Ns cutAt = noTime;
        std::vector<Column> columns;
    };

    void paintBehind(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintChange(QPainter *painter, const QRect &box, int row, const Colors &colors) const;
    void paintTrend(QPainter *painter, const QRect &box, int row, const Colors &colors) const;
    const Trend &trend(int row, int width) const;

    const BoardModel &m_model;
    mutable std::unordered_map<SeriesId, Trend> m_trends; ///< cut at 2 Hz at most, for the rows in view
};

/// A filled ▲ or ▼ of the text's height, its box's right end at `right`.
void paintArrow(QPainter *painter, bool up, double left, double middle, double size, const QColor &color);

} // namespace feedscope
