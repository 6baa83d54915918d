#include "ui/figuregrid.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QPainter>

namespace feedscope {

FigureGrid::FigureGrid(int columns, int textColumns, QWidget *parent)
    : QWidget(parent)
    , m_columns(columns)
    , m_textColumns(textColumns)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(textColumns - 1, 1);
}

Text *FigureGrid::label(int row, int column)
{
    while (static_cast<int>(m_labels.size()) <= row) {
        auto &line = m_labels.emplace_back();
        const int number = static_cast<int>(m_labels.size()) - 1;
        for (int i = 0; i < m_columns; ++i) {
            auto *text = new Text(number == 0 ? Text::Role::Label : Text::Role::Content);
            text->setAlignment(Qt::AlignVCenter | (i < m_textColumns ? Qt::AlignLeft : Qt::AlignRight));
            if (number > 0) { // a rare long word gives way to the head and the other columns
                text->setElided(true);
                text->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
            }
            text->setContentsMargins(i == 0 ? 4 : 0, 1, i == m_columns - 1 ? 4 : 0, 2);
            m_grid->addWidget(text, number, i);
            line.push_back(text);
        }
    }
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
    m_grid->setColumnMinimumWidth(column, QFontMetrics(contentFont()).horizontalAdvance(widest) + 6);
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
    for (std::size_t row = static_cast<std::size_t>(rows) + 1; row < m_labels.size(); ++row)
        for (Text *text : m_labels[row])
            text->setVisible(false);
    m_shown = rows;
    update();
}

void FigureGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colorsOf(palette()).line);
    for (std::size_t row = 0; row < m_labels.size() && static_cast<int>(row) <= m_shown; ++row) {
        const bool beneathFollows =
            row + 1 < m_labels.size() && m_labels[row + 1].front()->text().startsWith(QChar(0x2003));
        if (beneathFollows)
            continue; // measured and expected belong together
        const int y = m_labels[row].front()->geometry().bottom();
        painter.drawLine(0, y, width(), y);
    }
}

} // namespace feedscope
