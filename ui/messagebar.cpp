#include "ui/messagebar.h"

#include "ui/format.h"
#include "ui/retranslate.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace feedscope {

namespace {

constexpr Ns readingTime = 12 * second;

/// The same while only its seconds run on.
QString troubleOf(const LaneStatus &lane)
{
    const int kind = lane.state == LaneState::Open      ? static_cast<int>(lane.freshness)
                     : lane.state == LaneState::Stopped ? -2
                                                        : -1;
    return lane.name + u' ' + QString::number(kind);
}

} // namespace

MessageBar::MessageBar(const LiveData &live, QWidget *parent)
    : QWidget(parent)
    , m_data(live)
    , m_sentence(new Text(Text::Role::Content))
    , m_countdown(new Text(Text::Role::Muted))
    , m_retry(new QPushButton)
    , m_always(new QCheckBox)
    , m_connect(new QPushButton)
    , m_certificate(new QPushButton)
    , m_close(new QPushButton)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 12, 6);
    row->setSpacing(10);
    m_sentence->setWordWrap(true);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_countdown);
    row->addWidget(m_always);
    connect(m_always, &QCheckBox::toggled, this, &MessageBar::reconnectsMuteChanged);
    for (QPushButton *button : {m_retry, m_certificate, m_connect, m_close})
        row->addWidget(button);
    connect(m_retry, &QPushButton::clicked, this, &MessageBar::retryWanted);
    connect(m_connect, &QPushButton::clicked, this, &MessageBar::connectWanted);
    connect(m_certificate, &QPushButton::clicked, this, [this] { emit certificateWanted(m_refused); });
    connect(m_close, &QPushButton::clicked, this, [this] {
        m_closed = m_shownTrouble;
        m_said.clear();
        hide();
    });
    retranslated(this, [this] {
        m_retry->setText(tr("Retry"));
        m_always->setText(tr("Reconnect by itself"));
        m_always->setToolTip(toolTipText(
            tr("Open a new connection as soon as one is mute: connected, silent, and behind what polling shows.")));
        m_connect->setText(tr("Connect…"));
        m_close->setText(tr("Close"));
        refresh(m_data.now);
    });
    hide();
}

const LaneStatus *MessageBar::troubled() const
{
    for (const LaneStatus &lane : m_data.lanes)
        if (!lane.sentence.isEmpty() && (lane.state != LaneState::Open || lane.freshness == Freshness::Mute ||
                                         lane.freshness == Freshness::Stale ||
                                         lane.freshness == Freshness::Delayed))
            return &lane;
    return nullptr;
}

QString MessageBar::sentenceOf(const LaneStatus &lane) const
{
    const QString sentence = oneLine(lane.sentence, 300);
    return lane.frozen ? tr("You froze this socket: %1").arg(sentence) : sentence;
}

bool MessageBar::reconnectsMute() const
{
    return m_always->isChecked();
}

void MessageBar::setReconnectsMute(bool reconnects)
{
    m_always->setChecked(reconnects);
}

void MessageBar::say(const QString &sentence)
{
    m_said = sentence;
    m_saidAt = steadyNow();
    refresh(m_data.now);
}

void MessageBar::refresh(Ns now)
{
    if (!m_data.lanes.empty() && m_saidAt != noTime && now - m_saidAt > readingTime)
        m_said.clear();
    const LaneStatus *lane = troubled();
    if (!m_said.isEmpty() && !(lane && lane->refused)) // a refused certificate asks for an answer
        lane = nullptr;
    const QString sentence = lane ? sentenceOf(*lane) : m_said;
    m_shownTrouble = lane ? troubleOf(*lane) : sentence;
    if (sentence.isEmpty())
        m_closed.clear(); // the same trouble later is news again
    const bool shown = !sentence.isEmpty() && m_shownTrouble != m_closed;
    if (shown) {
        m_sentence->showText(sentence);
        const bool waits = lane && lane->state == LaneState::Waiting && lane->retryAt != noTime;
        m_countdown->showText(waits ? tr("next try in %1").arg(formatCountdown(lane->retryAt - now))
                                    : QString());
        m_retry->setVisible(lane != nullptr);
        m_connect->setVisible(lane != nullptr);
        m_always->setVisible(lane && lane->freshness == Freshness::Mute);
        offerCertificate(lane && lane->refused ? *lane->refused : RefusedCertificate());
    }
    setVisible(shown);
}

void MessageBar::offerCertificate(const RefusedCertificate &refused)
{
    m_refused = refused;
    m_certificate->setText(refused.pinHelps ? tr("Pin this certificate…") : tr("Show the certificate…"));
    m_certificate->setVisible(!refused.sha256.isEmpty());
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), blended(colors.notice, 0.1, colors.surface));
    painter.fillRect(0, 0, 3, height(), colors.notice);
    painter.setPen(colors.line);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

} // namespace feedscope
