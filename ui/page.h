#pragma once

#include "core/clock.h"

#include <QWidget>

namespace feedscope {

/// One page of the window. Asked to renew itself once a frame, and only while it is visible.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual void refresh(Ns now) = 0;
};

} // namespace feedscope
