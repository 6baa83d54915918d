#pragma once

#include <QString>

#include <chrono>
#include <functional>

class QWidget;

namespace feedscope {

/// Grabs `window` to a PNG after a delay; works without a display (offscreen). `done` gets an empty string,
/// or one sentence of what went wrong. GUI thread; `window` must live until then, else nothing happens.
void takeScreenshot(QWidget *window, const QString &file, std::chrono::milliseconds after,
                    std::function<void(const QString &)> done);

} // namespace feedscope
