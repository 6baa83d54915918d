#pragma once

#include "core/infer/proposal.h"

#include <QDialog>

class QComboBox;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace feedscope {

class MemberModel;
class Text;

/// "What this feed says": the members of a feed that nobody described, the roles proposed for them with their
/// confidence, and what is read by it. The user corrects by picking; applying and saving are its owner's. Not
/// modal. GUI thread.
class ProposalDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ProposalDialog(QWidget *parent = nullptr);

    /// Shows what is proposed now; which kind of message is looked at stays. `host`: of the feed.
    void setProposal(const infer::Proposal &proposal, const QString &host);
    /// The newest updates as the proposal reads them, newest last.
    void setUpdates(const QStringList &lines);
    /// The proposal as it is shown is what the running feed is read by.
    void setApplied(bool applied);
    void say(const QString &sentence);

signals:
    void roleChosen(const QString &rule, const QString &path, feedscope::infer::Role role);
    void choicesForgotten();
    void applyWanted();
    void saveWanted();
    void closed();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void retranslate();
    void showRule();
    void showRemarks();

    infer::Proposal m_proposal;
    QString m_host;
    bool m_applied = false;
    MemberModel *m_members;
    Text *m_summary;
    Text *m_kindLabel;
    QComboBox *m_kinds;
    Text *m_kindReason;
    QTableView *m_table;
    Text *m_updatesLabel;
    Text *m_remarksLabel;
    QPlainTextEdit *m_updates;
    QPlainTextEdit *m_remarks;
    Text *m_said;
    QPushButton *m_forget;
    QPushButton *m_save;
    QPushButton *m_apply;
    QPushButton *m_close;
};

} // namespace feedscope
