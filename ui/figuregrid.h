#pragma once

#include "ui/figures.h"
#include "ui/text.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace feedscope {

/// A small table of labels: heads, then rows divided by thin lines; the first columns are text, the rest
/// figures, right-aligned, each with a tool tip. Rows are reused, so renewing it repaints only what differs.
class FigureGrid : public QWidget
{
    Q_OBJECT
public:
    struct Cell
    {
        Figure figure;
        Text::Role role = Text::Role::Content;
    };

    /// `textColumns` stand at the left of their column.
    FigureGrid(int columns, int textColumns, QWidget *parent = nullptr);

    /// `color` goes before the role's, if valid.
    void setHead(int column, const QString &text, Text::Role role, const QColor &color = {});
    /// Room for this text in a column, so that it keeps its width.
    void reserve(int column, const QString &widest);
    void setRow(int row, const std::vector<Cell> &cells);
    /// Hides the rows from here on.
    void truncate(int rows);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Text *label(int row, int column);

    int m_columns;
    int m_textColumns;
    int m_shown = 0;
    QGridLayout *m_grid;
    std::vector<std::vector<Text *>> m_labels; ///< [0] is the head
};

} // namespace feedscope
