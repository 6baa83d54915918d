#include "ui/clockcard.h"

#include "ui/figuregrid.h"
#include "ui/format.h"
#include "ui/retranslate.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

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

ClockPanel::ClockPanel(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : Panel(parent)
    , m_data(live)
    , m_commands(commands)
    , m_grid(new FigureGrid(2, 1))
    , m_sentence(new Text(Text::Role::Muted))
    , m_measure(new QPushButton)
{
    m_measure->setFlat(true);
    header()->addWidget(m_measure);
    connect(m_measure, &QPushButton::clicked, this, [this] {
        m_commands.measureOwnError();
        m_measure->setEnabled(false); // until the next look
    });
    m_sentence->setWordWrap(true);
    body()->addWidget(m_grid);
    body()->addWidget(m_sentence);
    retranslated(this, [this] {
        header()->title()->setText(tr("Clock of the source"));
        m_measure->setText(tr("Own error…"));
        m_measure->setToolTip(toolTipText(tr("Measures how late this program's arrival stamps are against the "
                                             "kernel's; takes about a minute, the feed runs on.")));
        refresh();
    });
}

void ClockPanel::showRow(int number, const QString &name, const QString &value, const QString &meaning)
{
    m_grid->setRow(number, {{{name, meaning, false, false}, Text::Role::Muted},
                            {{value, {}, false, false}, Text::Role::Content}});
}

/// The worst lane of each kind of socket stands for it; the tool tip has them all.
void ClockPanel::showOwnError()
{
    const OwnErrorReport &report = m_data.ownError;
    const bool running = m_data.ownErrorProgress >= 0;
    Ns own = noTime, http = noTime;
    QStringList all{tr("Arrival stamps against the kernel's, on loopback at 1,000 messages a second while this window "
                       "paints; each lane alone and all together, in plain text and over TLS.")};
    for (const OwnErrorLine &line : report.lines) {
        Ns &worst = line.ownSocket ? own : http;
        worst = std::max(worst, line.p99);
        all += (line.together ? tr("%1, together: %2 half of the time, p99 %3, at most %4")
                              : tr("%1, alone: %2 half of the time, p99 %3, at most %4"))
                   .arg(line.tls ? line.lane + QStringLiteral(" (TLS)") : line.lane, formatFineNs(line.p50), formatFineNs(line.p99), formatFineNs(line.most));
    }
    if (report.bare.messages > 0)
        all += tr("A bare socket, which is this machine alone: %1 half of the time, p99 %2")
                   .arg(formatFineNs(report.bare.p50), formatFineNs(report.bare.p99));
    if (report.delayFound != noTime)
        all += tr("A delay of %1 was found as %2.").arg(formatNs(report.delayGiven), formatNs(report.delayFound));
    if (!report.sentence.isEmpty())
        all += report.sentence;
    const QString progress = tr("measuring, %1").arg(formatShare(std::max(0.0, m_data.ownErrorProgress)));
    const auto value = [&](Ns worst) {
        return running ? progress : worst == noTime ? dash() : tr("p99 %1").arg(formatFineNs(worst));
    };
    showRow(5, tr("Own error"), value(own), all.join(u'\n'));
    showRow(6, tr("Own error, HTTP"), value(http), all.join(u'\n'));
    m_measure->setVisible(m_commands.canMeasureOwnError());
    m_measure->setEnabled(!running);
}

void ClockPanel::refresh()
{
    const ClockCard &clock = m_data.clock;
    const bool measured = clock.measured.method != ClockMethod::Unknown;
    showRow(0, tr("Used by the figures"), clockMethodWords(clock.used.method),
        tr("How times of the source become times of this machine."));
    showRow(1, tr("Offset measured"), measured ? signedNs(clock.measured.offset) : dash(),
        tr("The source's clock minus ours, by the exchange with the smallest round trip."));
    showRow(2, tr("Uncertainty"), measured ? formatNs(clock.measured.uncertainty) : dash(),
        tr("Half of that round trip, the resolution of the stamps, and 50 ppm of drift since."));
    showRow(3, tr("Method"), clockMethodWords(clock.measured.method), {});
    showRow(4, tr("Last exchange"),
        clock.lastExchange == noTime ? dash() : tr("%1 ago").arg(formatCountdown(m_data.now - clock.lastExchange)),
        tr("Renewed every 10 s, after eight in a row."));
    showOwnError();
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
