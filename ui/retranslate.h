#pragma once

#include <QWidget>

#include <functional>

namespace feedscope {

/// Calls `setTexts` now and whenever the language changes while `widget` lives: the place for every
/// setText(tr()).
void retranslated(QWidget *widget, std::function<void()> setTexts);

} // namespace feedscope
