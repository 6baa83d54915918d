#pragma once

#include "core/store/livedata.h"
#include "ui/panel.h"

class QPushButton;

namespace feedscope {

class FigureGrid;

/// How the source's clock is tied to ours: offset, uncertainty, method and the last exchange, and whether the
/// figures use it (measures.md 6); beside it how late our own arrival stamps are (10). GUI thread.
class ClockPanel : public Panel
{
    Q_OBJECT
public:
    /// Both outlive the panel.
    ClockPanel(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh();
    QPushButton *measure() const { return m_measure; }

private:
    void showRow(int number, const QString &name, const QString &value, const QString &meaning);
    void showOwnError();

    const LiveData &m_data;
    SessionCommands &m_commands;
    FigureGrid *m_grid;
    Text *m_sentence;
    QPushButton *m_measure; ///< of the error of our own stamps
};

/// "two-way exchange", say.
QString clockMethodWords(ClockMethod method);

} // namespace feedscope
