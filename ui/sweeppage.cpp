#include "ui/sweeppage.h"

#include "core/measure/quantities.h"
#include "ui/format.h"
#include "ui/headline.h"
#include "ui/intervalslider.h"
#include "ui/panel.h"
#include "ui/retranslate.h"
#include "ui/sweepchart.h"
#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 10;
constexpr int theoryPieces = 120;

/// What the three charts take of a lane.
struct Aspect
{
    const Estimate &(*measured)(const SweepFigures &);
    std::optional<double> (SweepTheory::*expected)(double) const;
};

const std::array<Aspect, 3> aspects{
    {{[](const SweepFigures &f) -> const Estimate & { return f.lag; }, &SweepTheory::lag},
     {[](const SweepFigures &f) -> const Estimate & { return f.missedShare; }, &SweepTheory::missedShare},
     {[](const SweepFigures &f) -> const Estimate & { return f.bytesPerSecond; },
      &SweepTheory::bytesPerSecond}}};

} // namespace

SweepPage::SweepPage(const LiveData &live, QWidget *parent)
    : Page(parent)
    , m_data(live)
    , m_panel(new Panel)
    , m_sentence(new Text(Text::Role::Headline))
    , m_state(new Text(Text::Role::Muted))
    , m_ageName(new Text(Text::Role::Muted))
    , m_age(new Text(Text::Role::Strong))
    , m_ageSlider(new IntervalSlider)
    , m_bar(new QProgressBar)
    , m_button(new QPushButton)
    , m_chartPanels{new Panel, new Panel, new Panel}
    , m_charts{new SweepChart(durationText, true), new SweepChart(shareText, false),
               new SweepChart(byteRateText, true)}
{
    build();
    connect(m_button, &QPushButton::clicked, this, &SweepPage::press);
    connect(m_ageSlider, &IntervalSlider::moved, this, &SweepPage::showAnswer);
    m_ageSlider->showInterval(5'000);
    retranslated(this, [this] { retranslate(); });
}

void SweepPage::build()
{
    m_sentence->setWordWrap(true);
    m_state->setWordWrap(true);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_bar->setFixedHeight(6);
    auto *controls = new QGridLayout;
    controls->setHorizontalSpacing(16);
    controls->setVerticalSpacing(4);
    controls->addWidget(m_ageName, 0, 0);
    controls->addWidget(m_age, 0, 1);
    controls->addWidget(m_ageSlider, 1, 0, 1, 2);
    controls->addWidget(m_state, 0, 2);
    controls->addWidget(m_bar, 1, 2);
    controls->addWidget(m_button, 0, 3, 2, 1, Qt::AlignVCenter);
    controls->setColumnMinimumWidth(0, 220);
    controls->setColumnStretch(2, 1);
    m_panel->body()->addWidget(m_sentence);
    m_panel->body()->addSpacing(6);
    m_panel->body()->addLayout(controls);
    auto *charts = new QHBoxLayout;
    charts->setSpacing(gap);
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_chartPanels[i]->body()->addWidget(m_charts[i]);
        charts->addWidget(m_chartPanels[i], 1);
    }
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(gap);
    all->addWidget(m_panel);
    all->addLayout(charts, 1);
}

void SweepPage::retranslate()
{
    m_panel->header()->title()->setText(tr("Which poll interval?"));
    m_ageName->setText(tr("The data may be so old"));
    m_ageSlider->setAccessibleName(tr("How old the data may be"));
    m_ageSlider->setToolTip(toolTipText(tr("95 % of the changes are to be shown within this time.")));
    m_age->reserve(formatInterval(60'000) + u'0');
    const QString titles[] = {tr("Mean Lag"), tr("Never shown"), tr("Bytes a second")};
    const QString meanings[] = {
        tr("How long until a change is shown, against the poll interval. Dots are measured, with their 95 % "
           "intervals; the thin line is theory; the level line is push."),
        tr("The share of the changes that polling never shows, because a newer one was there first."),
        tr("Both ways, headers and all. Where the lines cross is the break-even.")};
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_chartPanels[i]->header()->title()->setText(titles[i]);
        m_chartPanels[i]->header()->title()->setToolTip(toolTipText(meanings[i]));
        m_charts[i]->setAccessibleName(titles[i]);
    }
    showState();
    showAnswer();
}

void SweepPage::press()
{
    if (m_running) {
        emit cancelWanted();
        return;
    }
    m_running = true;
    m_error.clear();
    m_progress = {};
    showState();
    emit startWanted();
}

void SweepPage::showProgress(const SweepProgress &progress)
{
    m_progress = progress;
    showState();
}

void SweepPage::showResult(const SweepResult &result)
{
    if (!m_running)
        return; // told before it was stopped
    m_result = result;
    m_measured = true;
    drawAll();
}

void SweepPage::showEnd(const QString &error)
{
    m_running = false;
    m_error = error;
    showState();
}

void SweepPage::refresh(Ns)
{
    if (m_feedRevision != m_data.feedRevision) {
        m_feedRevision = m_data.feedRevision;
        if (m_running)
            emit cancelWanted(); // it would go on with the feed that was left
        m_measured = false;
        m_result = {};
        m_forecastOf = nullptr;
        drawAll();
        showState();
    }
    if (!m_measured && m_data.result.get() != m_forecastOf)
        forecast();
}

/// The lines keep the colours that they were made with.
void SweepPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawAll();
}

void SweepPage::forecast()
{
    m_forecastOf = m_data.result.get();
    if (m_forecastOf)
        m_result = forecastSweep(*m_data.result, layOutSweep(m_range));
    drawAll();
}

void SweepPage::showState()
{
    m_button->setText(m_running ? tr("Stop") : m_measured ? tr("Sweep again") : tr("Sweep"));
    m_bar->setVisible(m_running);
    m_bar->setValue(static_cast<int>(m_progress.share * 1000));
    const Ns whole = sweepDuration(layOutSweep(m_range));
    if (m_running && m_progress.steps > 0)
        m_state->showText(
            tr("%1 of %2: polling every %3 · %4 left")
                .arg(m_progress.step)
                .arg(m_progress.steps)
                .arg(durationText(toSeconds(m_progress.interval)), formatCountdown(m_progress.left)));
    else if (m_running)
        m_state->showText(tr("beginning…"));
    else if (!m_error.isEmpty())
        m_state->showText(oneLine(m_error, 300));
    else if (m_measured)
        m_state->showText(tr("Measured up to where twenty polls fit into %1; beyond it theory must do.")
                              .arg(durationText(toSeconds(m_range.longest))));
    else
        m_state->showText(tr("So far one interval and theory. A sweep measures the others, in about %1.")
                              .arg(formatCountdown(whole)));
}

void SweepPage::showAnswer()
{
    const SweepQuestion question{m_ageSlider->intervalMs() / 1000.0};
    m_age->showText(formatInterval(m_ageSlider->intervalMs()));
    if (m_result.polls.empty()) {
        m_sentence->showText(m_data.lanes.empty() ? tr("No feed runs. Press Connect… to choose one.")
                                                  : tr("waiting for the first figures…"));
        return;
    }
    const SweepAnswer answer = answerSweep(m_result, question);
    m_sentence->showText(answer.sentence);
    for (SweepChart *chart : m_charts)
        chart->setMarked(answer.breakEven.value_or(0), tr("break-even"));
}

std::vector<SweepLine> SweepPage::linesOf(std::size_t number) const
{
    const Aspect &aspect = aspects[number];
    const Colors &colors = colorsOf(palette());
    const double none = std::nan("");
    std::vector<SweepLine> lines;
    int rank = 0;
    for (const SweepCurve &curve : m_result.polls) {
        SweepLine line{laneWords(curve.lane, 0), laneColor(rank++, false, colors), {}, {}, none};
        const double from = toSeconds(m_range.from);
        for (int i = 0; i <= theoryPieces; ++i) {
            const double at = from * std::pow(toSeconds(m_range.to) / from, double(i) / theoryPieces);
            if (const auto value = (curve.theory.*aspect.expected)(at))
                line.theory.append({at, *value});
        }
        for (const SweepPoint &point : curve.points)
            if (const Estimate &e = aspect.measured(point.measured); e.value)
                line.marks.push_back(
                    {toSeconds(point.interval), *e.value, e.low().value_or(none), e.high().value_or(none)});
        lines.push_back(std::move(line));
    }
    rank = 0;
    for (const SweepLevel &level : m_result.pushes)
        lines.push_back({laneWords(level.lane, 0),
                         laneColor(rank++, true, colors),
                         {},
                         {},
                         aspect.measured(level.measured).value.value_or(none)});
    return lines;
}

void SweepPage::drawAll()
{
    for (std::size_t i = 0; i < m_charts.size(); ++i)
        m_charts[i]->setLines(linesOf(i), toSeconds(m_range.from), toSeconds(m_range.to));
    showAnswer();
}

} // namespace feedscope
