#pragma once

#include "core/store/livedata.h"
#include "ui/claims.h"
#include "ui/page.h"

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace feedscope {

class ClockPanel;
class WirePanel;
class Panel;
class Text;

/// One claim: a mark, the sentence with its condition, what is measured for it, and "show me". GUI thread.
class ClaimRow : public QWidget
{
    Q_OBJECT
public:
    explicit ClaimRow(QWidget *parent = nullptr);
    void show(const Claim &claim, bool possible);

signals:
    void showMe();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ClaimState m_state = ClaimState::NotSeen;
    Text *m_claim;
    Text *m_word;
    Text *m_measured;
    QPushButton *m_show;
};

/// Every claim of the documents, measured on the running feed; the source's clock beside it. GUI thread.
class ClaimsPage : public Page
{
    Q_OBJECT
public:
    /// Both outlive the page.
    ClaimsPage(const LiveData &live, SessionCommands &commands, QWidget *parent = nullptr);

    void refresh(Ns now) override;

private:
    void showMe(std::size_t row);

    const LiveData &m_data;
    SessionCommands &m_commands;
    Panel *m_panel;
    QVBoxLayout *m_column;
    ClockPanel *m_clock;
    WirePanel *m_wire;
    std::vector<ClaimRow *> m_rows;
    std::vector<Claim> m_claims;
    Ns m_slow = noTime;
};

} // namespace feedscope
