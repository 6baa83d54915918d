// A refused certificate as a user meets it: the trouble band, the question, the pin, and where it is kept.
#include "app/demo.h"
#include "app/feedopener.h"
#include "app/proposalhost.h"
#include "app/secretstore.h"
#include "core/server/serverthread.h"
#include "core/session/session.h"
#include "tests/gui/windowstage.h"
#include "ui/certificatedialog.h"
#include "ui/connectdialog.h"
#include "ui/messagebar.h"
#include "ui/recentfeeds.h"
#include "ui/securitybox.h"

#include <QComboBox>
#include <QFile>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;

RefusedCertificate refused(bool pinHelps)
{
    return {u"feed.example.org:8443"_s,
            u"The certificate of feed.example.org:8443 is not signed by an authority that you trust. (SHA-256 00…)"_s,
            u"feed.example.org, Example"_s,
            u"Example's own authority"_s,
            QDateTime({2026, 1, 2}, {12, 0}, Qt::UTC),
            QDateTime({2027, 1, 2}, {12, 0}, Qt::UTC),
            QByteArray(32, '\x5a'),
            pinHelps};
}

QPushButton *button(const QWidget *parent, const QString &text)
{
    for (QPushButton *button : parent->findChildren<QPushButton *>())
        if (button->text() == text)
            return button;
    return nullptr;
}

QString allTexts(const QWidget *parent)
{
    QStringList texts;
    for (const Text *text : parent->findChildren<Text *>())
        texts.append(text->text());
    return texts.join(u'\n');
}

class NoKeychain final : public Keychain
{
public:
    bool isThere() const override { return false; }
    void read(const QString &, Done done) override { done({Answer::State::Unusable, {}, {}}); }
    void write(const QString &, const QString &, Done done) override { done({Answer::State::Unusable, {}, {}}); }
    void remove(const QString &, Done done) override { done({Answer::State::Unusable, {}, {}}); }
};

/// It answers when the test does.
class SlowKeychain final : public Keychain
{
public:
    explicit SlowKeychain(std::vector<Done> &waiting)
        : m_waiting(waiting)
    {}
    void read(const QString &, Done done) override { m_waiting.push_back(std::move(done)); }
    void write(const QString &, const QString &, Done done) override { m_waiting.push_back(std::move(done)); }
    void remove(const QString &, Done done) override { m_waiting.push_back(std::move(done)); }

private:
    std::vector<Done> &m_waiting;
};

/// The whole window over real connections.
struct Whole
{
    QTemporaryDir folder;
    Session session{SessionOptions()};
    Demo demo;
    std::unique_ptr<MainWindow> window;
    std::shared_ptr<SecretStore> secrets;
    std::unique_ptr<ProposalHost> proposals;
    std::unique_ptr<FeedOpener> opener;

    explicit Whole(std::unique_ptr<Keychain> keychain = std::make_unique<NoKeychain>())
    {
        UiOptions options;
        options.language = u"en"_s;
        options.settingsFile = settings();
        options.drain = [this] { return session.drain(); };
        window = std::make_unique<MainWindow>(session.data(), session, options);
        secrets = std::make_shared<SecretStore>(std::move(keychain), folder.filePath(u"secrets"_s));
        proposals = std::make_unique<ProposalHost>(*window, session, *secrets);
        opener = std::make_unique<FeedOpener>(*window, session, demo, *proposals, secrets);
        window->show();
    }
    QString settings() const { return folder.filePath(u"window.ini"_s); }
    MessageBar *bar() const { return window->findChild<MessageBar *>(); }
    QPushButton *pinButton() const
    {
        QPushButton *found = button(bar(), u"Pin this certificate…"_s);
        return found && found->isVisible() ? found : nullptr;
    }
    CertificateDialog *question() const { return window->findChild<CertificateDialog *>(); }
    bool isOpen() { return !session.data().lanes.empty() && session.data().lanes[0].state == LaneState::Open; }
};

} // namespace

class TestCertificates : public QObject
{
    Q_OBJECT

private slots:
    void theBandOffersIt()
    {
        Stage stage;
        auto *bar = stage.window->findChild<MessageBar *>();
        QSignalSpy wanted(stage.window.get(), &MainWindow::certificateWanted);
        LaneStatus &lane = stage.live.lanes[0];
        lane.state = LaneState::Stopped;
        lane.sentence = refused(true).reason;
        bar->refresh(steadyNow());
        QVERIFY(bar->isVisible() && !button(bar, u"Pin this certificate…"_s));
        QVERIFY(!button(bar, u"Show the certificate…"_s)->isVisible());
        lane.refused = refused(true);
        bar->say(u"something else"_s); // does not hide the question
        QVERIFY(button(bar, u"Pin this certificate…"_s));
        QVERIFY(button(bar, u"Pin this certificate…"_s)->isVisible());
        QVERIFY(allTexts(bar).contains(u"SHA-256"_s));
        button(bar, u"Pin this certificate…"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<RefusedCertificate>(), refused(true));
        lane.refused = refused(false);
        bar->refresh(steadyNow());
        QVERIFY(button(bar, u"Show the certificate…"_s)->isVisible());
        QVERIFY(!button(bar, u"Pin this certificate…"_s));
    }

    void refusingIsWhatEnterDoes()
    {
        auto *dialog = new CertificateDialog(refused(true), true);
        QSignalSpy wanted(dialog, &CertificateDialog::pinWanted);
        const QPointer<CertificateDialog> there(dialog);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QVERIFY(button(dialog, u"Refuse"_s)->isDefault());
        QVERIFY(button(dialog, u"Refuse"_s)->hasFocus());
        const QString texts = allTexts(dialog);
        for (const char *word : {"feed.example.org:8443", "feed.example.org, Example", "Example's own authority",
                                 "2026", "2027", "5A:5A:5A", "Connect…"})
            QVERIFY2(texts.contains(QString::fromUtf8(word)), word);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(wanted.size(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!there, patience);
    }

    void pinningIsAsked()
    {
        auto *dialog = new CertificateDialog(refused(true), false);
        QSignalSpy wanted(dialog, &CertificateDialog::pinWanted);
        dialog->open();
        QVERIFY(allTexts(dialog).contains(u"--pin"_s)); // it is not kept
        button(dialog, u"Pin and connect"_s)->click();
        QCOMPARE(wanted.size(), 1);
    }

    void whatNoPinHelpsIsOnlyShown()
    {
        CertificateDialog dialog(refused(false), true);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QCOMPARE(dialog.findChildren<QPushButton *>().size(), 1);
        QVERIFY(allTexts(&dialog).contains(u"cannot be pinned"_s));
    }

    void theConnectDialogTakesAll()
    {
        ConnectDialog dialog;
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *box = dialog.findChild<SecurityBox *>();
        ConnectRequest request;
        request.url = u"wss://host/ws"_s;
        request.security = {u"/ca.pem"_s, u"/me.pem"_s, u"/me.key"_s,
                            u"host:443="_s + QString(64, u'a'), u"socks5://proxy:1080"_s};
        dialog.setRequest(request);
        QCOMPARE(dialog.request(), request);
        dialog.show();
        QVERIFY(!box->findChildren<QLineEdit *>().first()->isVisible());
        const QString folded = box->findChildren<QPushButton *>().first()->text();
        QVERIFY2(folded.contains(u"pinned"_s) && folded.contains(u"proxy"_s), qPrintable(folded));
        box->unfold(true);
        QVERIFY(box->findChildren<QLineEdit *>().first()->isVisible());
        auto *proxy = box->findChild<QComboBox *>();
        proxy->setCurrentIndex(1);
        QCOMPARE(dialog.request().security.proxy, u"system"_s);
        proxy->setCurrentIndex(0);
        QVERIFY(dialog.request().security.proxy.isEmpty());
        QVERIFY(box->problem().isEmpty());
        request.security = {{}, {}, u"/me.key"_s, {}, {}};
        dialog.setRequest(request);
        QVERIFY(!box->problem().isEmpty());
        request.security = {{}, {}, {}, u"abc"_s, {}};
        dialog.setRequest(request);
        QVERIFY(!box->problem().isEmpty());
        QVERIFY(!button(&dialog, u"Connect"_s)->isEnabled());
    }

    /// What is set is kept with the feed; a proxy's password is not.
    void recentFeedsKeepIt()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"x.ini"_s);
        ConnectRequest request;
        request.url = u"wss://host/ws"_s;
        request.security = {u"/ca.pem"_s, u"/me.pem"_s, {}, QString(64, u'b'), u"http://me:marked@proxy:3128"_s};
        {
            QSettings settings(file, QSettings::IniFormat);
            saveRecent(settings, {request});
        }
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly) && !written.readAll().contains("marked"));
        QSettings settings(file, QSettings::IniFormat);
        const QList<ConnectRequest> again = loadRecent(settings);
        request.security.proxy = u"http://me:@proxy:3128"_s; // to be typed again
        QCOMPARE(again, QList<ConnectRequest>{request});
    }

    /// From the refusal over the question to an open connection, and what is remembered of it.
    void aPinOpensTheFeed()
    {
        ServerThread server;
        ServerOptions options;
        options.tls = true;
        QString error;
        const auto address = server.start(options, &error);
        QVERIFY2(address, qPrintable(error));
        Whole whole;
        ConnectRequest request;
        request.url = address->ws.toString();
        whole.window->requestConnection(request);
        QTRY_VERIFY_WITH_TIMEOUT(whole.pinButton(), patience);
        QVERIFY(allTexts(whole.bar()).contains(QString::fromLatin1(address->certificateSha256.toHex())));
        whole.pinButton()->click();
        QVERIFY(whole.question());
        whole.question()->reject();
        QTRY_VERIFY_WITH_TIMEOUT(!whole.question(), patience);
        QVERIFY(!whole.isOpen());
        whole.pinButton()->click();
        button(whole.question(), u"Pin and connect"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(whole.isOpen(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!whole.pinButton(), patience);
        whole.window->close();
        QSettings settings(whole.settings(), QSettings::IniFormat);
        const QList<ConnectRequest> recent = loadRecent(settings);
        QCOMPARE(recent.size(), 1);
        QVERIFY(recent[0].security.pin.endsWith(QString::fromLatin1(address->certificateSha256.toHex())));
        whole.session.stop();
    }

    /// A feed that is known by its name has no place for a pin: it is this run's.
    void aPinOfANamedFeed()
    {
        ServerThread server;
        ServerOptions options;
        options.tls = true;
        QString error;
        const auto address = server.start(options, &error);
        QVERIFY2(address, qPrintable(error));
        Whole whole;
        const QString file = whole.folder.filePath(u"mine.json"_s);
        QFile profile(file);
        QVERIFY(profile.open(QIODevice::WriteOnly));
        profile.write("{\"name\":\"mine\",\"url\":\"" + address->ws.toEncoded() +
                      "\",\"rules\":[{\"kind\":\"tick\",\"fields\":{\"symbol\":\"/symbol\",\"price\":\"/price\"}}]}");
        profile.close();
        FeedOptions feed;
        feed.feed = file;
        whole.opener->open(feed, true, [&](const QString &sentence) { error = sentence; });
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QTRY_VERIFY_WITH_TIMEOUT(whole.pinButton(), patience);
        whole.pinButton()->click();
        QVERIFY(allTexts(whole.question()).contains(u"--pin"_s));
        button(whole.question(), u"Pin and connect"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(whole.isOpen(), patience);
        whole.session.stop();
    }

    /// While the keychain takes its time nothing keeps the user from opening another feed: that one stays.
    void whatWasOvertakenIsNotOpened()
    {
        ServerThread server;
        QString error;
        const auto address = server.start({}, &error);
        QVERIFY2(address, qPrintable(error));
        std::vector<Keychain::Done> waiting;
        Whole whole(std::make_unique<SlowKeychain>(waiting));
        QStringList told;
        const auto open = [&](const QString &name, const QByteArray &query) {
            QFile profile(whole.folder.filePath(name));
            if (profile.open(QIODevice::WriteOnly))
                profile.write("{\"name\":\"mine\",\"url\":\"" + address->ws.toEncoded() + query +
                              "\",\"rules\":[{\"kind\":\"tick\",\"fields\":{\"symbol\":\"/symbol\"}}]}");
            profile.close();
            FeedOptions feed;
            feed.feed = profile.fileName();
            whole.opener->open(feed, true, [&told, name](const QString &sentence) { told.append(name + sentence); });
        };
        open(u"slow.json"_s, "?key={secret:key}");
        QVERIFY(!waiting.empty());
        open(u"quick.json"_s, "?quick");
        QCOMPARE(told, QStringList{u"quick.json"_s});
        QTRY_VERIFY_WITH_TIMEOUT(whole.isOpen(), patience);
        for (const Keychain::Done &done : std::exchange(waiting, {}))
            done({Keychain::Answer::State::Done, u"value"_s, {}});
        QCOMPARE(told, QStringList{u"quick.json"_s});
        QCOMPARE(whole.session.plan().lanes.front().endpoint.url.query(), u"quick"_s);
        whole.session.stop();
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
        auto *dialog = stage.window->findChild<ConnectDialog *>();
        dialog->open();
        dialog->findChild<SecurityBox *>()->unfold(true);
        auto *question = new CertificateDialog(refused(true), true, stage.window.get());
        question->open();
        QCoreApplication::processEvents();
        for (const QWidget *parent : {static_cast<QWidget *>(dialog), static_cast<QWidget *>(question)})
            for (QWidget *widget : parent->findChildren<QWidget *>())
                QTRY_VERIFY2(cut(widget).isEmpty(), qPrintable(cut(widget)));
        for (const QLineEdit *line : dialog->findChild<SecurityBox *>()->findChildren<QLineEdit *>())
            QVERIFY2(line->fontMetrics().horizontalAdvance(line->placeholderText()) <= line->width() - 16,
                     qPrintable(line->placeholderText()));
    }
};

QTEST_MAIN(TestCertificates)
#include "test_certificates.moc"
