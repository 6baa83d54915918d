#pragma once

#include <QCoreApplication>

namespace feedscope::infer {

/// Under whose name the sentences of this folder are translated.
struct Speech
{
    Q_DECLARE_TR_FUNCTIONS(Infer)
};

} // namespace feedscope::infer
