#include "ui/pathdialog.h"

#include "ui/text.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QFormLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

constexpr double mostDelayMs = 2'000; // longer, and a connect looks like one that failed
constexpr double mostMbit = 10'000;
constexpr double mostPercent = 99;

} // namespace

PathDialog::PathDialog(const Impairment &path, QWidget *parent)
    : QDialog(parent)
    , m_before(path)
    , m_delay(field(static_cast<double>(path.delay) / millisecond, mostDelayMs, 2, tr("ms")))
    , m_jitter(field(static_cast<double>(path.jitter) / millisecond, mostDelayMs, 2, tr("ms")))
    , m_rate(field(static_cast<double>(path.rate) / 1e6, mostMbit, 3, tr("Mbit/s")))
    , m_loss(field(100 * path.loss, mostPercent, 2, QStringLiteral("%")))
{
    setWindowTitle(tr("Simulated path"));
    m_rate->setSpecialValueText(tr("not limited"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(9);
    form->addRow(tr("Delay, each way"), m_delay);
    form->addRow(tr("Jitter, up or down"), m_jitter);
    form->addRow(tr("Bandwidth of each connection"), m_rate);
    form->addRow(tr("Datagrams lost, each way"), m_loss);
    auto *note = new Text(Text::Role::Muted, tr("All lanes get the same. Only a UDP lane loses anything."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Simulate"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(this->path());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // A delay cannot be varied by more than itself.
    const auto limit = [this](double delay) { m_jitter->setMaximum(delay); };
    connect(m_delay, &QDoubleSpinBox::valueChanged, this, limit);
    limit(m_delay->value());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(14);
    column->addLayout(form);
    column->addWidget(note);
    column->addWidget(buttons);
}

QDoubleSpinBox *PathDialog::field(double value, double most, int decimals, const QString &unit)
{
    auto *box = new QDoubleSpinBox(this);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setDecimals(decimals);
    box->setRange(0, most);
    box->setSuffix(QChar(0x2009) + unit);
    box->setValue(value);
    return box;
}

Impairment PathDialog::path() const
{
    Impairment path = m_before;
    path.delay = std::llround(m_delay->value() * millisecond);
    path.jitter = std::min<Ns>(path.delay, std::llround(m_jitter->value() * millisecond));
    path.rate = std::llround(m_rate->value() * 1e6);
    path.loss = m_loss->value() / 100;
    return path;
}

} // namespace feedscope
