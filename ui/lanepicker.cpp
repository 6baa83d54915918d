#include "ui/lanepicker.h"

#include "ui/format.h"
#include "ui/headline.h"
#include "ui/retranslate.h"

#include <QMenu>

#include <algorithm>

namespace feedscope {

namespace {

/// With less there is one table for each lane already.
constexpr std::size_t tables = 2;

} // namespace

LanePicker::LanePicker(const LiveData &live, bool push, QWidget *parent)
    : QPushButton(parent)
    , m_data(live)
    , m_push(push)
{
    setFlat(true);
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &LanePicker::fill);
    retranslated(this, [this] {
        setToolTip(toolTipText(tr("Choose which lane this table shows.")));
        refresh();
    });
}

std::optional<std::size_t> LanePicker::lane() const
{
    const auto &lanes = m_data.lanes;
    auto found = std::ranges::find(lanes, m_picked, &LaneStatus::name);
    if (found == lanes.end())
        found = std::ranges::find(lanes, m_push, &LaneStatus::push);
    if (found == lanes.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - lanes.begin());
}

void LanePicker::refresh()
{
    const auto shown = lane();
    setVisible(m_data.lanes.size() > tables);
    setText(isHidden() ? QString() : shown ? laneWords(m_data.lanes[*shown].name, 0) : tr("Choose a lane"));
}

void LanePicker::fill()
{
    menu()->clear();
    const auto shown = lane();
    for (std::size_t i = 0; i < m_data.lanes.size(); ++i) {
        const QString name = m_data.lanes[i].name;
        QAction *action = menu()->addAction(laneWords(name, 0));
        action->setCheckable(true);
        action->setChecked(shown == i);
        connect(action, &QAction::triggered, this, [this, name] {
            m_picked = name;
            refresh();
        });
    }
}

} // namespace feedscope
