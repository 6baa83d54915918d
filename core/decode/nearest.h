#pragma once

#include <QString>
#include <QStringList>

namespace feedscope {

/// Those of `known` that somebody who typed `word` may have meant, the likeliest first: few slips away, or
/// beginning with it. Pure.
QStringList nearest(const QString &word, const QStringList &known, qsizetype most = 3);

} // namespace feedscope
