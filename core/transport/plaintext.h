#pragma once

#include <QString>

namespace feedscope {

/// Text from the wire, made safe to show and to log as one line: control characters, line and paragraph
/// separators and the characters that turn the direction of writing are escaped as \u…; longer than `most`
/// UTF-16 units, it is cut and ends in "…". Any thread.
QString plainText(QStringView text, qsizetype most = 200);

} // namespace feedscope
