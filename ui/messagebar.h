#pragma once

#include "core/store/livedata.h"

#include <QWidget>

class QCheckBox;
class QPushButton;

namespace feedscope {

class Text;

/// What is wrong with the connection, in one sentence over the page, with what to do: never a dialog in the
/// way. Hidden while all is well.
class MessageBar : public QWidget
{
    Q_OBJECT
public:
    /// `live` outlives the bar.
    explicit MessageBar(const LiveData &live, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh(Ns now);
    /// Something that is not a lane's, e.g. "could not save"; stays until closed, and beside a running feed
    /// 12 s at most. Empty: none.
    void say(const QString &sentence);
    /// Whether a mute lane is to be reconnected without being asked.
    bool reconnectsMute() const;
    void setReconnectsMute(bool reconnects);

signals:
    void retryWanted();
    void reconnectsMuteChanged(bool reconnects);
    void connectWanted();
    /// The certificate that is to blame shall be looked at.
    void certificateWanted(const feedscope::RefusedCertificate &certificate);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const LaneStatus *troubled() const;
    QString sentenceOf(const LaneStatus &lane) const;
    void offerCertificate(const RefusedCertificate &refused);

    const LiveData &m_data;
    Text *m_sentence;
    Text *m_countdown;
    QPushButton *m_retry;
    QCheckBox *m_always; ///< offered when a lane is mute
    QPushButton *m_connect;
    QPushButton *m_certificate; ///< offered when a certificate is to blame
    QPushButton *m_close;
    RefusedCertificate m_refused; ///< that of the button
    QString m_said;
    Ns m_saidAt = noTime;
    QString m_shownTrouble; ///< what kind of trouble is on the screen
    QString m_closed;       ///< the one that the user has put away
};

} // namespace feedscope
