#include "ui/dashboardpage.h"

#include "ui/boardmodel.h"
#include "ui/boardview.h"
#include "ui/chartpanel.h"
#include "ui/format.h"
#include "ui/livechart.h"
#include "ui/noticelist.h"
#include "ui/panel.h"
#include "ui/retranslate.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int layoutVersion = 1;
constexpr Ns headersEvery = 250 * millisecond;

} // namespace

DashboardPage::DashboardPage(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : Page(parent)
    , m_data(live)
    , m_docks(new QMainWindow)
    , m_model(new BoardModel(live, 0, nullptr, this))
    , m_view(new BoardView(*m_model,
                           {BoardModel::Series, BoardModel::Last, BoardModel::Change, BoardModel::Trend,
                            BoardModel::Rate, BoardModel::Age}))
    , m_filter(new QLineEdit)
    , m_chart(new LiveChart(live))
    , m_notices(new NoticeList(live, commands))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_docks);
    m_docks->setWindowFlags(Qt::Widget);
    m_docks->setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    m_docks->setContextMenuPolicy(Qt::NoContextMenu);
    buildDocks();
    buildMenu();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DashboardPage::chooseSeries);
    connect(m_filter, &QLineEdit::textChanged, m_model, &BoardModel::setFilter);
    retranslated(this, [this] { retranslate(); });
}

QWidget *DashboardPage::buildBoard()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(150);
    box->setMinimumWidth(m_view->neededWidth());
    return box;
}

void DashboardPage::buildDocks()
{
    m_boardDock = new PanelDock(u"board"_s, buildBoard());
    m_chartDock = new PanelDock(u"chart"_s, m_chart);
    m_noticeDock = new PanelDock(u"notifications"_s, m_notices);
    m_boardDock->header()->addWidget(m_filter);
    new ChartButtons(*m_chart, *m_chartDock->header()); // owned by the header
    m_noticeDock->header()->addWidget(m_notices->markAllButton());
    resetLayout();
}

void DashboardPage::buildMenu()
{
    m_menuButton = new QPushButton;
    m_menuButton->setProperty("segment", true);
    auto *menu = new QMenu(m_menuButton);
    m_flash = menu->addAction(QString());
    m_flash->setCheckable(true);
    m_flash->setChecked(true);
    connect(m_flash, &QAction::toggled, m_model, &BoardModel::setFlashing);
    menu->addSeparator();
    for (PanelDock *dock : {m_boardDock, m_chartDock, m_noticeDock})
        menu->addAction(dock->toggleViewAction());
    menu->addSeparator();
    m_reset = menu->addAction(QString());
    connect(m_reset, &QAction::triggered, this, &DashboardPage::resetLayout);
    m_menuButton->setMenu(menu);
    m_boardDock->header()->addWidget(m_menuButton);
}

void DashboardPage::resetLayout()
{
    for (PanelDock *dock : {m_boardDock, m_chartDock, m_noticeDock})
        m_docks->removeDockWidget(dock);
    m_docks->addDockWidget(Qt::LeftDockWidgetArea, m_boardDock);
    m_docks->splitDockWidget(m_boardDock, m_chartDock, Qt::Horizontal);
    m_docks->splitDockWidget(m_chartDock, m_noticeDock, Qt::Vertical);
    for (PanelDock *dock : {m_boardDock, m_chartDock, m_noticeDock})
        dock->show();
    m_docks->resizeDocks({m_boardDock, m_chartDock}, {44, 66}, Qt::Horizontal);
    m_docks->resizeDocks({m_chartDock, m_noticeDock}, {66, 34}, Qt::Vertical);
}

void DashboardPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void DashboardPage::save(QSettings &settings) const
{
    settings.setValue("dashboard/docks"_L1, m_docks->saveState(layoutVersion));
    settings.setValue("dashboard/flash"_L1, m_flash->isChecked());
}

void DashboardPage::restore(const QSettings &settings)
{
    m_docks->restoreState(settings.value("dashboard/docks"_L1).toByteArray(), layoutVersion);
    m_flash->setChecked(settings.value("dashboard/flash"_L1, true).toBool());
}

void DashboardPage::retranslate()
{
    m_boardDock->setWindowTitle(tr("Tickers"));
    m_chartDock->setWindowTitle(tr("Chart"));
    m_noticeDock->setWindowTitle(tr("Notifications"));
    m_boardDock->header()->title()->setText(tr("Tickers"));
    m_noticeDock->header()->title()->setText(tr("Notifications"));
    m_view->setAccessibleName(tr("Tickers"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Show only series that contain this text"));
    m_menuButton->setText(tr("View"));
    m_flash->setText(tr("Flash on change"));
    m_reset->setText(tr("Reset layout"));
    m_slow = noTime;
}

void DashboardPage::chooseSeries()
{
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid())
        m_chart->setSeries(m_model->seriesAt(current.row()));
}

void DashboardPage::refresh(Ns now)
{
    m_model->refresh(now);
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, BoardModel::Series));
    m_chart->refresh(now);
    if (m_slow == noTime || now - m_slow >= headersEvery) {
        m_slow = now;
        showHeaders();
    }
}

void DashboardPage::showHeaders()
{
    m_notices->refresh();
    const SeriesId series = m_chart->series();
    m_chartDock->header()->title()->showText(
        series < m_data.series.size() ? oneLine(m_data.series[series].symbol, 40) : tr("Chart"));
    const int silent = m_model->silentRows();
    m_boardDock->header()->note()->showText(tr("%1 of %2").arg(m_model->rowCount()).arg(m_model->total()) +
                                            (silent > 0 ? u" · "_s + tr("%n not fresh", nullptr, silent) : QString()));
    Text *note = m_noticeDock->header()->note();
    const int unread = m_notices->unread();
    note->setRole(unread > 0 ? Text::Role::PushTitle : Text::Role::Title);
    const std::int64_t forgotten = m_data.notices.forgotten();
    QString text = unread > 0 ? tr("%n new", nullptr, unread) : QString();
    if (forgotten > 0)
        text += (text.isEmpty() ? QString() : u" · "_s) +
                tr("%n older not kept", nullptr, static_cast<int>(forgotten));
    note->showText(text);
}

} // namespace feedscope
