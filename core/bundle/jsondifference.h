#pragma once

#include <QByteArray>
#include <QString>

namespace feedscope {

/// The first place where two JSON texts say something else, e.g. "lanes[0].lag_ms.mean: 12.5 and 13"; empty
/// if they are the same. Members are compared by name, numbers exactly. Texts that differ in nothing but
/// their spaces are said to do so. Pure.
QString jsonDifference(const QByteArray &a, const QByteArray &b);

} // namespace feedscope
