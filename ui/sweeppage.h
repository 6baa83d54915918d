#pragma once

#include "core/measure/sweepanswer.h"
#include "core/store/livedata.h"
#include "ui/page.h"

#include <array>

class QProgressBar;
class QPushButton;

namespace feedscope {

class IntervalSlider;
class Panel;
class SweepChart;
class Text;
struct SweepLine;

/// Every poll interval at a glance: how late, how much missed, how many bytes, against push; and from where
/// on push pays. Before a sweep has run it shows what one running comparison lets expect. GUI thread.
class SweepPage : public Page
{
    Q_OBJECT
public:
    /// `live` outlives the page.
    explicit SweepPage(const LiveData &live, QWidget *parent = nullptr);

    void refresh(Ns now) override;

    /// What a running sweep tells.
    void showProgress(const SweepProgress &progress);
    void showResult(const SweepResult &result);
    /// It is over; a sentence if it ended early.
    void showEnd(const QString &error);

    bool isRunning() const { return m_running; }
    const SweepRange &range() const { return m_range; }

signals:
    void startWanted();
    void cancelWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void press();
    void forecast();
    void showAnswer();
    void showState();
    void drawAll();
    std::vector<SweepLine> linesOf(std::size_t aspect) const;

    const LiveData &m_data;
    SweepRange m_range;
    SweepResult m_result;
    SweepProgress m_progress;
    bool m_running = false;
    bool m_measured = false; ///< m_result is of a sweep, not a forecast
    QString m_error;
    const ComparisonResult *m_forecastOf = nullptr;
    std::uint64_t m_feedRevision = 0;
    Panel *m_panel;
    Text *m_sentence;
    Text *m_state;
    Text *m_ageName;
    Text *m_age;
    IntervalSlider *m_ageSlider;
    QProgressBar *m_bar;
    QPushButton *m_button;
    std::array<Panel *, 3> m_chartPanels;
    std::array<SweepChart *, 3> m_charts;
};

} // namespace feedscope
