#include "ui/noticelist.h"

#include "ui/retranslate.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace feedscope {

NoticeList::NoticeList(const LiveData &live, SessionCommands &commands, QWidget *parent)
    : QListView(parent)
    , m_data(live)
    , m_commands(commands)
    , m_model(new NoticeModel(live, this))
    , m_markAll(new QPushButton)
{
    setModel(m_model);
    setItemDelegate(new NoticeDelegate(this));
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_markAll->setFlat(true);
    m_markAll->setFont(labelFont());
    connect(m_markAll, &QPushButton::clicked, this, [this] { m_commands.markAllRead(); });
    connect(this, &QListView::clicked, this, &NoticeList::markRead);
    retranslated(this, [this] {
        setAccessibleName(tr("Notifications"));
        m_markAll->setText(tr("Mark all read"));
        viewport()->update();
    });
}

void NoticeList::refresh()
{
    m_model->refresh();
    m_markAll->setEnabled(unread() > 0);
}

void NoticeList::markRead(const QModelIndex &index)
{
    if (index.isValid() && !index.data(NoticeModel::ReadRole).toBool())
        m_commands.markRead(index.data(NoticeModel::IdRole).toString());
}

void NoticeList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        markRead(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void NoticeList::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(colorsOf(palette()).muted);
    painter.drawText(
        viewport()->rect().adjusted(6, 6, -6, -6), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
        tr("No notifications yet. Those of the feed appear here, and what happens to the connection."));
}

} // namespace feedscope
