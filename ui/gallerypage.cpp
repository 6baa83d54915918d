#include "ui/gallerypage.h"

#include "core/gallery/profilefolder.h"
#include "ui/format.h"
#include "ui/gallerydetails.h"
#include "ui/gallerylist.h"
#include "ui/panel.h"
#include "ui/retranslate.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

GalleryPage::GalleryPage(QStringList ownFolders, const SecretPlaces &secrets, QWidget *parent)
    : Page(parent)
    , m_ownFolders(std::move(ownFolders))
    , m_model(new GalleryModel(this))
    , m_panel(new Panel)
    , m_side(new Panel)
    , m_search(new QLineEdit)
    , m_category(new QComboBox)
    , m_import(new QPushButton)
    , m_list(new GalleryList(*m_model))
    , m_details(new GalleryDetails)
    , m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
    m_details->setSecretPlaces(secrets);
    build();
    connect(m_search, &QLineEdit::textChanged, this, &GalleryPage::filter);
    connect(m_category, &QComboBox::activated, this, &GalleryPage::filter);
    connect(m_import, &QPushButton::clicked, this, &GalleryPage::askImport);
    connect(m_list, &GalleryList::chosenChanged, this, &GalleryPage::showChosen);
    connect(m_list, &GalleryList::opened, m_details, &GalleryDetails::tryConnect);
    connect(m_details, &GalleryDetails::connectWanted, this, &GalleryPage::connectWanted);
    connect(m_details, &GalleryDetails::exportWanted, this, &GalleryPage::askExport);
    m_search->installEventFilter(this);
    retranslated(this, [this] { retranslate(); });
}

void GalleryPage::build()
{
    auto *controls = new QHBoxLayout;
    controls->setSpacing(8);
    controls->addWidget(m_search, 1);
    controls->addWidget(m_category);
    controls->addWidget(m_import);
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_category->setMinimumContentsLength(18);
    m_import->setEnabled(!m_ownFolders.isEmpty());
    m_panel->body()->addLayout(controls);
    m_panel->body()->addSpacing(4);
    m_panel->body()->addWidget(m_list, 1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_details);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_side->body()->addWidget(scroll);
    m_side->setMinimumWidth(300);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_panel, 5);
    row->addWidget(m_side, 3);
}

void GalleryPage::retranslate()
{
    m_panel->header()->title()->setText(tr("Gallery"));
    m_side->header()->title()->setText(tr("This feed"));
    m_search->setPlaceholderText(tr("Search: a name, a word, a transport, a symbol"));
    m_search->setAccessibleName(tr("Search the gallery"));
    m_category->setAccessibleName(tr("Category"));
    m_import->setText(tr("Import…"));
    m_import->setToolTip(toolTipText(tr("A profile file becomes one of your own feeds.")));
    listCategories();
    filter();
}

void GalleryPage::listCategories()
{
    const QString chosen = m_category->currentData().toString();
    m_category->clear();
    m_category->addItem(tr("All categories"), QString());
    m_category->addItem(GalleryModel::categoryTitle(u"favourites"_s), u"favourites"_s);
    for (const QString &category : m_model->categories())
        m_category->addItem(GalleryModel::categoryTitle(category), category);
    m_category->setCurrentIndex(std::max(0, m_category->findData(chosen)));
}

void GalleryPage::filter()
{
    const CatalogueEntry *before = m_list->chosen();
    const QString name = before ? before->name : QString();
    m_model->setFilter(m_search->text(), m_category->currentData().toString());
    m_list->choose(name);
    m_panel->header()->note()->showText(tr("%1 of %2").arg(m_model->rowCount()).arg(m_model->total()));
}

void GalleryPage::showChosen()
{
    m_details->show(m_list->chosen(), m_language);
}

void GalleryPage::setLanguage(const QString &code)
{
    if (code == m_language)
        return;
    const CatalogueEntry *before = m_list->chosen();
    const QString name = before ? before->name : QString();
    m_language = code;
    m_model->setLanguage(code);
    m_list->choose(name);
}

void GalleryPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void GalleryPage::reload(const QString &choose)
{
    const CatalogueEntry *before = m_list->chosen();
    const QString name = !choose.isEmpty() ? choose : before ? before->name : QString();
    m_model->setCatalogue(Catalogue(m_ownFolders));
    listCategories();
    filter();
    m_list->choose(name);
}

void GalleryPage::save(QSettings &settings) const
{
    settings.setValue("favourites"_L1, m_model->favourites());
}

void GalleryPage::restore(const QSettings &settings)
{
    m_model->setFavourites(settings.value("favourites"_L1).toStringList());
    m_list->choose({});
}

/// Read only when it is looked at; and others may have saved a profile meanwhile.
void GalleryPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous())
        reload();
}

/// From the search straight into the list, without letting go of the keys.
bool GalleryPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_list->setFocus(Qt::TabFocusReason);
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

void GalleryPage::askImport()
{
    auto *dialog = new QFileDialog(this, tr("Which profile?"), m_folder, tr("Profiles (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &GalleryPage::importFile);
    dialog->open(); // the feed goes on behind it
}

void GalleryPage::importFile(const QString &file)
{
    m_folder = QFileInfo(file).path();
    const Filed filed = importProfile(file, m_ownFolders.value(0));
    if (!filed.name.isEmpty()) {
        m_search->clear();
        m_category->setCurrentIndex(0);
        reload(filed.name);
    }
    m_details->say(filed.sentence);
}

void GalleryPage::askExport(const QString &name)
{
    auto *dialog =
        new QFileDialog(this, tr("Where shall the profile go?"), m_folder, tr("Profiles (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(name + u".json"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, name](const QString &file) { exportTo(name, file); });
    dialog->open();
}

void GalleryPage::exportTo(const QString &name, const QString &file)
{
    m_folder = QFileInfo(file).path();
    m_details->say(exportProfile(profileFileOf(name, m_ownFolders), file).sentence);
}

} // namespace feedscope
