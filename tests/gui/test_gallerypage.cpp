// The gallery as a user meets it: searched, starred, filled in and started, with the mouse or without.
#include "tests/gui/windowstage.h"
#include "ui/connectdialog.h"
#include "ui/gallerydetails.h"
#include "ui/gallerylist.h"
#include "ui/gallerypage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// Takes the place of the browser.
class Browser : public QObject
{
    Q_OBJECT
public:
    QList<QUrl> opened;
public slots:
    void open(const QUrl &url) { opened.append(url); }
};

void write(const QString &file, const QByteArray &content)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

/// A page with folders of its own.
struct Gallery
{
    QTemporaryDir folder;
    GalleryPage page{QStringList{folder.path()}};

    Gallery()
    {
        page.setLanguage(u"en"_s);
        page.resize(1100, 700);
        page.show();
    }
    QLineEdit *search() { return page.findChild<QLineEdit *>(); }
    QComboBox *category() { return page.findChild<QComboBox *>(); }
    QAbstractItemModel *rows() { return page.list().model(); }
    QString first() { return rows()->index(0, 0).data().toString(); }
    QString chosen() { return page.list().chosen() ? page.list().chosen()->name : QString(); }
    QLineEdit *field(const QString &name)
    {
        for (QLineEdit *line : page.details().findChildren<QLineEdit *>())
            if (line->accessibleName() == name)
                return line;
        return nullptr;
    }
    QString texts()
    {
        QStringList all;
        for (const Text *text : page.details().findChildren<Text *>())
            all.append(text->text());
        return all.join(u'\n');
    }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *button : page.findChildren<QPushButton *>())
            if (button->text() == text)
                return button;
        return nullptr;
    }
};

} // namespace

class TestGalleryPage : public QObject
{
    Q_OBJECT

private slots:
    void searchesWhileOneTypes()
    {
        Gallery gallery;
        const int all = gallery.rows()->rowCount();
        QVERIFY(all >= 40);
        QTest::keyClicks(gallery.search(), u"home"_s);
        QCOMPARE(gallery.chosen(), u"home-assistant"_s);
        gallery.search()->setText(u"самолеты"_s); // in either language, whatever the window speaks
        QCOMPARE(gallery.rows()->rowCount(), 1);
        QCOMPARE(gallery.chosen(), u"opensky"_s);
        gallery.search()->setText(u"no such thing"_s);
        QCOMPARE(gallery.rows()->rowCount(), 0);
        QVERIFY(!gallery.button(u"Connect"_s)->isEnabled());
        QTest::keyClick(gallery.search(), Qt::Key_Escape);
        QCOMPARE(gallery.rows()->rowCount(), all);
    }

    void categories()
    {
        Gallery gallery;
        const int market = gallery.category()->findData(u"market"_s);
        gallery.category()->setCurrentIndex(market);
        emit gallery.category()->activated(market);
        QVERIFY(gallery.rows()->rowCount() >= 10);
        for (int row = 0; row < gallery.rows()->rowCount(); ++row)
            QCOMPARE(gallery.rows()->index(row, 0).data(GalleryModel::SectionRole).toString(),
                     row == 0 ? u"Market data"_s : QString());
    }

    void favouritesComeFirstAndAreRemembered()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"x.ini"_s), QSettings::IniFormat);
        {
            Gallery gallery;
            gallery.page.list().choose(u"wikimedia"_s);
            QTest::keyClick(&gallery.page.list(), Qt::Key_F);
            QCOMPARE(gallery.chosen(), u"wikimedia"_s); // it stays the current one
            QCOMPARE(gallery.page.list().currentIndex().row(), 0);
            QCOMPARE(gallery.rows()->index(0, 0).data(GalleryModel::SectionRole).toString(), u"Favourites"_s);
            gallery.page.save(settings);
        }
        Gallery gallery;
        gallery.page.restore(settings);
        QCOMPARE(gallery.first(), u"Wikimedia recent changes"_s);
        const QModelIndex star = gallery.rows()->index(0, 0);
        QTest::mouseClick(gallery.page.list().viewport(), Qt::LeftButton, {},
                          GalleryDelegate::starBox(gallery.page.list().visualRect(star), star).center());
        QVERIFY(!gallery.rows()->index(0, 0).data(GalleryModel::FavouriteRole).toBool());
    }

    void asksForWhatIsMissing()
    {
        Gallery gallery;
        QSignalSpy wanted(&gallery.page, &GalleryPage::connectWanted);
        gallery.page.list().choose(u"ntfy"_s);
        QVERIFY(gallery.texts().contains(u"Limits: "_s));
        gallery.button(u"Connect"_s)->click();
        QCOMPARE(wanted.size(), 0);
        QVERIFY2(gallery.texts().contains(u"Fill in “Topic” first."_s), qPrintable(gallery.texts()));
        gallery.field(u"Topic"_s)->setText(u"mine"_s);
        gallery.field(u"Server"_s)->setText(u"h:1"_s);
        gallery.page.details().findChild<QCheckBox *>()->setChecked(false);
        QTest::keyClick(gallery.field(u"Topic"_s), Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        const auto wish = wanted[0][0].value<GalleryWish>();
        QCOMPARE(wish.name, u"ntfy"_s);
        QCOMPARE(wish.variables,
                 (QMap<QString, QString>{{u"topic"_s, u"mine"_s}, {u"host"_s, u"h:1"_s}, {u"s"_s, {}}}));
    }

    void secretsAreTypedUnseen()
    {
        Gallery gallery;
        QSignalSpy wanted(&gallery.page, &GalleryPage::connectWanted);
        gallery.page.list().choose(u"finnhub"_s);
        QLineEdit *secret = gallery.field(u"Access token"_s);
        QVERIFY(secret);
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        gallery.field(u"Symbols"_s)->setText(u"MSFT, "_s);
        QTest::keyClick(&gallery.page.list(), Qt::Key_Return);
        QCOMPARE(wanted.size(), 0);
        secret->setText(u"hush"_s);
        QTest::keyClick(&gallery.page.list(), Qt::Key_Return);
        const auto wish = wanted.value(0).value(0).value<GalleryWish>();
        QCOMPARE(wish.secrets.value(u"token"_s), u"hush"_s);
        QCOMPARE(wish.symbols, QStringList{u"MSFT"_s});
        gallery.page.list().choose(u"mempool"_s); // and are gone with their feed
        gallery.page.list().choose(u"finnhub"_s);
        QVERIFY(gallery.field(u"Access token"_s)->text().isEmpty());
    }

    void secretsAreNamedAndFoundAgain()
    {
        QMap<QString, QString> known;
        bool keychain = true;
        const SecretPlaces places{[&](const QString &feed, const QString &name) { return known.value(feed + u'/' + name); },
                                  [&] { return keychain; }};
        GalleryPage page({}, places);
        page.setLanguage(u"en"_s);
        page.resize(1100, 700);
        page.show();
        page.list().choose(u"alpaca"_s);
        QSignalSpy wanted(&page, &GalleryPage::connectWanted);
        const auto field = [&](const QString &name) {
            for (QLineEdit *line : page.details().findChildren<QLineEdit *>())
                if (line->accessibleName() == name)
                    return line;
            return static_cast<QLineEdit *>(nullptr);
        };
        QVERIFY(field(u"API key ID"_s) && field(u"API secret key"_s));
        known[u"alpaca/key"_s] = u"keychain"_s;
        page.list().choose(u"mempool"_s);
        QVERIFY(!page.details().findChild<QCheckBox *>()); // nothing to keep
        page.list().choose(u"alpaca"_s);
        QCOMPARE(field(u"API key ID"_s)->placeholderText(), u"in the keychain"_s);
        field(u"API secret key"_s)->setText(u"hush"_s);
        QVERIFY(page.details().findChild<QCheckBox *>()->isChecked());
        known[u"alpaca/secret"_s] = u"typed"_s;
        page.details().tryConnect();
        QCOMPARE(wanted.size(), 1);
        const auto wish = wanted[0][0].value<GalleryWish>();
        QCOMPARE(wish.secrets, (QMap<QString, QString>{{u"secret"_s, u"hush"_s}}));
        QVERIFY(wish.keepSecrets);
        QVERIFY(field(u"API secret key"_s)->text().isEmpty());
        QCOMPARE(field(u"API secret key"_s)->placeholderText(), u"given already"_s);
        page.details().tryConnect(); // and need not be typed again
        QCOMPARE(wanted.size(), 2);
        keychain = false;
        page.list().choose(u"mempool"_s);
        page.list().choose(u"alpaca"_s);
        QVERIFY(!page.details().findChild<QCheckBox *>());
    }

    void onlyPagesOfTheWebAreOpened()
    {
        Browser browser;
        for (const char *scheme : {"http", "https", "file"})
            QDesktopServices::setUrlHandler(QLatin1String(scheme), &browser, "open");
        Gallery gallery;
        gallery.page.list().choose(u"ntfy"_s);
        gallery.button(u"Documentation"_s)->click();
        QCOMPARE(browser.opened, QList<QUrl>{QUrl(u"https://docs.ntfy.sh/subscribe/api/"_s)});
        write(gallery.folder.filePath(u"bad.json"_s),
              "{\"gallery\":{\"title\":\"<b>x</b>\",\"docs\":\"http:evil\"},\"rules\":[{\"kind\":\"t\"}]}");
        gallery.page.reload(u"bad"_s);
        QCOMPARE(gallery.chosen(), u"bad"_s);
        QVERIFY(gallery.page.list().chosen()->problem.contains(u"gallery.docs"_s));
        QVERIFY(!gallery.button(u"Documentation"_s)->isEnabled());
        QVERIFY(!gallery.button(u"Connect"_s)->isEnabled());
        for (const Text *text : gallery.page.details().findChildren<Text *>())
            QCOMPARE(text->textFormat(), Qt::PlainText);
        for (const char *scheme : {"http", "https", "file"})
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    }

    void importsAndExports()
    {
        Gallery gallery;
        QTemporaryDir elsewhere;
        gallery.search()->setText(u"mempool"_s);
        write(elsewhere.filePath(u"mine.json"_s),
              "{\"name\":\"My feed\",\"headers\":{\"X-Key\":\"hush\"},\"rules\":[{\"kind\":\"t\"}]}");
        gallery.page.importFile(elsewhere.filePath(u"mine.json"_s));
        QCOMPARE(gallery.chosen(), u"mine"_s);
        QCOMPARE(gallery.rows()->index(0, 0).data(GalleryModel::SectionRole).toString(), u"Your own"_s);
        QVERIFY(gallery.texts().contains(u"Imported as “mine”."_s));
        const QString out = elsewhere.filePath(u"out.json"_s);
        gallery.page.exportTo(u"mine"_s, out);
        QVERIFY(gallery.texts().contains(u"Secrets were left out"_s));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly) && !file.readAll().contains("hush"));
        gallery.page.importFile(elsewhere.filePath(u"mine.json"_s));
        QVERIFY(gallery.texts().contains(u"already"_s));
    }

    void speaksRussianAtOnce()
    {
        Stage stage;
        stage.show(u"gallery"_s);
        GalleryPage &page = stage.window->gallery();
        page.list().choose(u"home-assistant"_s);
        QVERIFY(page.list().chosen());
        const auto title = [&] { return page.details().findChild<Text *>()->text(); };
        QCOMPARE(title(), u"Home Assistant"_s);
        stage.window->setLanguage(u"ru"_s);
        QCoreApplication::processEvents();
        QCOMPARE(page.list().chosen()->name, u"home-assistant"_s);
        QCOMPARE(title(), u"Home Assistant: умный дом"_s);
        QCOMPARE(page.list().currentIndex().data().toString(), u"Home Assistant: умный дом"_s);
    }

    void theWindowPassesItOn()
    {
        Stage stage;
        QSignalSpy wanted(stage.window.get(), &MainWindow::galleryFeedRequested);
        auto *dialog = stage.window->findChild<ConnectDialog *>();
        emit dialog->galleryWanted();
        GalleryPage &page = stage.window->gallery();
        QVERIFY(page.isVisible());
        page.list().choose(u"mempool"_s);
        page.list().setFocus();
        QTest::keyClick(&page.list(), Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
    }

    void everythingHasRoom_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << u"en"_s;
        QTest::newRow("ru") << u"ru"_s;
    }

    void everythingHasRoom()
    {
        QFETCH(QString, language);
        Stage stage(language);
        stage.show(u"gallery"_s);
        const QStringList sources{u"environment"_s, u"keychain"_s, u"typed"_s};
        for (const QString &source : sources) {
            stage.window->gallery().details().setSecretPlaces({[&](auto, auto) { return source; }, [] { return true; }});
            stage.window->gallery().list().choose(u"mempool"_s);
            stage.window->gallery().list().choose(u"alpaca"_s);
            QCoreApplication::processEvents();
            for (const QLineEdit *line : stage.window->gallery().details().findChildren<QLineEdit *>())
                QVERIFY2(line->fontMetrics().horizontalAdvance(line->placeholderText()) < line->width() - 16,
                         qPrintable(line->placeholderText()));
            const QWidget &details = stage.window->gallery().details();
            QVERIFY2(details.width() <= details.parentWidget()->width(), qPrintable(source)); // else it is cut
        }
        for (const char *name : {"alpaca", "ntfy", "home-assistant", "wikimedia", "graphql-ws"}) {
            stage.window->gallery().list().choose(QLatin1String(name));
            QCoreApplication::processEvents();
            QTRY_VERIFY2(std::ranges::all_of(stage.window->gallery().findChildren<QWidget *>(),
                                             [](QWidget *widget) { return cut(widget).isEmpty(); }),
                         name);
        }
    }

    void tabReachesEveryControl()
    {
        Stage stage;
        stage.show(u"gallery"_s);
        stage.window->gallery().list().choose(u"ntfy"_s);
        stage.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
        QSet<QWidget *> reached;
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(stage.window.get(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        GalleryPage &page = stage.window->gallery();
        QVERIFY(reached.contains(&page.list()));
        for (QPushButton *button : page.findChildren<QPushButton *>())
            QVERIFY2(!button->isEnabled() || reached.contains(button), qPrintable(button->text()));
        for (QLineEdit *line : page.findChildren<QLineEdit *>())
            QVERIFY2(!line->isVisible() || reached.contains(line), qPrintable(line->accessibleName()));
    }
};

QTEST_MAIN(TestGalleryPage)
#include "test_gallerypage.moc"
