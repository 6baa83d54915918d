// Shows the window over a made-up feed, for looking at it and for pictures: not a test.
//   preview [--lang ru] [--theme dark] [--page dashboard] [--size 1280x800] [--screenshot FILE] [--after MS]
//           [--series 1000] [--trouble] [--connect [--security]] [--proposal FILE-OF-MESSAGES]
//           [--gallery NAME] [--secrets] [--refused]: a feed of the gallery, the questions for secrets and for a pin
#include "core/infer/inference.h"
#include "tests/gui/fakecommands.h"
#include "tests/gui/syntheticfeed.h"
#include "ui/certificatedialog.h"
#include "ui/connectdialog.h"
#include "ui/gallerylist.h"
#include "ui/gallerypage.h"
#include "ui/mainwindow.h"
#include "ui/proposaldialog.h"
#include "ui/secretdialog.h"
#include "ui/securitybox.h"
#include "ui/screenshot.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCryptographicHash>
#include <QFile>

#include <cstdio>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

void addNotices(LiveData &data)
{
    const Ns wall = wallNow();
    data.notices.add(
        {u"5"_s, Severity::Info, u"SOL-USD volume above 1 M"_s, wall - 240 * second, true, false});
    data.notices.add(
        {u"4"_s, Severity::Warning, u"XRP-USD moved 2.4 % in 60 s"_s, wall - 150 * second, true, false});
    data.notices.add({u"3"_s, Severity::Critical, u"Feed went silent; HTTP is 2 s newer (mute socket)"_s,
                      wall - 33 * second, false, true});
    data.notices.add({u"2"_s, Severity::Info,
                      u"Connection restored after 2.1 s – 41 updates filled from history"_s,
                      wall - 24 * second, false, true});
    data.notices.add({u"1"_s, Severity::Warning, u"ETH-USD crossed 3,890 upwards"_s, wall, false, false});
    data.lanes[0].gaps.push_back({steadyNow() - 22 * second, steadyNow() - 19'900 * millisecond, 41});
}

void addTrouble(LiveData &data)
{
    LaneStatus &lane = data.lanes[0];
    lane.state = LaneState::Waiting;
    lane.freshness = Freshness::Down;
    lane.retryAt = steadyNow() + 8 * second;
    lane.sentence =
        u"The server at 127.0.0.1:41207 refused the connection: check that it runs and that the port is right."_s;
}

RefusedCertificate refusedCertificate()
{
    const QByteArray sha256 = QCryptographicHash::hash("a certificate", QCryptographicHash::Sha256);
    return {u"feed.example.org:8443"_s,
            QCoreApplication::translate("feedscope", "The certificate of %1 is not signed by an authority that you trust. Give the file of its authority (--ca, or Security in Connect…).")
                    .arg(u"feed.example.org:8443"_s) + u" (SHA-256 %1)"_s.arg(QString::fromLatin1(sha256.toHex())),
            u"feed.example.org, Example"_s, u"Example's own authority"_s, QDateTime::currentDateTime().addDays(-100),
            QDateTime::currentDateTime().addDays(265), sha256, true};
}

void refuse(LaneStatus &lane)
{
    lane.state = LaneState::Stopped;
    lane.freshness = Freshness::Down;
    lane.refused = refusedCertificate();
    lane.sentence = lane.refused->reason;
}

void showProposal(ProposalDialog &dialog, const QString &path)
{
    QFile file(path);
    infer::Inference inference;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.readAll().split('\n'))
            if (!line.isEmpty())
                inference.observe(line, false);
    dialog.setProposal(inference.propose(static_cast<double>(wallNow()) / 1e6), u"feed.example.org"_s);
    dialog.setUpdates({u"tick  symbol=BTC-USD  price=100.5"_s, u"tick  symbol=ETH-USD  price=101.5"_s});
    dialog.say(u"Nobody has said how this feed is read: its first messages are watched over a connection of their own, which ends with this window."_s);
    dialog.show();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    for (const char *name : {"lang", "theme", "page", "size", "screenshot", "after", "series", "proposal", "gallery"})
        parser.addOption({QString::fromLatin1(name), QString(), u"value"_s});
    parser.addOption({u"trouble"_s, QString()});
    for (const char *name : {"connect", "security", "secrets", "refused"})
        parser.addOption({QString::fromLatin1(name), QString()});
    parser.process(app);
    const auto value = [&](QLatin1StringView name) { return parser.value(QString(name)); };

    LiveData data;
    FakeCommands commands(&data);
    const int series = value("series"_L1).isEmpty() ? 12 : value("series"_L1).toInt();
    SyntheticFeed feed(data, series);
    addNotices(data);
    if (parser.isSet(u"trouble"_s))
        addTrouble(data);
    UiOptions options;
    options.language = value("lang"_L1).isEmpty() ? u"en"_s : value("lang"_L1);
    options.theme = value("theme"_L1) == "light"_L1 ? ThemeMode::Light : ThemeMode::Dark;
    options.themeGiven = true;
    options.page = value("page"_L1);
    const QStringList size = value("size"_L1).split(u'x');
    if (size.size() == 2)
        options.size = QSize(size[0].toInt(), size[1].toInt());
    options.drain = [&] { return feed.advance(steadyNow()); };
    options.secrets = {[](const QString &, const QString &name) { return name == "key"_L1 ? u"keychain"_s : QString(); },
                       [] { return true; }};
    if (parser.isSet(u"refused"_s))
        refuse(data.lanes[0]);
    MainWindow window(data, commands, options);
    window.show();
    if (parser.isSet(u"connect"_s))
        window.openConnectDialog();
    window.findChild<SecurityBox *>()->unfold(parser.isSet(u"security"_s));
    if (parser.isSet(u"gallery"_s)) {
        window.showPage(u"gallery"_s);
        window.gallery().list().choose(value("gallery"_L1));
    }
    SecretDialog secrets(u"alpaca"_s, {{u"key"_s, secretTitle(u"key"_s, {}, window.language())}, {u"token"_s, secretTitle(u"token"_s, {}, window.language())}}, true, &window);
    secrets.setAttribute(Qt::WA_DeleteOnClose, false);
    CertificateDialog question(refusedCertificate(), true, &window);
    question.setAttribute(Qt::WA_DeleteOnClose, false);
    if (parser.isSet(u"secrets"_s))
        secrets.show();
    if (parser.isSet(u"page"_s) == false && parser.isSet(u"refused"_s))
        question.show();
    if (parser.isSet(u"proposal"_s))
        showProposal(window.proposal(), value("proposal"_L1));
    QWidget *shown =
        parser.isSet(u"proposal"_s) ? &window.proposal() :
        secrets.isVisible() ? &secrets : question.isVisible() ? &question :
        parser.isSet(u"connect"_s) ? window.findChild<ConnectDialog *>() : static_cast<QWidget *>(&window);
    if (!value("screenshot"_L1).isEmpty())
        takeScreenshot(shown, value("screenshot"_L1), std::chrono::milliseconds(value("after"_L1).toInt()),
                       [&](const QString &problem) {
                           std::fprintf(stderr, "%s work max %.1f ms, gap p99 %.1f ms, %d fps\n",
                                        qPrintable(problem), window.frameClock().workMaxMs(),
                                        window.frameClock().gapP99Ms(),
                                        window.frameClock().framesPerSecond());
                           QApplication::exit(problem.isEmpty() ? 0 : 1);
                       });
    return QApplication::exec();
}
