#pragma once

#include "core/net/impairment.h"

#include <QDialog>

class QDoubleSpinBox;

namespace feedscope {

/// Asks for the figures of a simulated path. Not modal for the feed: the lanes run on behind it. GUI thread.
class PathDialog : public QDialog
{
    Q_OBJECT
public:
    /// Begins with the figures of `path`; its stalls and cuts are kept.
    explicit PathDialog(const Impairment &path, QWidget *parent = nullptr);

    Impairment path() const;

signals:
    void chosen(const feedscope::Impairment &path);

private:
    QDoubleSpinBox *field(double value, double most, int decimals, const QString &unit);

    const Impairment m_before;
    QDoubleSpinBox *m_delay;
    QDoubleSpinBox *m_jitter;
    QDoubleSpinBox *m_rate;
    QDoubleSpinBox *m_loss;
};

} // namespace feedscope
