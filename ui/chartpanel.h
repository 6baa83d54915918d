#pragma once

#include "ui/livechart.h"

#include <QPushButton>

#include <vector>

namespace feedscope {

class PanelHeader;

/// The buttons over a LiveChart: follow, hold, fit and the ranges. They live in the panel's header.
class ChartButtons : public QObject
{
    Q_OBJECT
public:
    /// Both outlive the buttons; the header owns the widgets.
    ChartButtons(LiveChart &chart, PanelHeader &header);

private:
    QPushButton *add(PanelHeader &header, std::function<void()> action);
    void retranslate();
    void showState();

    LiveChart &m_chart;
    QPushButton *m_follow;
    QPushButton *m_hold;
    QPushButton *m_fit;
    QPushButton *m_all;
    std::vector<std::pair<Ns, QPushButton *>> m_ranges;
};

} // namespace feedscope
