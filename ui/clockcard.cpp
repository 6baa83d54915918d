#include "ui/clockcard.h"

#include "ui/figuregrid.h"
#include "ui/format.h"
#include "ui/retranslate.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace feedscope {

namespace {

QString signedNs(Ns value)
{
    const QString size = formatNs(value < 0 ? -value : value);
    return value == 0 ? QStringLiteral("0") : (value < 0 ? QChar(0x2212) : QChar(u'+')) + size;
}

} // namespace

QString clockMethodWords(ClockMethod method)
{
    switch (method) {
    case ClockMethod::SameMachine:
        return QCoreApplication::translate("ClockPanel", "same machine, one clock");
    case ClockMethod::TwoWay:
        return QCoreApplication::translate("ClockPanel", "two-way exchange");
    case ClockMethod::HttpDate:
        return QCoreApplication::translate("ClockPanel", "Date of the HTTP answers");
    case ClockMethod::BestSeen:
        return QCoreApplication::translate("ClockPanel", "excess over the best of 5 min");
    case ClockMethod::Unknown:
        break;
    }
    return QCoreApplication::translate("ClockPanel", "none");
}

ClockPanel::ClockPanel(const LiveData &live, QWidget *parent)
    : Panel(parent)
    , m_data(live)
    , m_grid(new FigureGrid(2, 1))
    , m_sentence(new Text(Text::Role::Muted))
{
    m_sentence->setWordWrap(true);
    body()->addWidget(m_grid);
    body()->addWidget(m_sentence);
    retranslated(this, [this] {
        header()->title()->setText(tr("Clock of the source"));
        refresh();
    });
}

void ClockPanel::refresh()
{
    const ClockCard &clock = m_data.clock;
    const bool measured = clock.measured.method != ClockMethod::Unknown;
    const auto row = [this](int number, const QString &name, const QString &value, const QString &meaning) {
        m_grid->setRow(number, {{{name, meaning, false, false}, Text::Role::Muted},
                                {{value, {}, false, false}, Text::Role::Content}});
    };
    row(0, tr("Used by the figures"), clockMethodWords(clock.used.method),
        tr("How times of the source become times of this machine."));
    row(1, tr("Offset measured"), measured ? signedNs(clock.measured.offset) : dash(),
        tr("The source's clock minus ours, by the exchange with the smallest round trip."));
    row(2, tr("Uncertainty"), measured ? formatNs(clock.measured.uncertainty) : dash(),
        tr("Half of that round trip, the resolution of the stamps, and 50 ppm of drift since."));
    row(3, tr("Method"), clockMethodWords(clock.measured.method), {});
    row(4, tr("Last exchange"),
        clock.lastExchange == noTime ? dash() : tr("%1 ago").arg(formatCountdown(m_data.now - clock.lastExchange)),
        tr("Renewed every 10 s, after eight in a row."));
    if (clock.used.method == ClockMethod::Unknown)
        m_sentence->showText(tr("The source's clock cannot be compared: only Behind, by this machine's clock "
                                "alone, ranks the lanes exactly."));
    else if (clock.used.method == ClockMethod::BestSeen)
        m_sentence->showText(tr("The source's clock cannot be asked: delays count from the shortest of the last five "
                                "minutes, and are greyed. Behind, by this machine's clock alone, is exact."));
    else if (clock.used.method == ClockMethod::SameMachine)
        m_sentence->showText(tr("The source runs here: nothing has to be corrected. What is measured tests the "
                                "method."));
    else
        m_sentence->showText(tr("Figures finer than the uncertainty are greyed."));
}

} // namespace feedscope
