#pragma once

#include "core/store/livedata.h"
#include "ui/connectrequest.h"
#include "ui/frameclock.h"
#include "ui/gallerywish.h"
#include "ui/language.h"
#include "ui/uioptions.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace feedscope {

class ComparePage;
class ConnectDialog;
class DashboardPage;
class GalleryPage;
class MessageBar;
class Navigation;
class Page;
class ProposalDialog;
class StatusLine;
class SweepPage;
class TopBar;
class TrayAlert;

/// The window: bars, navigation and pages around the live data of one session. It reads LiveData once a frame
/// and asks SessionCommands; it knows no socket. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `live` and `commands` outlive the window.
    MainWindow(LiveData &live, SessionCommands &commands, UiOptions options);
    ~MainWindow() override;

    FrameClock &frameClock() { return m_clock; }
    DashboardPage &dashboard() { return *m_dashboard; }
    ComparePage &compare() { return *m_compare; }
    SweepPage &sweep() { return *m_sweep; }
    GalleryPage &gallery() { return *m_gallery; }
    /// What a feed says that nobody described.
    ProposalDialog &proposal() { return *m_proposal; }
    /// Whether there is such a feed, so that its proposal can be looked at again.
    void setProposalAvailable(bool available);
    void setLanguage(const QString &code);
    const QString &language() const { return m_language.code(); }
    void setTheme(ThemeMode mode);
    /// "dashboard", "compare", "claims", "sweep", "gallery"; others are ignored.
    void showPage(const QString &name);
    void openConnectDialog();
    /// As if it had been typed there: it is remembered, and asked for.
    void requestConnection(const ConnectRequest &request);
    /// Asks for a folder in which the evidence shall be written.
    void openExportDialog();
    /// One sentence over the page, until the user closes it.
    void say(const QString &sentence);

signals:
    void connectRequested(const feedscope::ConnectRequest &request);
    void saveProfileRequested(const feedscope::ConnectRequest &request);
    /// The figures of the window and all that they rest on shall go into a folder of their own in `parent`.
    void exportRequested(const QString &parent);
    /// The proposal for the running feed shall be shown.
    void proposalWanted();
    /// A feed known by its name; "demo" is the built-in one.
    void feedRequested(const QString &name);
    /// A certificate was refused and shall be looked at.
    void certificateWanted(const feedscope::RefusedCertificate &certificate);
    /// A feed of the gallery, with what it was told.
    void galleryFeedRequested(const feedscope::GalleryWish &wish);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addPage(const QString &name, const QString &icon, std::function<QString()> title, Page *page);
    void addKeys();
    void connectBars();
    void draw(Ns now);
    bool visibleToUser() const;
    void showPageNumber(int number);
    void retranslate();
    void restore();
    void save() const;
    void listFeeds();
    void rememberRequest(const ConnectRequest &request);

    LiveData &m_data;
    SessionCommands &m_commands;
    UiOptions m_options;
    Language m_language;
    FrameClock m_clock;
    ThemeMode m_theme;
    TopBar *m_top;
    MessageBar *m_message;
    Navigation *m_navigation;
    QStackedWidget *m_pages;
    StatusLine *m_status;
    DashboardPage *m_dashboard;
    ComparePage *m_compare;
    SweepPage *m_sweep;
    GalleryPage *m_gallery;
    ConnectDialog *m_connectDialog;
    ProposalDialog *m_proposal;
    TrayAlert *m_tray;
    QStringList m_pageNames;
    QList<ConnectRequest> m_recent;
    QString m_exportFolder; ///< the last one chosen
    Ns m_slow = noTime;
};

} // namespace feedscope
