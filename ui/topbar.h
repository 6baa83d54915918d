#pragma once

#include "core/store/livedata.h"
#include "ui/theme.h"

#include <QWidget>

class QPushButton;

namespace feedscope {

class FreshnessBadge;
class Text;

/// Feed, freshness and pace at the left; what one can do at the right.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    /// `live` outlives the bar.
    explicit TopBar(const LiveData &live, QWidget *parent = nullptr);

    /// A few times a second.
    void refresh(Ns now);
    void setLanguageCode(const QString &code);
    void setThemeMode(ThemeMode mode);
    FreshnessBadge *badge() const { return m_badge; }

signals:
    void connectWanted();
    void languageWanted(const QString &code);
    void themeWanted(ThemeMode mode);
    void keysWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildMenus();
    void retranslate();
    void restyle();

    const LiveData &m_data;
    Text *m_feed;
    FreshnessBadge *m_badge;
    Text *m_facts;
    QPushButton *m_connect;
    QPushButton *m_language;
    QPushButton *m_theme;
    QPushButton *m_keys;
    QList<QAction *> m_themeActions;
    QList<QAction *> m_languageActions;
};

} // namespace feedscope
