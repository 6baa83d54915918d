#pragma once

#include <QByteArray>
#include <QString>

namespace feedscope::report {

/// A framed part of the page under its heading (plain text; may be empty); nothing if `content`, markup, is
/// empty.
QString section(const QString &title, const QString &content);

/// The whole page in UTF-8, in the language that is set: one XHTML-conformant file that loads nothing.
/// `title` and `body` are markup.
QByteArray page(const QString &title, const QString &body);

} // namespace feedscope::report
