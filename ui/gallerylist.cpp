#include "ui/gallerylist.h"

#include "ui/retranslate.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace feedscope {

namespace {

constexpr int pad = 10;
constexpr int starWidth = 30;

int headingHeight()
{
    return QFontMetrics(titleFont()).height() + 14;
}

int lineHeight()
{
    return QFontMetrics(contentFont()).height();
}

bool hasHeading(const QModelIndex &index)
{
    return !index.data(GalleryModel::SectionRole).toString().isEmpty();
}

QPainterPath star(const QPointF &middle, double radius)
{
    QPainterPath path;
    for (int i = 0; i < 10; ++i) {
        const double r = i % 2 == 0 ? radius : radius * 0.42, angle = (i - 2.5) * std::numbers::pi / 5;
        const QPointF point(middle.x() + r * std::cos(angle), middle.y() + r * std::sin(angle));
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    path.closeSubpath();
    return path;
}

} // namespace

QSize GalleryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {200, 2 * lineHeight() + 16 + (hasHeading(index) ? headingHeight() : 0)};
}

QRect GalleryDelegate::starBox(const QRect &row, const QModelIndex &index)
{
    return {row.left(), row.top() + (hasHeading(index) ? headingHeight() : 0), starWidth + 4,
            2 * lineHeight() + 16};
}

void GalleryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *model = static_cast<const GalleryModel *>(index.model());
    const CatalogueEntry *entry = model->entry(index);
    if (!entry)
        return;
    const Colors &colors = colorsOf(option.palette);
    painter->save();
    QRect row = option.rect;
    if (hasHeading(index)) {
        painter->setFont(titleFont());
        painter->setPen(colors.muted);
        painter->drawText(row.adjusted(pad, 8, -pad, 0), Qt::AlignLeft | Qt::AlignTop,
                          index.data(GalleryModel::SectionRole).toString());
        row.setTop(row.top() + headingHeight());
    }
    if (option.state & QStyle::State_Selected)
        painter->fillRect(row, colors.raised);
    if (option.state & QStyle::State_Selected && option.state & QStyle::State_HasFocus)
        painter->fillRect(QRect(row.topLeft(), QSize(3, row.height())), colors.push);
    painter->setPen(colors.line);
    painter->drawLine(row.bottomLeft(), row.bottomRight());
    painter->setRenderHint(QPainter::Antialiasing);
    const bool favourite = index.data(GalleryModel::FavouriteRole).toBool();
    painter->setPen(QPen(favourite ? colors.notice : colors.muted, 1.2));
    painter->setBrush(favourite ? QBrush(colors.notice) : QBrush(Qt::NoBrush));
    painter->drawPath(star(QPointF(row.left() + pad + 8, row.top() + row.height() / 2.0), 7));
    painter->setBrush(Qt::NoBrush);
    QRect box = row.adjusted(pad + starWidth - 4, 7, -pad, -7);
    QRect upper = box;
    upper.setHeight(lineHeight());
    upper.setRight(paintMarks(painter, upper, *entry, option) - 10);
    QFont bold = contentFont();
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(colors.text);
    painter->drawText(
        upper, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
        QFontMetrics(bold).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, upper.width()));
    const QRect lower(box.left(), box.bottom() - lineHeight() + 1, box.width(), lineHeight());
    const QString told =
        entry->problem.isEmpty() ? wordsIn(entry->description, model->language()) : entry->problem;
    painter->setFont(contentFont());
    painter->setPen(entry->problem.isEmpty() ? colors.muted : colors.down);
    painter->drawText(
        lower, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
        QFontMetrics(contentFont()).elidedText(told.simplified(), Qt::ElideRight, lower.width()));
    painter->restore();
}

/// Right-aligned in the box; returns where they begin.
int GalleryDelegate::paintMarks(QPainter *painter, const QRect &box, const CatalogueEntry &entry,
                                const QStyleOptionViewItem &option) const
{
    const Colors &colors = colorsOf(option.palette);
    const QStringList marks = GalleryModel::marks(entry);
    painter->setFont(labelFont());
    const QFontMetrics metrics(labelFont());
    int right = box.right();
    for (qsizetype i = marks.size() - 1; i >= 0; --i) {
        const int width = metrics.horizontalAdvance(marks[i]) + 14;
        if (right - width < box.left() + box.width() / 3)
            break; // the title comes first; the panel beside has them all
        const QRectF pill(right - width + 0.5, box.top() + 0.5, width - 1, box.height() - 1);
        const bool way = i < entry.ways.size();
        const bool polls =
            way ? entry.ways[i].contains(QLatin1String("poll")) : i == entry.ways.size() && entry.hasTwin;
        const QColor color = polls ? colors.poll : way ? colors.push : colors.muted;
        painter->setPen(QPen(blended(color, 0.6, colors.surface), 1));
        painter->drawRoundedRect(pill, 4, 4);
        painter->setPen(color);
        painter->drawText(pill, Qt::AlignCenter, marks[i]);
        right -= width + 6;
    }
    return right;
}

GalleryList::GalleryList(GalleryModel &model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
{
    setModel(&model);
    setItemDelegate(new GalleryDelegate(this));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    connect(this, &QListView::activated, this, &GalleryList::opened);
    connect(this, &QListView::doubleClicked, this, &GalleryList::opened);
    retranslated(this, [this] { setAccessibleName(tr("Feeds")); });
}

void GalleryList::choose(const QString &name)
{
    const QModelIndex wanted = m_model.indexOf(name);
    setCurrentIndex(wanted.isValid() ? wanted : m_model.index(0));
    if (currentIndex().row() == 0)
        scrollToTop();
    emit chosenChanged();
}

void GalleryList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    emit chosenChanged();
}

void GalleryList::toggle(const QModelIndex &index)
{
    const CatalogueEntry *entry = m_model.entry(index);
    if (!entry)
        return;
    const QString name = entry->name;
    m_model.toggleFavourite(index);
    choose(name);
}

void GalleryList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit opened();
    else if (event->key() == Qt::Key_F && event->modifiers() == Qt::NoModifier)
        toggle(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void GalleryList::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid() &&
        GalleryDelegate::starBox(visualRect(index), index).contains(event->pos()))
        toggle(index);
    else
        QListView::mousePressEvent(event);
}

void GalleryList::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(colorsOf(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(pad, pad, -pad, -pad),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Nothing fits. Take a letter away, or choose another category."));
}

} // namespace feedscope
