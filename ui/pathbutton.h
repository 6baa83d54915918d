#pragma once

#include "core/store/livedata.h"

#include <QPushButton>

namespace feedscope {

/// What a simulated path is called: a preset's name, "own values", or that nothing is simulated.
QString pathTitle(const Impairment &path);

/// Its figures on one line; empty: nothing is simulated.
QString pathFigures(const Impairment &path);

/// Chooses the simulated path of all lanes: a button with a menu of presets, each with its figures, and own
/// values. It shows what the session simulates, never what was asked for. GUI thread.
class PathButton : public QPushButton
{
    Q_OBJECT
public:
    /// Both outlive the button.
    PathButton(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh();

private:
    void fill();
    void add(const Impairment &path, const Impairment &now);
    void askForValues();
    QString costSentence() const;

    const LiveData &m_data;
    SessionCommands &m_commands;
};

} // namespace feedscope
