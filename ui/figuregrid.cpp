#include "ui/figuregrid.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace feedscope {

namespace {

constexpr int gap = 8;
constexpr int widestText = 184; ///< pixels of the text beside figures that scroll

} // namespace

/// The columns of one kind.
class FigureGrid::Part : public QWidget
{
public:
    Part(FigureGrid *owner, int firstColumn)
        : grid(new QGridLayout(this))
        , m_owner(owner)
        , m_firstColumn(firstColumn)
    {
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(gap);
        grid->setVerticalSpacing(0);
    }

    QGridLayout *const grid;

protected:
    void paintEvent(QPaintEvent *) override { m_owner->paintLines(this, m_firstColumn); }

private:
    FigureGrid *m_owner;
    int m_firstColumn;
};

FigureGrid::FigureGrid(int columns, int textColumns, Room room, QWidget *parent)
    : QWidget(parent)
    , m_columns(columns)
    , m_textColumns(textColumns)
    , m_texts(new Part(this, 0))
    , m_figures(new Part(this, textColumns))
{
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_texts, room == Room::Fits ? 1 : 0, Qt::AlignTop);
    m_texts->grid->setColumnStretch(textColumns - 1, 1);
    if (room == Room::Fits) {
        all->addWidget(m_figures, 0, Qt::AlignTop);
        return;
    }
    letScroll();
    all->addWidget(m_scroll, 1, Qt::AlignTop);
}

void FigureGrid::letScroll()
{
    m_texts->setMaximumWidth(widestText);
    m_scroll = new QScrollArea;
    m_scroll->setWidget(m_figures);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_figures->installEventFilter(this);
}

/// The scrolled part is as high as it is: only its width has no room.
bool FigureGrid::eventFilter(QObject *object, QEvent *event)
{
    if (m_scroll && object == m_figures && event->type() == QEvent::LayoutRequest) {
        const int height = m_figures->minimumSizeHint().height();
        m_figures->setFixedHeight(height); // its rows stand beside the text's, with or without a scroll bar
        m_scroll->setFixedHeight(height + m_scroll->horizontalScrollBar()->sizeHint().height());
    }
    return QWidget::eventFilter(object, event);
}

QGridLayout *FigureGrid::gridOf(int column) const
{
    return (column < m_textColumns ? m_texts : m_figures)->grid;
}

void FigureGrid::addLine()
{
    auto &line = m_labels.emplace_back();
    const int number = static_cast<int>(m_labels.size()) - 1;
    for (int i = 0; i < m_columns; ++i) {
        auto *text = new Text(number == 0 ? Text::Role::Label : Text::Role::Content);
        text->setAlignment(Qt::AlignVCenter | (i < m_textColumns ? Qt::AlignLeft : Qt::AlignRight));
        if (number > 0) { // a rare long word gives way to the head and the other columns
            text->setElided(true);
            text->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        }
        const bool first = i == 0 || i == m_textColumns;
        text->setContentsMargins(i == 0 ? 4 : first ? gap : 0, 1, i == m_columns - 1 ? 4 : 0, 2);
        gridOf(i)->addWidget(text, number, i < m_textColumns ? i : i - m_textColumns);
        line.push_back(text);
    }
    // The parts know nothing of each other's rows: one height for all.
    const int height = std::max(QFontMetrics(contentFont()).height(), QFontMetrics(labelFont()).height()) + 3;
    for (QGridLayout *grid : {m_texts->grid, m_figures->grid})
        grid->setRowMinimumHeight(number, height);
}

Text *FigureGrid::label(int row, int column)
{
    while (static_cast<int>(m_labels.size()) <= row)
        addLine();
    return m_labels[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
}

void FigureGrid::setHead(int column, const QString &text, Text::Role role, const QColor &color)
{
    Text *head = label(0, column);
    head->setRole(role);
    head->setColor(color);
    head->showText(text);
}

void FigureGrid::reserve(int column, const QString &widest)
{
    const int width = QFontMetrics(contentFont()).horizontalAdvance(widest) + 6;
    const bool isText = column < m_textColumns;
    gridOf(column)->setColumnMinimumWidth(isText ? column : column - m_textColumns,
                                          column == m_textColumns ? width + gap : width);
}

void FigureGrid::setRow(int row, const std::vector<Cell> &cells)
{
    for (std::size_t i = 0; i < cells.size() && i < static_cast<std::size_t>(m_columns); ++i) {
        Text *text = label(row + 1, static_cast<int>(i));
        const Figure &figure = cells[i].figure;
        text->setRole(figure.bad ? Text::Role::Bad : figure.greyed ? Text::Role::Muted : cells[i].role);
        text->showText(figure.text);
        const QString tip = figure.tip.isEmpty() ? QString() : toolTipText(figure.tip);
        if (tip != text->toolTip())
            text->setToolTip(tip);
        text->setVisible(true);
    }
    m_shown = std::max(m_shown, row + 1);
}

void FigureGrid::truncate(int rows)
{
    const int height = m_labels.empty() ? 0 : m_texts->grid->rowMinimumHeight(0);
    for (std::size_t row = 1; row < m_labels.size(); ++row) {
        const bool shown = static_cast<int>(row) <= rows;
        for (QGridLayout *grid : {m_texts->grid, m_figures->grid})
            grid->setRowMinimumHeight(static_cast<int>(row), shown ? height : 0);
        if (!shown)
            for (Text *text : m_labels[row])
                text->setVisible(false);
    }
    m_shown = rows;
    m_texts->update();
    m_figures->update();
}

void FigureGrid::paintLines(QWidget *part, int firstColumn)
{
    QPainter painter(part);
    painter.setPen(colorsOf(palette()).line);
    for (std::size_t row = 0; row < m_labels.size() && static_cast<int>(row) <= m_shown; ++row) {
        const bool beneathFollows =
            row + 1 < m_labels.size() && m_labels[row + 1].front()->text().startsWith(QChar(0x2003));
        if (beneathFollows)
            continue; // measured and expected belong together
        const int y = m_labels[row][static_cast<std::size_t>(firstColumn)]->geometry().bottom();
        painter.drawLine(0, y, part->width(), y);
    }
}

} // namespace feedscope
