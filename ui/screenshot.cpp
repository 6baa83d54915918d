#include "ui/screenshot.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace feedscope {

void takeScreenshot(QWidget *window, const QString &file, std::chrono::milliseconds after,
                    std::function<void(const QString &)> done)
{
    QTimer::singleShot(after, window, [window, file, done = std::move(done)] {
        const bool saved = window->grab().save(file, "PNG");
        done(saved ? QString()
                   : QCoreApplication::translate(
                         "feedscope", "Could not write %1: check that the folder exists and is writable.")
                         .arg(file));
    });
}

} // namespace feedscope
