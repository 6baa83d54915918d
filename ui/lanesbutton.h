#pragma once

#include "core/store/livedata.h"

#include <QPushButton>

namespace feedscope {

/// Chooses the lanes of the comparison from those whose address is known: a button with a menu of ticks. One
/// to six lanes run at once. It shows what the session runs, never what was asked for. GUI thread.
class LanesButton : public QPushButton
{
    Q_OBJECT
public:
    static constexpr qsizetype mostLanes = 6;

    /// Both outlive the button.
    LanesButton(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

private:
    void fill();
    void toggle(const QString &lane, bool on);
    QStringList running() const;

    const LiveData &m_data;
    SessionCommands &m_commands;
};

} // namespace feedscope
