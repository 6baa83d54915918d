#pragma once

#include "core/store/livedata.h"

#include <QPushButton>

#include <optional>

namespace feedscope {

/// Which of the running lanes a table shows: a button with a menu, seen only where there is a choice. A lane
/// that is no longer run is forgotten; until one is picked, the first of the table's own kind is shown. GUI
/// thread.
class LanePicker : public QPushButton
{
    Q_OBJECT
public:
    /// `live` outlives the button. `push`: the kind that the table shows by itself.
    LanePicker(const LiveData &live, bool push, QWidget *parent = nullptr);

    /// Index of the lane; nothing: none of the kind runs, and no other was picked.
    std::optional<std::size_t> lane() const;
    /// Renews text and visibility.
    void refresh();

private:
    void fill();

    const LiveData &m_data;
    const bool m_push;
    QString m_picked; ///< name of a lane; empty: none
};

} // namespace feedscope
