#pragma once

#include <QColor>
#include <QIcon>

namespace feedscope {

/// Our own drawing `:/icons/<name>.svg` in one colour; sharp at 1x to 3x. A missing name gives an empty icon.
QIcon tintedIcon(const QString &name, const QColor &color);
QPixmap tintedPixmap(const QString &name, const QColor &color, int size, double devicePixelRatio);
/// The style sheet's arrows and our icons are in the resource: call before the first use of `:/icons`.
void loadIconResource();
/// The program's own icon.
QIcon applicationIcon();

} // namespace feedscope
