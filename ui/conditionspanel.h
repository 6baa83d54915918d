#pragma once

#include "core/store/livedata.h"
#include "ui/panel.h"

#include <functional>

class QPushButton;

namespace feedscope {

class IntervalSlider;
class PathButton;

/// What the user may change while comparing. It shows what the session says, never what was asked for.
class ConditionsPanel : public Panel
{
    Q_OBJECT
public:
    /// Both outlive the panel.
    ConditionsPanel(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh();
    IntervalSlider *slider() const { return m_slider; }
    PathButton *pathButton() const { return m_path; }

signals:
    /// All intervals, not this one.
    void sweepWanted();

private:
    QPushButton *addToggle(std::function<void(bool)> action);
    void build();
    void retranslate();
    void showInterval(int milliseconds);

    const LiveData &m_data;
    SessionCommands &m_commands;
    Text *m_pollEvery;
    Text *m_interval;
    IntervalSlider *m_slider;
    Text *m_connection;
    QPushButton *m_keepAlive;
    QPushButton *m_newEach;
    Text *m_answer;
    QPushButton *m_latest;
    QPushButton *m_cursor;
    QPushButton *m_slow;
    QPushButton *m_freeze;
    QPushButton *m_sweep;
    Text *m_pathName;
    PathButton *m_path;
    QPushButton *m_stall;
    QPushButton *m_cut;
};

} // namespace feedscope
