#include "ui/trayalert.h"

#include "ui/format.h"
#include "ui/icons.h"

#include <QSystemTrayIcon>

namespace feedscope {

namespace {

constexpr Ns pause = 10 * second;

} // namespace

TrayAlert::TrayAlert(const LiveData &live, QObject *parent)
    : QObject(parent)
    , m_data(live)
{}

const Notice *TrayAlert::worthTelling(const NoticeLog &log, const QString &toldId)
{
    for (const Notice &notice : log.notices()) { // newest first
        if (notice.own && notice.id == toldId)
            return nullptr;
        if (notice.own && !notice.read && notice.severity == Severity::Critical)
            return &notice;
    }
    return nullptr;
}

void TrayAlert::refresh(Ns now)
{
    if (m_data.notices.revision() == m_revision || (m_toldAt != noTime && now - m_toldAt < pause))
        return;
    m_revision = m_data.notices.revision();
    const Notice *notice = worthTelling(m_data.notices, m_toldId);
    if (!notice)
        return;
    m_toldId = notice->id;
    m_toldAt = now;
    tell(*notice);
}

void TrayAlert::tell(const Notice &notice)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_icon) {
        m_icon = new QSystemTrayIcon(applicationIcon(), this);
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &TrayAlert::windowWanted);
        connect(m_icon, &QSystemTrayIcon::activated, this, &TrayAlert::windowWanted);
        m_icon->show();
    }
    m_icon->showMessage(QStringLiteral("Feedscope"), oneLine(notice.text, 200), QSystemTrayIcon::Critical);
}

} // namespace feedscope
