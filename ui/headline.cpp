#include "ui/headline.h"

#include "ui/agechart.h"
#include "ui/figures.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

QString laneWords(const QString &name, Ns interval)
{
    const auto every = [interval](const QString &text) {
        return text.arg(formatInterval(interval / millisecond));
    };
    if (name == "websocket"_L1)
        return u"WebSocket"_s;
    if (name == "http-poll"_L1 && interval > 0)
        return every(QCoreApplication::translate("Lanes", "HTTP every %1"));
    if (name == "http-poll-new"_L1 && interval > 0)
        return every(QCoreApplication::translate("Lanes", "HTTP, new each %1"));
    if (name == "long-poll"_L1)
        return QCoreApplication::translate("Lanes", "long polling");
    if (name == "sse"_L1)
        return u"Server-Sent Events"_s;
    if (name == "http-stream"_L1)
        return QCoreApplication::translate("Lanes", "HTTP stream");
    if (name == "socketio"_L1)
        return u"Socket.IO"_s;
    if (name == "tcp"_L1)
        return QCoreApplication::translate("Lanes", "raw TCP");
    if (name == "udp"_L1)
        return QCoreApplication::translate("Lanes", "raw UDP");
    if (name == "http-poll"_L1)
        return QCoreApplication::translate("Lanes", "HTTP polling");
    if (name == "http-poll-new"_L1)
        return QCoreApplication::translate("Lanes", "HTTP, a new connection each");
    return name;
}

Headline::Headline(QWidget *parent)
    : QWidget(parent)
    , m_push(makeEnd(Qt::AlignLeft))
    , m_poll(makeEnd(Qt::AlignRight))
    , m_sentence(new Text(Text::Role::Headline))
    , m_reason(new Text(Text::Role::Label))
{
    const auto column = [](const End &end) {
        auto *layout = new QVBoxLayout;
        layout->setSpacing(0);
        layout->addWidget(end.figure);
        layout->addWidget(end.lane);
        return layout;
    };
    auto *middle = new QVBoxLayout;
    middle->setSpacing(4);
    middle->addStretch(1);
    for (Text *text : {m_sentence, m_reason}) {
        text->setAlignment(Qt::AlignCenter);
        text->setWordWrap(true);
        middle->addWidget(text);
    }
    middle->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 9);
    row->setSpacing(12);
    row->addLayout(column(m_push));
    row->addLayout(middle, 1);
    row->addLayout(column(m_poll));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    keepRoom();
}

Headline::End Headline::makeEnd(Qt::Alignment side)
{
    End end{new Text(Text::Role::PushFigure), new Text(Text::Role::Muted)};
    end.figure->setAlignment(side | Qt::AlignVCenter);
    end.lane->setAlignment(side | Qt::AlignVCenter);
    return end;
}

void Headline::keepRoom()
{
    for (const End &end : {m_push, m_poll}) {
        end.figure->reserve(formatMs(888));
        end.lane->reserve(tr("%1 · %2").arg(QCoreApplication::translate("Lanes", "POLL"),
                                            laneWords(u"http-poll"_s, second)));
    }
}

void Headline::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        keepRoom();
}

void Headline::showEnd(const End &end, const LiveData &live, Ns interval)
{
    const bool push = end.figure == m_push.figure;
    end.figure->setRole(push ? Text::Role::PushFigure : Text::Role::PollFigure);
    for (std::size_t lane = 0; lane < live.lanes.size(); ++lane) {
        if (live.lanes[lane].push != push)
            continue;
        const LaneResult *result =
            live.result && lane < live.result->lanes.size() ? &live.result->lanes[lane] : nullptr;
        const Figure figure = result && result->live ? timeFigure(result->lag.mean, *live.result)
                                                     : unknownFigure(tr("There is no result yet."));
        end.figure->showText(figure.text);
        end.figure->setToolTip(toolTipText(
            tr("Mean Lag: how long until this lane showed a change, or a newer one of the same series.") +
            u' ' + figure.tip));
        end.lane->showText(
            tr("%1 · %2").arg(laneTitle(live, lane), laneWords(live.lanes[lane].name, interval)));
        return;
    }
    end.figure->showText(dash());
    end.lane->showText(push ? tr("no push lane") : tr("no polling lane"));
}

void Headline::show(const LiveData &live, const QString &sentence, const QString &reason, Ns pollInterval)
{
    showEnd(m_push, live, 0);
    showEnd(m_poll, live, pollInterval);
    m_sentence->showText(sentence);
    m_reason->showText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void Headline::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace feedscope
