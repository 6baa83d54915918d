#pragma once

#include "ui/gallerywish.h"
#include "ui/page.h"
#include "ui/secretplaces.h"

#include <QStringList>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSettings;

namespace feedscope {

class GalleryDetails;
class GalleryList;
class GalleryModel;
class Panel;
class Text;

/// Ready feeds to choose from: searched as you type, by category, with favourites; what the chosen one needs
/// and where it is described stand beside. GUI thread.
class GalleryPage : public Page
{
    Q_OBJECT
public:
    /// `ownFolders`: where the user's profiles are; the first takes what is imported.
    explicit GalleryPage(QStringList ownFolders, const SecretPlaces &secrets = {}, QWidget *parent = nullptr);

    void refresh(Ns) override {}
    void setLanguage(const QString &code);
    void focusSearch();
    /// Reads the profiles anew.
    void reload(const QString &choose = {});
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);
    GalleryList &list() { return *m_list; }
    GalleryDetails &details() { return *m_details; }
    void importFile(const QString &file);
    void exportTo(const QString &name, const QString &file);

signals:
    void connectWanted(const feedscope::GalleryWish &wish);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void retranslate();
    void listCategories();
    void filter();
    void showChosen();
    void askImport();
    void askExport(const QString &name);

    QStringList m_ownFolders;
    QString m_language;
    GalleryModel *m_model;
    Panel *m_panel;
    Panel *m_side;
    QLineEdit *m_search;
    QComboBox *m_category;
    QPushButton *m_import;
    GalleryList *m_list;
    GalleryDetails *m_details;
    QString m_folder; ///< of the last import or export
};

} // namespace feedscope
