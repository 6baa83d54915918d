// What MainWindow remembers between two starts.
#include "ui/mainwindow.h"

#include "ui/dashboardpage.h"
#include "ui/gallerypage.h"
#include "ui/messagebar.h"
#include "ui/recentfeeds.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int settingsVersion = 1;

/// 1280×800, or what fits on the screen with a title bar around it.
QSize usualSize()
{
    constexpr QSize frame(8, 40);
    const QScreen *screen = QGuiApplication::primaryScreen();
    const QSize room = screen ? screen->availableSize() - frame : QSize();
    const QSize wanted(1280, 800);
    return room.width() < 760 || room.height() < 480 ? wanted : wanted.boundedTo(room);
}

} // namespace

void MainWindow::restore()
{
    resize(m_options.size.isValid() ? m_options.size : usualSize());
    if (!m_options.settingsFile.isEmpty()) {
        QSettings settings(m_options.settingsFile, QSettings::IniFormat);
        if (settings.value("version"_L1).toInt() == settingsVersion) {
            if (!m_options.size.isValid())
                restoreGeometry(settings.value("geometry"_L1).toByteArray());
            if (m_options.language.isEmpty())
                m_language.set(settings.value("language"_L1).toString());
            if (!m_options.themeGiven)
                setTheme(static_cast<ThemeMode>(std::clamp(settings.value("theme"_L1).toInt(), 0, 2)));
            showPage(settings.value("page"_L1).toString());
            m_dashboard->restore(settings);
            m_gallery->restore(settings);
            m_message->setReconnectsMute(settings.value("reconnectsMute"_L1).toBool());
            m_recent = loadRecent(settings);
        }
    }
    showPage(m_options.page);
}

void MainWindow::save() const
{
    if (m_options.settingsFile.isEmpty())
        return;
    QSettings settings(m_options.settingsFile, QSettings::IniFormat);
    settings.setValue("version"_L1, settingsVersion);
    settings.setValue("geometry"_L1, saveGeometry());
    settings.setValue("language"_L1, m_language.code());
    settings.setValue("theme"_L1, static_cast<int>(m_theme));
    settings.setValue("page"_L1, m_pageNames.value(m_pages->currentIndex()));
    m_dashboard->save(settings);
    m_gallery->save(settings);
    settings.setValue("reconnectsMute"_L1, m_message->reconnectsMute());
    saveRecent(settings, m_recent);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    QMainWindow::closeEvent(event);
}

} // namespace feedscope
