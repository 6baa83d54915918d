#pragma once

#include <QString>

namespace feedscope::report {

/// The report's style sheet: light, dark and print; no reference to anything outside.
QString styleSheet();

} // namespace feedscope::report
