#pragma once

#include "ui/gallerymodel.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace feedscope {

/// Paints a row of the gallery: star, title, one sentence, and small marks at the right; above the first of
/// a section its heading.
class GalleryDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// Where the star is in a row's rectangle.
    static QRect starBox(const QRect &row, const QModelIndex &index);

private:
    int paintMarks(QPainter *painter, const QRect &box, const CatalogueEntry &entry,
                   const QStyleOptionViewItem &option) const;
};

/// The rows of the gallery. Enter opens one, F or a click on its star makes it a favourite.
class GalleryList : public QListView
{
    Q_OBJECT
public:
    explicit GalleryList(GalleryModel &model, QWidget *parent = nullptr);

    /// The row of this name, or the first one, becomes the current one.
    void choose(const QString &name);
    const CatalogueEntry *chosen() const { return m_model.entry(currentIndex()); }

signals:
    void chosenChanged();
    void opened();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void toggle(const QModelIndex &index);

    GalleryModel &m_model;
};

} // namespace feedscope
