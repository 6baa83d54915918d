#include "ui/pathbutton.h"

#include "core/net/pathpresets.h"
#include "ui/format.h"
#include "ui/pathdialog.h"
#include "ui/retranslate.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PathButton)
};

QString presetTitle(QStringView name)
{
    if (name == u"lan")
        return Words::tr("LAN");
    if (name == u"4g")
        return Words::tr("4G");
    if (name == u"transatlantic")
        return Words::tr("Transatlantic");
    if (name == u"satellite")
        return Words::tr("Satellite");
    return Words::tr("Train tunnel");
}

QString bitRate(std::int64_t bits)
{
    const double value = static_cast<double>(bits);
    if (bits >= 1'000'000'000)
        return Words::tr("%1 Gbit/s").arg(QLocale().toString(value / 1e9, 'g', 4));
    if (bits >= 1'000'000)
        return Words::tr("%1 Mbit/s").arg(QLocale().toString(value / 1e6, 'g', 4));
    return Words::tr("%1 kbit/s").arg(QLocale().toString(value / 1e3, 'g', 4));
}

/// "0.25 ms", "85 ms".
QString shortMs(Ns time)
{
    return withUnit(QLocale().toString(static_cast<double>(time) / millisecond, 'g', 4), Words::tr("ms"));
}

QString shortS(Ns time)
{
    return withUnit(QLocale().toString(static_cast<double>(time) / second, 'g', 4), Words::tr("s"));
}

QString outages(const Impairment &path)
{
    QStringList parts;
    if (path.stall.isOn())
        parts += path.stall.every > 0
                     ? Words::tr("stalls %1 every %2").arg(shortS(path.stall.length), shortS(path.stall.every))
                     : Words::tr("stalls %1").arg(shortS(path.stall.length));
    if (path.cut.isOn())
        parts += path.cut.every > 0 ? Words::tr("cut every %1").arg(shortS(path.cut.every)) : Words::tr("cut once");
    return parts.join(u", "_s);
}

} // namespace

QString pathTitle(const Impairment &path)
{
    if (!path.isOn())
        return Words::tr("as it is");
    for (const PathPreset &preset : pathPresets)
        if (path == preset.path)
            return presetTitle(preset.name);
    return Words::tr("own values");
}

QString pathFigures(const Impairment &path)
{
    QStringList parts;
    if (path.delay > 0)
        parts += path.jitter > 0 ? Words::tr("%1 ± %2 each way").arg(shortMs(path.delay), shortMs(path.jitter))
                                 : Words::tr("%1 each way").arg(shortMs(path.delay));
    if (path.rate > 0)
        parts += bitRate(path.rate);
    if (path.loss > 0)
        parts += Words::tr("%1 of datagrams lost").arg(formatShare(path.loss));
    if (const QString broken = outages(path); !broken.isEmpty())
        parts += broken;
    return parts.join(u", "_s);
}

PathButton::PathButton(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : QPushButton(parent)
    , m_data(live)
    , m_commands(commands)
{
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &PathButton::fill);
    retranslated(this, [this] { refresh(); });
}

QString PathButton::costSentence() const
{
    const RelayCost &cost = m_data.relayCost;
    if (!cost.isKnown())
        return tr("What the relay itself adds is measured when a path is chosen.");
    return tr("The relay itself adds %1 to a round trip, %2 with a path (measured here, %3 each).")
        .arg(formatFineNs(std::max<Ns>(0, cost.off())), formatFineNs(std::max<Ns>(0, cost.on())),
             formatCount(cost.roundTrips));
}

void PathButton::refresh()
{
    const Impairment path = m_commands.path();
    if (const QString title = pathTitle(path); title != text())
        setText(title);
    const QString figures = pathFigures(path);
    const QString meaning = tr("The way between all lanes and their server, simulated alike on each.");
    const QString tip = (figures.isEmpty() ? meaning : figures + u'\n' + meaning) + u'\n' + costSentence();
    if (const QString shown = toolTipText(tip); shown != toolTip())
        setToolTip(shown);
    setAccessibleName(tr("Simulated path: %1").arg(text()));
}

void PathButton::add(const Impairment &path, const Impairment &now)
{
    const QString figures = pathFigures(path);
    QAction *action =
        menu()->addAction(figures.isEmpty() ? pathTitle(path) : tr("%1 · %2").arg(pathTitle(path), figures));
    action->setCheckable(true);
    action->setChecked(path == now);
    connect(action, &QAction::triggered, this, [this, path] {
        m_commands.setPath(path);
        refresh();
    });
}

void PathButton::fill()
{
    menu()->clear();
    const Impairment now = m_commands.path();
    add({}, now);
    bool known = !now.isOn();
    for (const PathPreset &preset : pathPresets) {
        add(preset.path, now);
        known = known || preset.path == now;
    }
    if (!known)
        add(now, now);
    connect(menu()->addAction(tr("Own values…")), &QAction::triggered, this, &PathButton::askForValues);
    menu()->addSeparator();
    menu()->addAction(costSentence())->setEnabled(false);
}

void PathButton::askForValues()
{
    auto *dialog = new PathDialog(m_commands.path(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PathDialog::chosen, this, [this](const Impairment &path) {
        m_commands.setPath(path);
        refresh();
    });
    dialog->open();
}

} // namespace feedscope
