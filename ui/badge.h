#pragma once

#include "core/store/livedata.h"

#include <QWidget>

namespace feedscope {

/// LIVE, STALE, MUTE or DOWN: a word, a colour and a shape, by the age of the data and not by the socket.
class FreshnessBadge : public QWidget
{
    Q_OBJECT
public:
    explicit FreshnessBadge(QWidget *parent = nullptr);

    /// `reason` becomes the tool tip.
    void show(Freshness freshness, const QString &reason);
    Freshness freshness() const { return m_freshness; }
    static QString word(Freshness freshness);
    static QString meaning(Freshness freshness);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void paintShape(QPainter &painter, const QRectF &box, const QColor &color) const;
    void describe();

    Freshness m_freshness = Freshness::Down;
    QString m_reason;
};

} // namespace feedscope
