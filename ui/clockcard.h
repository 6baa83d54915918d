#pragma once

#include "core/store/livedata.h"
#include "ui/panel.h"

namespace feedscope {

class FigureGrid;

/// How the source's clock is tied to ours: offset, uncertainty, method and the last exchange, and whether the
/// figures use it (measures.md 6). GUI thread.
class ClockPanel : public Panel
{
    Q_OBJECT
public:
    /// Outlives the panel.
    explicit ClockPanel(const LiveData &live, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh();

private:
    const LiveData &m_data;
    FigureGrid *m_grid;
    Text *m_sentence;
};

/// "two-way exchange", say.
QString clockMethodWords(ClockMethod method);

} // namespace feedscope
