#pragma once

#include "ui/securitywish.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace feedscope {

class Text;

/// Asks for certificates and a proxy, folded away behind one line that says what is set. It checks the form of
/// what is typed. GUI thread.
class SecurityBox : public QWidget
{
    Q_OBJECT
public:
    explicit SecurityBox(QWidget *parent = nullptr);

    SecurityWish wish() const;
    void setWish(const SecurityWish &wish);
    /// Empty, or one sentence.
    QString problem() const;
    void unfold(bool open);

signals:
    void changed();

private:
    void build();
    QLineEdit *addFile();
    void addRow(QWidget *field, QWidget *buddy);
    void browse(QLineEdit *line);
    void retranslate();
    void renew();

    QPushButton *m_fold;
    QWidget *m_inside;
    QFormLayout *m_rows = nullptr;
    QList<Text *> m_labels;
    QList<QPushButton *> m_browse;
    QLineEdit *m_ca = nullptr;
    QLineEdit *m_cert = nullptr;
    QLineEdit *m_key = nullptr;
    QComboBox *m_proxyKind;
    QLineEdit *m_proxy;
    QLineEdit *m_pin;
};

} // namespace feedscope
