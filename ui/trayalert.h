#pragma once

#include "core/store/livedata.h"

#include <QObject>

class QSystemTrayIcon;

namespace feedscope {

/// Tells the desktop when a connection went mute or was lost, for the user who looks elsewhere: the window's
/// own critical notices, at most one in ten seconds, and only where the desktop has a tray. GUI thread.
class TrayAlert : public QObject
{
    Q_OBJECT
public:
    /// `live` outlives it.
    explicit TrayAlert(const LiveData &live, QObject *parent = nullptr);

    /// A few times a second.
    void refresh(Ns now);

    /// The newest notice that deserves an alert and was not told yet; null: none. Pure; remembers nothing.
    static const Notice *worthTelling(const NoticeLog &log, const QString &toldId);

signals:
    /// The alert was clicked.
    void windowWanted();

private:
    void tell(const Notice &notice);

    const LiveData &m_data;
    QSystemTrayIcon *m_icon = nullptr; ///< made with the first alert
    std::uint64_t m_revision = 0;
    QString m_toldId;
    Ns m_toldAt = noTime;
};

} // namespace feedscope
