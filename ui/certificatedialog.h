#pragma once

#include "core/refusedcertificate.h"

#include <QDialog>

class QPushButton;

namespace feedscope {

/// Shows a certificate that was refused, and asks once whether it shall be pinned. Whoever does not read it refuses:
/// that is what Enter and Escape do. Deletes itself when it is closed.
class CertificateDialog : public QDialog
{
    Q_OBJECT
public:
    /// `kept`: a pin is remembered with the feed; else it is for this run.
    CertificateDialog(const RefusedCertificate &certificate, bool kept, QWidget *parent = nullptr);

signals:
    void pinWanted(const feedscope::RefusedCertificate &certificate);

private:
    QWidget *details() const;
    QWidget *buttons();
    QString consequence(bool kept) const;

    RefusedCertificate m_certificate;
    QPushButton *m_refuse;
};

/// A SHA-256 as people compare it: two lines of pairs.
QString readableSha256(const QByteArray &sha256);

} // namespace feedscope
