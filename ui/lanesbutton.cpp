#include "ui/lanesbutton.h"

#include "ui/format.h"
#include "ui/headline.h"
#include "ui/retranslate.h"

#include <QMenu>

namespace feedscope {

LanesButton::LanesButton(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : QPushButton(parent)
    , m_data(live)
    , m_commands(commands)
{
    setFlat(true);
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &LanesButton::fill);
    retranslated(this, [this] {
        setText(tr("Lanes…"));
        setToolTip(toolTipText(tr("Choose which transports run side by side, up to six.")));
    });
}

QStringList LanesButton::running() const
{
    QStringList names;
    for (const LaneStatus &lane : m_data.lanes)
        names.append(lane.name);
    return names;
}

void LanesButton::fill()
{
    menu()->clear();
    const QStringList now = running();
    const QStringList available = m_commands.availableLanes();
    for (const QString &lane : available) {
        QAction *action = menu()->addAction(laneWords(lane, 0));
        action->setCheckable(true);
        action->setChecked(now.contains(lane));
        // The last one cannot go, and a seventh cannot come.
        action->setEnabled(action->isChecked() ? now.size() > 1 : now.size() < mostLanes);
        connect(action, &QAction::triggered, this, [this, lane](bool on) { toggle(lane, on); });
    }
    if (available.isEmpty())
        menu()->addAction(tr("No feed runs."))->setEnabled(false);
}

void LanesButton::toggle(const QString &lane, bool on)
{
    const QStringList now = running();
    QStringList wanted; // in the order in which they are offered
    for (const QString &name : m_commands.availableLanes())
        if (name == lane ? on : now.contains(name))
            wanted.append(name);
    m_commands.setLanes(wanted);
}

} // namespace feedscope
