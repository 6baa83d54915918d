#pragma once

#include "ui/text.h"

namespace feedscope {

/// The verdict sentence with a bar at its left.
class VerdictBox : public Text
{
    Q_OBJECT
public:
    explicit VerdictBox(QWidget *parent = nullptr);

    /// A number is never torn from its unit at a line's end.
    void showVerdict(const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace feedscope
