#pragma once

#include "ui/figures.h"
#include "ui/text.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QScrollArea;

namespace feedscope {

/// A small table of labels: heads, then rows divided by thin lines; the first columns are text, the rest
/// figures, right-aligned, each with a tool tip. Where the figures have no room they scroll sideways and the
/// text stays. Rows are reused, so renewing it repaints only what differs.
class FigureGrid : public QWidget
{
    Q_OBJECT
public:
    struct Cell
    {
        Figure figure;
        Text::Role role = Text::Role::Content;
    };

    enum class Room : std::uint8_t
    {
        Fits,   ///< the text gives way
        Scrolls ///< the figures do
    };

    /// `textColumns` stand at the left of their column.
    FigureGrid(int columns, int textColumns, Room room = Room::Fits, QWidget *parent = nullptr);

    /// `color` goes before the role's, if valid.
    void setHead(int column, const QString &text, Text::Role role, const QColor &color = {});
    /// Room for this text in a column, so that it keeps its width.
    void reserve(int column, const QString &widest);
    void setRow(int row, const std::vector<Cell> &cells);
    /// Hides the rows from here on.
    void truncate(int rows);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    class Part;

    Text *label(int row, int column);
    void addLine();
    QGridLayout *gridOf(int column) const;
    void paintLines(QWidget *part, int firstColumn);
    void letScroll();

    int m_columns;
    int m_textColumns;
    int m_shown = 0;
    Part *m_texts;
    Part *m_figures;
    QScrollArea *m_scroll = nullptr;           ///< around the figures, if they scroll
    std::vector<std::vector<Text *>> m_labels; ///< [0] is the head
};

} // namespace feedscope
