#pragma once

#include "ui/connectrequest.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;
class QComboBox;

namespace feedscope {

class SecurityBox;
class Text;

/// Asks for a feed of the user's own. Not modal: the running feed stays in view. It checks the form of what
/// is typed and hands out a value; connecting is the session's.
class ConnectDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ConnectDialog(QWidget *parent = nullptr);

    ConnectRequest request() const;
    void setRequest(const ConnectRequest &request);
    /// The last feeds connected to, newest first; at most ten are kept.
    void setRecent(const QList<ConnectRequest> &recent);
    /// Names of profiles that can be opened as they are, beside the built-in demo feed.
    void setFeeds(const QStringList &names);
    /// Whether the running feed is one that nobody described.
    void setProposalAvailable(bool available);
    /// Brings it to the front, ready to type an address.
    void open() override;
    /// One sentence about what was asked for, e.g. where the profile is now.
    void say(const QString &sentence);

signals:
    void proposalWanted();
    /// Ready feeds are to be looked at.
    void galleryWanted();
    /// A feed that is known by name; "demo" is the built-in one.
    void feedRequested(const QString &name);
    void connectRequested(const feedscope::ConnectRequest &request);
    void saveProfileRequested(const feedscope::ConnectRequest &request);

private:
    void build();
    QWidget *buildHeaders();
    QWidget *buildButtons();
    void addHeader(const QString &name, const QString &value);
    void retranslate();
    void validate();
    void openFeed(const QString &name);
    QString problem() const;

    QList<ConnectRequest> m_recentRequests;
    QComboBox *m_recent;
    QLineEdit *m_url;
    Text *m_problem;
    QTableWidget *m_headers;
    QPushButton *m_addHeader;
    QPushButton *m_removeHeader;
    QLineEdit *m_subprotocols;
    QPlainTextEdit *m_messages;
    QLineEdit *m_pollUrl;
    QSpinBox *m_interval;
    QLineEdit *m_name;
    SecurityBox *m_security;
    QList<QLabel *> m_labels;
    QPushButton *m_feeds;
    QMenu *m_feedMenu;
    QStringList m_feedNames;
    QPushButton *m_proposal;
    QPushButton *m_connect;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

} // namespace feedscope
