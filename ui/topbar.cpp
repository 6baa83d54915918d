#include "ui/topbar.h"

#include "ui/badge.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/retranslate.h"
#include "ui/text.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace feedscope {

using namespace Qt::StringLiterals;

TopBar::TopBar(const LiveData &live, QWidget *parent)
    : QWidget(parent)
    , m_data(live)
    , m_feed(new Text(Text::Role::Muted))
    , m_badge(new FreshnessBadge)
    , m_facts(new Text(Text::Role::Muted))
    , m_connect(new QPushButton)
    , m_language(new QPushButton)
    , m_theme(new QPushButton)
    , m_keys(new QPushButton(u"?"_s))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 9);
    row->setSpacing(10);
    row->addWidget(new Text(Text::Role::Strong, u"Feedscope"_s));
    row->addWidget(m_feed);
    row->addWidget(m_badge);
    row->addWidget(m_facts, 1);
    for (QPushButton *button : {m_connect, m_language, m_theme, m_keys})
        row->addWidget(button);
    m_feed->setMaximumWidth(260);
    m_facts->setElided(true);
    connect(m_connect, &QPushButton::clicked, this, &TopBar::connectWanted);
    connect(m_keys, &QPushButton::clicked, this, &TopBar::keysWanted);
    buildMenus();
    restyle();
    retranslated(this, [this] { retranslate(); });
}

void TopBar::buildMenus()
{
    auto *languages = new QMenu(m_language);
    for (const auto &[code, name] : {std::pair(u"en"_s, u"English"_s), std::pair(u"ru"_s, u"Русский"_s)}) {
        QAction *action = languages->addAction(name);
        action->setData(code);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, code = code] { emit languageWanted(code); });
        m_languageActions.append(action);
    }
    m_language->setMenu(languages);
    auto *themes = new QMenu(m_theme);
    for (const ThemeMode mode : {ThemeMode::System, ThemeMode::Light, ThemeMode::Dark}) {
        QAction *action = themes->addAction(QString());
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, mode] { emit themeWanted(mode); });
        m_themeActions.append(action);
    }
    m_theme->setMenu(themes);
}

void TopBar::retranslate()
{
    m_connect->setText(tr("Connect…"));
    m_connect->setToolTip(toolTipText(tr("Connect to a feed of your own (Ctrl+N)")));
    m_language->setToolTip(toolTipText(tr("Language")));
    m_language->setAccessibleName(tr("Language"));
    m_theme->setToolTip(toolTipText(tr("Light or dark")));
    m_theme->setAccessibleName(tr("Light or dark"));
    m_keys->setToolTip(toolTipText(tr("All keys (?)")));
    m_keys->setAccessibleName(tr("All keys"));
    const QString names[] = {tr("Like the desktop"), tr("Light"), tr("Dark")};
    for (qsizetype i = 0; i < m_themeActions.size(); ++i)
        m_themeActions[i]->setText(names[i]);
}

void TopBar::setLanguageCode(const QString &code)
{
    m_language->setText(code.toUpper());
    for (QAction *action : m_languageActions)
        action->setChecked(action->data().toString() == code);
}

void TopBar::setThemeMode(ThemeMode mode)
{
    for (qsizetype i = 0; i < m_themeActions.size(); ++i)
        m_themeActions[i]->setChecked(i == static_cast<qsizetype>(mode));
}

void TopBar::refresh(Ns now)
{
    m_feed->showText(m_data.feedName == "Demo feed"_L1 ? tr("Demo feed") : oneLine(m_data.feedName, 40));
    if (m_data.lanes.empty()) {
        m_badge->show(Freshness::Down, QString());
        m_facts->showText(QString());
        return;
    }
    const LaneStatus &lane = m_data.lanes.front();
    m_badge->show(lane.freshness, lane.sentence);
    const auto series = m_data.boards.empty() ? std::size_t(0) : m_data.boards.front().size();
    QStringList facts{tr("%1 updates/s").arg(padded(formatRate(lane.updatesPerSecond), 4)),
                      tr("%n series", nullptr, static_cast<int>(series))};
    if (lane.lastData != noTime)
        facts += tr("age %1").arg(formatNs(std::max<Ns>(0, now - lane.lastData)));
    m_facts->showText(facts.join(u" · "_s));
}

void TopBar::restyle()
{
    const Colors &colors = colorsOf(palette());
    m_connect->setIcon(tintedIcon(u"connect"_s, colors.text));
    m_theme->setIcon(tintedIcon(u"theme"_s, colors.text));
}

void TopBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void TopBar::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.surface);
    painter.setPen(colors.line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace feedscope
