#include "ui/icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

// The resource lives in a static library: without this call the linker leaves it out. Q_INIT_RESOURCE wants
// to stand outside of any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(feedscope_ui);
}

namespace feedscope {

using namespace Qt::StringLiterals;

void loadIconResource()
{
    initResources();
}

QPixmap tintedPixmap(const QString &name, const QColor &color, int size, double devicePixelRatio)
{
    initResources();
    QFile file(u":/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(svg).render(&painter, QRectF(0, 0, size, size));
    return pixmap;
}

QIcon tintedIcon(const QString &name, const QColor &color)
{
    QIcon icon;
    for (const double ratio : {1.0, 1.25, 1.5, 2.0, 3.0})
        icon.addPixmap(tintedPixmap(name, color, 16, ratio));
    return icon;
}

QIcon applicationIcon()
{
    initResources();
    return QIcon(u":/icons/feedscope.svg"_s);
}

} // namespace feedscope
