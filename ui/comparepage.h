#pragma once

#include "core/store/livedata.h"
#include "ui/outdated.h"
#include "ui/page.h"

#include <vector>

class QPushButton;

namespace feedscope {

class AgeChart;
class BoardModel;
class BoardView;
class ConditionsPanel;
class FigureGrid;
class Headline;
class LanePicker;
class MotionView;
class Panel;
class Text;
class VerdictBox;

/// Push and polling of one feed beside each other: what each shows, how old it is, and what it costs. GUI
/// thread.
class ComparePage : public Page
{
    Q_OBJECT
public:
    /// Both outlive the page.
    ComparePage(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    void refresh(Ns now) override;

    ConditionsPanel *conditions() const { return m_conditions; }
    AgeChart *ageChart() const { return m_age; }
    MotionView *motionView() const { return m_motion; }
    QPushButton *motionToggle() const { return m_motionToggle; }

signals:
    /// The button; MainWindow asks where to.
    void exportWanted();

private:
    struct LanePanel
    {
        BoardModel *model = nullptr;
        BoardView *view = nullptr;
        Panel *panel = nullptr;
        Text *empty = nullptr; ///< why there is nothing, and what to do
        LanePicker *picker = nullptr;
    };

    LanePanel makeLane(bool push);
    void build();
    void retranslate();
    void placeLanes();
    void showHeaders();
    void showHeader(const LanePanel &panel, bool push);
    void showMotion();
    void showResult();
    void showWaiting();
    void showWindow();
    void fitGrids(std::size_t lanes);
    void nameGrids();
    void showHeads(FigureGrid &grid, int firstColumn);
    std::vector<std::size_t> columns() const;
    void showUpdates();
    void showLedger();
    void showLedgerOf(const ComparisonResult &result);
    QString waiting() const;
    bool hasLane(bool push) const;
    Ns pollInterval() const;
    int roomForUpdates() const;
    QString expectation() const;
    QString forecast() const;

    const LiveData &m_data;
    SessionCommands &m_commands;
    OutdatedRows m_outdated;
    Headline *m_headline;
    LanePanel m_push;
    LanePanel m_poll;
    ConditionsPanel *m_conditions;
    AgeChart *m_age;
    Panel *m_agePanel;
    MotionView *m_motion; ///< in the place of the ages while the dot moves
    QPushButton *m_motionToggle;
    Text *m_motionNote;
    Panel *m_updatesPanel;
    FigureGrid *m_updates = nullptr;
    VerdictBox *m_verdict;
    Panel *m_ledgerPanel;
    QPushButton *m_export;
    FigureGrid *m_ledger = nullptr;
    std::size_t m_gridLanes = 0;
    const ComparisonResult *m_shown = nullptr;
    Ns m_slow = noTime;
};

} // namespace feedscope
