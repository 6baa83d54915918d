#pragma once

#include "ui/noticemodel.h"

#include <QListView>
#include <QPushButton>

namespace feedscope {

/// The notifications of the feed and of the program about it. A click, Return or Space marks one as read.
class NoticeList : public QListView
{
    Q_OBJECT
public:
    /// Both outlive the list.
    NoticeList(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    void refresh();
    int unread() const { return m_data.notices.unread(); }
    /// "Mark all read"; lives in the panel's header, owned by whoever takes it.
    QPushButton *markAllButton() const { return m_markAll; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void markRead(const QModelIndex &index);

    const LiveData &m_data;
    SessionCommands &m_commands;
    NoticeModel *m_model;
    QPushButton *m_markAll;
};

} // namespace feedscope
