#include "ui/certificatedialog.h"

#include "ui/format.h"
#include "ui/text.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestText = 200;
constexpr int textWidth = 520;

Text *paragraph(Text::Role role, const QString &text)
{
    auto *label = new Text(role, text);
    label->setWordWrap(true);
    label->setFixedWidth(textWidth);
    label->ensurePolished(); // or the height would be of another font
    label->setMinimumHeight(label->heightForWidth(textWidth));
    return label;
}

} // namespace

QString readableSha256(const QByteArray &sha256)
{
    const QString pairs = QString::fromLatin1(sha256.toHex(':')).toUpper();
    const qsizetype middle = pairs.size() / 2;
    return pairs.left(middle) + u'\n' + pairs.mid(middle + 1);
}

CertificateDialog::CertificateDialog(const RefusedCertificate &certificate, bool kept, QWidget *parent)
    : QDialog(parent)
    , m_certificate(certificate)
    , m_refuse(new QPushButton)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("A refused certificate"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(14);
    column->addWidget(paragraph(Text::Role::Strong, oneLine(certificate.reason.section(u" (SHA-256 "_s, 0, 0), 300)));
    column->addWidget(details());
    column->addWidget(paragraph(Text::Role::Content, consequence(kept)));
    column->addWidget(buttons());
    m_refuse->setFocus(Qt::OtherFocusReason);
    column->setSizeConstraint(QLayout::SetFixedSize); // as high as its wrapped texts need
}

QWidget *CertificateDialog::details() const
{
    auto *box = new QWidget;
    auto *form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(7);
    const auto add = [&](const QString &name, const QString &value) {
        auto *text = new Text(Text::Role::Content, value.isEmpty() ? dash() : value);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setFocusPolicy(Qt::NoFocus);
        text->setAccessibleName(name + u": "_s + value);
        form->addRow(new Text(Text::Role::Muted, name), text);
        return text;
    };
    const auto day = [](const QDateTime &time) { return QLocale().toString(time.toLocalTime().date(), u"d MMMM yyyy"); };
    add(tr("Server"), oneLine(m_certificate.peer, longestText));
    add(tr("Made for"), oneLine(m_certificate.subject, longestText));
    add(tr("Signed by"), oneLine(m_certificate.issuer, longestText));
    add(tr("Valid"), tr("%1 – %2", "from a day to a day").arg(day(m_certificate.from), day(m_certificate.until)));
    Text *digest = add(u"SHA-256"_s, readableSha256(m_certificate.sha256));
    digest->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    digest->setWordWrap(true); // two lines, each of them whole
    digest->setMinimumWidth(digest->fontMetrics().boundingRect(QRect(), 0, digest->text()).width() + 2);
    return box;
}

QString CertificateDialog::consequence(bool kept) const
{
    if (!m_certificate.pinHelps)
        return tr("A pin vouches for who made a certificate, not for a date that has passed or another server's "
                  "name: this one cannot be pinned. Its operator must replace it.");
    const QString compare =
        tr("Pin it only if the server's operator told you this SHA-256 by another way, or if you read it on the "
           "server yourself. Otherwise somebody between may be listening.");
    const QString effect = tr("This feed then accepts at %1 this certificate and no other.").arg(m_certificate.peer);
    return compare + u"\n\n"_s + effect + u' ' +
           (kept ? tr("It is kept with the feed; Connect… can remove it.")
                 : tr("That is for this run; for all, give --pin, or “tls” in its profile."));
}

QWidget *CertificateDialog::buttons()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addStretch(1);
    m_refuse->setText(m_certificate.pinHelps ? tr("Refuse") : tr("Close"));
    m_refuse->setDefault(true);
    connect(m_refuse, &QPushButton::clicked, this, &QDialog::reject);
    if (m_certificate.pinHelps) {
        auto *pin = new QPushButton(tr("Pin and connect"));
        pin->setAutoDefault(false);
        connect(pin, &QPushButton::clicked, this, [this] {
            emit pinWanted(m_certificate);
            accept();
        });
        row->addWidget(pin);
    }
    row->addWidget(m_refuse);
    return box;
}

} // namespace feedscope
