#include "ui/chartpanel.h"

#include "ui/format.h"

#include "ui/panel.h"
#include "ui/retranslate.h"
#include "ui/theme.h"

namespace feedscope {

ChartButtons::ChartButtons(LiveChart &chart, PanelHeader &header)
    : QObject(&header)
    , m_chart(chart)
    , m_follow(add(header, [this] { m_chart.follow(); }))
    , m_hold(add(header, [this] { m_chart.hold(); }))
    , m_fit(add(header, [this] { m_chart.fit(); }))
    , m_all(nullptr)
{
    for (const Ns span : {60 * second, 300 * second, 3600 * second})
        m_ranges.emplace_back(span, add(header, [this, span] { m_chart.showSpan(span); }));
    m_all = add(header, [this] { m_chart.showAll(); });
    m_fit->setCheckable(false);
    connect(&chart, &LiveChart::viewChanged, this, &ChartButtons::showState);
    retranslated(&header, [this] { retranslate(); });
    showState();
}

QPushButton *ChartButtons::add(PanelHeader &header, std::function<void()> action)
{
    auto *button = new QPushButton;
    button->setProperty("segment", true);
    button->setFont(labelFont());
    button->setCheckable(true);
    connect(button, &QPushButton::clicked, this, [this, action = std::move(action)] {
        action();
        showState();
    });
    header.addWidget(button);
    return button;
}

void ChartButtons::retranslate()
{
    const auto name = [](QPushButton *button, const QString &text, const QString &meaning) {
        button->setText(text);
        button->setToolTip(toolTipText(meaning));
    };
    name(m_follow, tr("Follow"), tr("The right edge is now. Key: End"));
    name(m_hold, tr("Hold"), tr("Stop moving; data goes on being collected. Key: Space"));
    name(m_fit, tr("Fit"), tr("Fit the value axis to what is in view. Key: F"));
    name(m_all, tr("All"), tr("Everything kept of this series. Key: Home"));
    const QString ranges[] = {tr("1 m", "one minute"), tr("5 m", "five minutes"), tr("1 h", "one hour")};
    for (std::size_t i = 0; i < m_ranges.size(); ++i)
        name(m_ranges[i].second, ranges[i],
             tr("Show this long. Wheel or + and −: zoom; drag or Page Up/Down: move"));
}

void ChartButtons::showState()
{
    const TimeView &view = m_chart.timeView();
    m_follow->setChecked(view.follows());
    m_hold->setChecked(!view.follows());
    m_all->setChecked(view.showsAll());
    for (const auto &[span, button] : m_ranges)
        button->setChecked(!view.showsAll() && view.span() == span);
}

} // namespace feedscope
