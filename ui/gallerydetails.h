#pragma once

#include "core/gallery/catalogue.h"
#include "ui/gallerywish.h"
#include "ui/secretplaces.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace feedscope {

class Text;

/// All that is known of one feed of the gallery, what it needs to be told, and the button that starts it. GUI
/// thread.
class GalleryDetails : public QWidget
{
    Q_OBJECT
public:
    explicit GalleryDetails(QWidget *parent = nullptr);

    /// Null: nothing is chosen. Fields that were filled in stay so while the feed is the same.
    void show(const CatalogueEntry *entry, const QString &language);
    GalleryWish wish() const;
    /// Starts the feed, or goes to the first field that is missing.
    void tryConnect();
    void say(const QString &sentence);
    void setSecretPlaces(const SecretPlaces &places);

signals:
    void connectWanted(const feedscope::GalleryWish &wish);
    void exportWanted(const QString &name);

private:
    struct Field
    {
        QString name;
        QString needed; ///< what it is called if it must be filled in
        QLineEdit *line = nullptr;
        QComboBox *choice = nullptr;
        QCheckBox *check = nullptr;

        QString value() const;
    };

    void build();
    void retranslate();
    void fillForm();
    void addVariable(const VariableSpec &spec);
    void addSecrets();
    void forgetTyped();
    QString sourceOf(const QString &secret) const;
    QLineEdit *addLine(const QString &label, const QString &value, const QString &example);
    void addRow(const QString &label, QWidget *field);
    void openDocs();

    CatalogueEntry m_entry;
    QString m_language;
    Text *m_title;
    Text *m_description;
    Text *m_marks;
    Text *m_limits;
    Text *m_command;
    Text *m_said;
    QWidget *m_form;
    QFormLayout *m_rows;
    QList<Field> m_variables;
    QList<Field> m_secrets;
    SecretPlaces m_places;
    QCheckBox *m_keep = nullptr; ///< null: there are no secrets, or no keychain
    QLineEdit *m_symbols = nullptr;
    QPushButton *m_connect;
    QPushButton *m_docs;
    QPushButton *m_export;
};

} // namespace feedscope
