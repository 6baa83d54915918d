#pragma once

#include "core/store/livedata.h"
#include "ui/page.h"

class QLineEdit;
class QMainWindow;
class QPushButton;
class QSettings;

namespace feedscope {

class BoardModel;
class BoardView;
class LiveChart;
class NoticeList;
class PanelDock;

/// Ticker board, live chart and notifications of the first lane, in panels that can be moved, closed and
/// resized.
class DashboardPage : public Page
{
    Q_OBJECT
public:
    /// Both outlive the page.
    DashboardPage(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    void refresh(Ns now) override;
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);
    void resetLayout();
    void focusFilter();

    BoardView *board() const { return m_view; }
    LiveChart *chart() const { return m_chart; }
    NoticeList *notices() const { return m_notices; }

private:
    void buildDocks();
    QWidget *buildBoard();
    void buildMenu();
    void retranslate();
    void showHeaders();
    void chooseSeries();

    const LiveData &m_data;
    QMainWindow *m_docks;
    BoardModel *m_model;
    BoardView *m_view;
    QLineEdit *m_filter;
    LiveChart *m_chart;
    NoticeList *m_notices;
    PanelDock *m_boardDock = nullptr;
    PanelDock *m_chartDock = nullptr;
    PanelDock *m_noticeDock = nullptr;
    QPushButton *m_menuButton = nullptr;
    QAction *m_flash = nullptr;
    QAction *m_reset = nullptr;
    bool m_sized = false;
    Ns m_slow = noTime;
};

} // namespace feedscope
