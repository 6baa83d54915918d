#include "ui/mainwindow.h"

#include "ui/claimspage.h"
#include "ui/comparepage.h"
#include "ui/conditionspanel.h"
#include "ui/connectdialog.h"
#include "ui/dashboardpage.h"
#include "ui/gallerypage.h"
#include "ui/icons.h"
#include "ui/keysdialog.h"
#include "ui/messagebar.h"
#include "ui/navigation.h"
#include "ui/page.h"
#include "ui/proposaldialog.h"
#include "ui/statusline.h"
#include "ui/sweeppage.h"
#include "ui/topbar.h"
#include "ui/trayalert.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr Ns textEvery = 250 * millisecond;

} // namespace

MainWindow::MainWindow(LiveData &live, SessionCommands &commands, UiOptions options)
    : m_data(live)
    , m_commands(commands)
    , m_options(std::move(options))
    , m_clock({m_options.drain, [this](Ns now) { draw(now); }, [this] { return visibleToUser(); }, steadyNow})
    , m_theme(m_options.theme)
    , m_exportFolder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
    applyTheme(m_theme);
    m_language.set(m_options.language);
    build();
    addKeys();
    connectBars();
    restore();
    retranslate();
    setFocusPolicy(Qt::ClickFocus);
    setFocus(); // no button is lit before the user asks for one with Tab
    m_clock.start();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_top = new TopBar(m_data);
    m_message = new MessageBar(m_data);
    m_navigation = new Navigation;
    m_pages = new QStackedWidget;
    m_status = new StatusLine(m_data, m_clock);
    m_connectDialog = new ConnectDialog(this);
    m_proposal = new ProposalDialog(this);
    m_tray = new TrayAlert(m_data, this);
    auto *center = new QWidget;
    auto *column = new QVBoxLayout(center);
    auto *middle = new QHBoxLayout;
    auto *right = new QVBoxLayout;
    for (QBoxLayout *layout : std::initializer_list<QBoxLayout *>{column, middle, right}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
    }
    right->addWidget(m_pages, 1);
    right->addWidget(m_message); // beneath: what the mouse aims at stays where it is
    middle->addWidget(m_navigation);
    middle->addLayout(right, 1);
    column->addWidget(m_top);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(center);
    m_pages->setContentsMargins(10, 10, 10, 10);
    m_dashboard = new DashboardPage(m_data, m_commands);
    addPage(
        u"dashboard"_s, u"dashboard"_s, [] { return tr("Dashboard"); }, m_dashboard);
    m_compare = new ComparePage(m_data, m_commands);
    addPage(
        u"compare"_s, u"compare"_s, [] { return tr("Compare"); }, m_compare);
    addPage(
        u"claims"_s, u"claims"_s, [] { return tr("Claims"); }, new ClaimsPage(m_data, m_commands));
    m_sweep = new SweepPage(m_data);
    addPage(
        u"sweep"_s, u"sweep"_s, [] { return tr("Sweep"); }, m_sweep);
    m_gallery = new GalleryPage(m_options.profileFolders, m_options.secrets);
    addPage(
        u"gallery"_s, u"gallery"_s, [] { return tr("Gallery"); }, m_gallery);
    setWindowIcon(applicationIcon());
    setMinimumSize(760, 480);
    showPageNumber(1); // the question that the program answers comes first
}

void MainWindow::addPage(const QString &name, const QString &icon, std::function<QString()> title, Page *page)
{
    m_pageNames.append(name);
    m_navigation->add(icon, std::move(title));
    m_pages->addWidget(page);
    auto *key = new QShortcut(QKeySequence(u"Ctrl+%1"_s.arg(m_pageNames.size())), this);
    connect(key, &QShortcut::activated, this,
            [this, number = m_pages->count() - 1] { showPageNumber(number); });
}

void MainWindow::addKeys()
{
    const auto key = [this](const QKeySequence &sequence, auto action) {
        connect(new QShortcut(sequence, this), &QShortcut::activated, this, action);
    };
    key(QKeySequence(u"Ctrl+N"_s), [this] { openConnectDialog(); });
    key(QKeySequence(u"Ctrl+E"_s), [this] { openExportDialog(); });
    key(QKeySequence(u"F11"_s), [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    key(QKeySequence(u"?"_s), [this] { emit m_top->keysWanted(); });
    key(QKeySequence(u"Ctrl+F"_s), [this] {
        if (m_pages->currentWidget() == m_gallery)
            return m_gallery->focusSearch();
        showPage(u"dashboard"_s);
        m_dashboard->focusFilter();
    });
}

void MainWindow::connectBars()
{
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPageNumber);
    connect(m_top, &TopBar::connectWanted, this, &MainWindow::openConnectDialog);
    connect(m_top, &TopBar::languageWanted, this, &MainWindow::setLanguage);
    connect(m_top, &TopBar::themeWanted, this, &MainWindow::setTheme);
    connect(m_top, &TopBar::keysWanted, this, [this] {
        auto *keys = new KeysDialog(this);
        keys->setAttribute(Qt::WA_DeleteOnClose);
        keys->show();
    });
    connect(m_compare->conditions(), &ConditionsPanel::sweepWanted, this, [this] { showPage(u"sweep"_s); });
    connect(m_compare, &ComparePage::exportWanted, this, &MainWindow::openExportDialog);
    connect(m_message, &MessageBar::retryWanted, this, [this] { m_commands.reconnectNow(); });
    connect(m_message, &MessageBar::reconnectsMuteChanged, this,
            [this](bool reconnects) { m_commands.setReconnectsMute(reconnects); });
    connect(m_message, &MessageBar::connectWanted, this, &MainWindow::openConnectDialog);
    connect(m_connectDialog, &ConnectDialog::saveProfileRequested, this,
            [this](const ConnectRequest &request) {
                emit saveProfileRequested(request);
                listFeeds();
            });
    connect(m_connectDialog, &ConnectDialog::feedRequested, this, &MainWindow::feedRequested);
    connect(m_connectDialog, &ConnectDialog::galleryWanted, this, [this] { showPage(u"gallery"_s); });
    connect(m_gallery, &GalleryPage::connectWanted, this, &MainWindow::galleryFeedRequested);
    connect(m_connectDialog, &ConnectDialog::proposalWanted, this, &MainWindow::proposalWanted);
    connect(m_tray, &TrayAlert::windowWanted, this, [this] {
        showNormal();
        activateWindow();
    });
    connect(m_connectDialog, &ConnectDialog::connectRequested, this, &MainWindow::requestConnection);
    connect(m_message, &MessageBar::certificateWanted, this, &MainWindow::certificateWanted);
}

void MainWindow::requestConnection(const ConnectRequest &request)
{
    rememberRequest(request);
    emit connectRequested(request);
}

void MainWindow::rememberRequest(const ConnectRequest &request)
{
    m_recent.removeIf([&](const ConnectRequest &other) { return other.url == request.url; });
    m_recent.prepend(request);
    m_recent.resize(std::min<qsizetype>(m_recent.size(), 10));
}

void MainWindow::openConnectDialog()
{
    m_connectDialog->setRecent(m_recent);
    listFeeds();
    m_connectDialog->open();
}

void MainWindow::openExportDialog()
{
    auto *dialog = new QFileDialog(this, tr("Where shall the evidence go?"), m_exportFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("Export here"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_exportFolder = folder;
        emit exportRequested(folder);
    });
    dialog->open(); // the feed goes on behind it
}

void MainWindow::setProposalAvailable(bool available)
{
    m_connectDialog->setProposalAvailable(available);
}

void MainWindow::listFeeds()
{
    m_connectDialog->setFeeds(m_options.savedFeeds ? m_options.savedFeeds() : QStringList());
}

void MainWindow::say(const QString &sentence)
{
    if (m_connectDialog->isVisible()) {
        m_connectDialog->say(sentence);
        return;
    }
    m_message->say(sentence);
}

void MainWindow::setLanguage(const QString &code)
{
    m_language.set(code);
    m_top->setLanguageCode(m_language.code());
    m_gallery->setLanguage(m_language.code());
    m_slow = noTime;
}

void MainWindow::setTheme(ThemeMode mode)
{
    m_theme = mode;
    applyTheme(mode);
    m_top->setThemeMode(mode);
}

void MainWindow::showPage(const QString &name)
{
    if (const auto number = m_pageNames.indexOf(name); number >= 0)
        showPageNumber(static_cast<int>(number));
}

void MainWindow::showPageNumber(int number)
{
    m_pages->setCurrentIndex(number);
    m_navigation->setCurrent(number);
    m_slow = noTime;
}

bool MainWindow::visibleToUser() const
{
    return isVisible() && !isMinimized();
}

void MainWindow::draw(Ns now)
{
    static_cast<Page *>(m_pages->currentWidget())->refresh(now);
    if (m_slow != noTime && now - m_slow < textEvery)
        return;
    m_slow = now;
    m_top->refresh(now);
    m_message->refresh(now);
    m_status->refresh(now);
    m_tray->refresh(now);
}

void MainWindow::retranslate()
{
    setWindowTitle(u"Feedscope"_s);
    m_top->setLanguageCode(m_language.code());
    m_top->setThemeMode(m_theme);
    m_gallery->setLanguage(m_language.code());
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::WindowStateChange)
        m_clock.wake();
}

} // namespace feedscope
