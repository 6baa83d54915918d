#include "core/infer/inference.h"

#include <QTest>

using namespace feedscope;
using namespace feedscope::infer;
using namespace Qt::StringLiterals;

class TestInfer : public QObject
{
    Q_OBJECT
};

QTEST_GUILESS_MAIN(TestInfer)
#include "test_infer.moc"
