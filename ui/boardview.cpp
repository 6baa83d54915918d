#include "ui/boardview.h"

#include "ui/boarddelegate.h"
#include "ui/boardmodel.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

BoardView::BoardView(BoardModel &model, const QList<int> &columns, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new BoardDelegate(model, this))
    , m_columns(columns)
{
    setModel(&model);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(16);
    verticalHeader()->setDefaultSectionSize(BoardDelegate::rowHeight(fontMetrics()));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFont(labelFont());
    horizontalHeader()->setMinimumSectionSize(20);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    for (int column = 0; column < BoardModel::ColumnCount; ++column)
        setColumnHidden(column, !columns.contains(column));
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    fitColumns();
}

void BoardView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_model.retranslate();
        fitColumns();
    }
}

void BoardView::fitColumns()
{
    const QFontMetrics content = fontMetrics(), label(labelFont());
    const QString widest[] = {u"MMMM-USD"_s, u"000,000.00"_s, u"▲ 00.00 %"_s, QString(),
                              u"000.0"_s,    u"000 ms"_s,     u"00.0 min"_s};
    for (const int column : m_columns) {
        const QString head = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int width =
            std::max(content.horizontalAdvance(widest[column]), label.horizontalAdvance(head) + 8) + 14;
        if (column == BoardModel::Trend)
            width = std::max(width, 84);
        horizontalHeader()->setSectionResizeMode(column, column == BoardModel::Series ? QHeaderView::Stretch
                                                                                      : QHeaderView::Fixed);
        setColumnWidth(column, width);
    }
}

int BoardView::neededWidth() const
{
    int width = verticalScrollBar()->sizeHint().width() + 8;
    for (const int column : m_columns)
        width += column == BoardModel::Series ? fontMetrics().horizontalAdvance(u"MMMM-USD"_s) + 14
                                              : columnWidth(column);
    return width;
}

} // namespace feedscope
