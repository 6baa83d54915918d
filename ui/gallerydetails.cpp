#include "ui/gallerydetails.h"

#include "ui/format.h"
#include "ui/gallerymodel.h"
#include "ui/retranslate.h"
#include "ui/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// The variable that says whether TLS is used: "s" in ws{s}://.
bool isTlsSwitch(const VariableSpec &spec)
{
    return spec.name == "s"_L1 && spec.choices.size() == 2 && spec.choices.contains(QString());
}

} // namespace

QString GalleryDetails::Field::value() const
{
    if (check)
        return check->isChecked() ? u"s"_s : QString();
    return choice ? choice->currentText() : line->text().trimmed();
}

GalleryDetails::GalleryDetails(QWidget *parent)
    : QWidget(parent)
    , m_title(new Text(Text::Role::Headline))
    , m_description(new Text(Text::Role::Content))
    , m_marks(new Text(Text::Role::Muted))
    , m_limits(new Text(Text::Role::Muted))
    , m_command(new Text(Text::Role::Muted))
    , m_said(new Text(Text::Role::Bad))
    , m_form(new QWidget)
    , m_rows(nullptr)
    , m_connect(new QPushButton)
    , m_docs(new QPushButton)
    , m_export(new QPushButton)
{
    build();
    connect(m_connect, &QPushButton::clicked, this, &GalleryDetails::tryConnect);
    connect(m_docs, &QPushButton::clicked, this, &GalleryDetails::openDocs);
    connect(m_export, &QPushButton::clicked, this, [this] { emit exportWanted(m_entry.name); });
    retranslated(this, [this] { retranslate(); });
}

void GalleryDetails::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 2, 4, 2);
    column->setSpacing(8);
    for (Text *text : {m_title, m_description, m_marks, m_limits, m_command, m_said}) {
        text->setWordWrap(true);
        text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_connect, 1);
    auto *others = new QHBoxLayout;
    others->addWidget(m_docs);
    others->addWidget(m_export);
    others->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_description);
    column->addWidget(m_marks);
    column->addWidget(m_limits);
    column->addSpacing(4);
    column->addWidget(m_form);
    column->addWidget(m_said);
    column->addLayout(buttons);
    column->addLayout(others);
    column->addWidget(m_command);
    column->addStretch(1);
}

void GalleryDetails::retranslate()
{
    m_connect->setText(tr("Connect"));
    m_docs->setText(tr("Documentation"));
    m_export->setText(tr("Export…"));
    m_connect->setToolTip(toolTipText(tr("Starts this feed in the window; the one that runs ends.")));
}

void GalleryDetails::show(const CatalogueEntry *entry, const QString &language)
{
    const bool other = (entry ? entry->name : QString()) != m_entry.name || language != m_language;
    m_entry = entry ? *entry : CatalogueEntry();
    m_language = language;
    const bool usable = entry && m_entry.problem.isEmpty();
    m_title->showText(wordsIn(m_entry.title, language));
    m_description->showText(usable ? wordsIn(m_entry.description, language) : m_entry.problem);
    m_description->setRole(usable ? Text::Role::Content : Text::Role::Bad);
    m_marks->showText(GalleryModel::marks(m_entry).join(u" · "_s));
    const QString limits = wordsIn(m_entry.limits, language);
    m_limits->showText(limits.isEmpty() ? QString() : tr("Limits: %1").arg(limits));
    m_limits->setVisible(!limits.isEmpty());
    m_command->showText(entry ? tr("On the command line: feedscope %1").arg(m_entry.name) : QString());
    m_connect->setEnabled(usable);
    m_export->setEnabled(entry);
    const QUrl docs(m_entry.docs);
    m_docs->setEnabled(docs.scheme() == "https"_L1 || docs.scheme() == "http"_L1);
    m_docs->setToolTip(m_entry.docs.isEmpty() ? QString() : toolTipText(tr("Opens %1").arg(m_entry.docs)));
    if (!other)
        return;
    m_said->hide();
    fillForm();
}

/// The form is another one for each feed.
void GalleryDetails::fillForm()
{
    m_variables.clear();
    m_secrets.clear();
    m_symbols = nullptr;
    qDeleteAll(m_form->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    delete m_rows;
    m_rows = new QFormLayout(m_form);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(7);
    m_rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    if (!m_entry.symbols.isEmpty())
        m_symbols = addLine(tr("Symbols"), m_entry.symbols.join(u", "_s), {});
    for (const VariableSpec &spec : m_entry.variables)
        addVariable(spec);
    addSecrets();
    m_form->setVisible(m_rows->rowCount() > 0);
}

QString GalleryDetails::sourceOf(const QString &secret) const
{
    return m_places.from ? m_places.from(m_entry.name, secret) : QString();
}

/// What is there already may stay empty; what is typed goes before it.
void GalleryDetails::addSecrets()
{
    m_keep = nullptr;
    for (const QString &name : m_entry.needs.secrets) {
        const QString title = secretTitle(name, m_entry.secretTitles.value(name), m_language);
        Field field{name, title, nullptr, nullptr, nullptr};
        field.line = addLine(title, {}, {});
        field.line->setEchoMode(QLineEdit::Password);
        m_secrets.append(field);
    }
    if (!m_secrets.isEmpty() && m_places.hasKeychain && m_places.hasKeychain()) {
        m_keep = new QCheckBox(tr("keep in the keychain"));
        m_keep->setToolTip(toolTipText(tr("In the system's keychain, for later. Otherwise it is forgotten when "
                                          "the program ends. It is written nowhere else.")));
        m_keep->setChecked(true);
        m_rows->addRow(m_keep);
    }
    forgetTyped();
}

/// The fields say where each secret is, and hold none.
void GalleryDetails::forgetTyped()
{
    for (Field &field : m_secrets) {
        const QString source = sourceOf(field.name);
        field.line->clear();
        field.line->setPlaceholderText(source == "environment"_L1 ? tr("from the environment")
                                       : source == "keychain"_L1  ? tr("in the keychain")
                                       : source.isEmpty()         ? QString()
                                                                  : tr("given already"));
        field.needed = source.isEmpty() ? field.line->accessibleName() : QString();
    }
}

void GalleryDetails::setSecretPlaces(const SecretPlaces &places)
{
    m_places = places;
}

void GalleryDetails::addVariable(const VariableSpec &spec)
{
    const QString label = spec.title.isEmpty() ? spec.name : wordsIn(spec.title, m_language);
    Field field{spec.name, spec.value ? QString() : label, nullptr, nullptr, nullptr};
    if (isTlsSwitch(spec)) {
        field.check = new QCheckBox(tr("encrypted (TLS)"));
        field.check->setChecked(!spec.value.value_or(QString()).isEmpty());
        addRow(QString(), field.check);
    } else if (!spec.choices.isEmpty()) {
        field.choice = new QComboBox;
        field.choice->addItems(spec.choices);
        field.choice->setCurrentText(spec.value.value_or(QString()));
        field.choice->setMinimumContentsLength(8);
        field.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        addRow(label, field.choice);
    } else {
        field.line = addLine(label, spec.value.value_or(QString()), spec.example);
    }
    m_variables.append(field);
}

QLineEdit *GalleryDetails::addLine(const QString &label, const QString &value, const QString &example)
{
    auto *line = new QLineEdit(value);
    line->setPlaceholderText(example);
    line->setMaxLength(4096);
    connect(line, &QLineEdit::returnPressed, this, &GalleryDetails::tryConnect);
    addRow(label, line);
    return line;
}

void GalleryDetails::addRow(const QString &label, QWidget *field)
{
    auto *text = new Text(Text::Role::Muted, label);
    text->setBuddy(field);
    field->setAccessibleName(label);
    m_rows->addRow(text, field);
}

GalleryWish GalleryDetails::wish() const
{
    GalleryWish wish;
    wish.name = m_entry.name;
    for (const Field &field : m_variables)
        if (field.check || !field.value().isEmpty()) // empty: as the profile says
            wish.variables.insert(field.name, field.value());
    for (const Field &field : m_secrets)
        if (!field.line->text().isEmpty())
            wish.secrets.insert(field.name, field.line->text());
    wish.keepSecrets = m_keep && m_keep->isChecked();
    if (m_symbols)
        for (const QString &symbol : m_symbols->text().split(u',', Qt::SkipEmptyParts))
            if (!symbol.trimmed().isEmpty())
                wish.symbols.append(symbol.trimmed());
    return wish;
}

void GalleryDetails::tryConnect()
{
    if (!m_connect->isEnabled())
        return;
    for (const Field &field : m_variables + m_secrets)
        if (field.line && !field.needed.isEmpty() && field.line->text().trimmed().isEmpty()) {
            say(tr("Fill in “%1” first.").arg(field.needed));
            field.line->setFocus(Qt::OtherFocusReason);
            return;
        }
    m_said->hide();
    emit connectWanted(wish());
    forgetTyped();
}

void GalleryDetails::say(const QString &sentence)
{
    m_said->showText(oneLine(sentence, 400));
    m_said->setVisible(!sentence.isEmpty());
}

/// Nothing but a page of the web is opened, whatever a profile says.
void GalleryDetails::openDocs()
{
    const QUrl docs(m_entry.docs, QUrl::StrictMode);
    if (docs.isValid() && (docs.scheme() == "https"_L1 || docs.scheme() == "http"_L1))
        QDesktopServices::openUrl(docs);
}

} // namespace feedscope
