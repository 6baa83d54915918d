#pragma once

#include <functional>

namespace feedscope {

/// Does `work` in a thread of its own while the window, opened for it, paints the demo feed; returns what it
/// returns. GUI thread; the application object is there already.
int besidePaintingWindow(const std::function<int()> &work);

} // namespace feedscope
