#include "ui/agechart.h"
#include "ui/theme.h"

#include <QCoreApplication>

namespace feedscope {

namespace {

int rankAmongItsKind(const LiveData &live, std::size_t lane)
{
    int rank = 0;
    for (std::size_t i = 0; i < lane; ++i)
        rank += live.lanes[i].push == live.lanes[lane].push ? 1 : 0;
    return rank;
}

} // namespace

QString laneTitle(const LiveData &live, std::size_t lane)
{
    if (rankAmongItsKind(live, lane) > 0)
        return live.lanes[lane].name;
    return live.lanes[lane].push ? QCoreApplication::translate("Lanes", "PUSH")
                                 : QCoreApplication::translate("Lanes", "POLL");
}

QColor laneColorOf(const LiveData &live, std::size_t lane, const Colors &colors)
{
    return lane < live.lanes.size() ? laneColor(rankAmongItsKind(live, lane), live.lanes[lane].push, colors)
                                    : colors.text;
}

} // namespace feedscope
