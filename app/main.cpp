#include "app/commands.h"
#include "app/paintingwindow.h"
#include "app/secretstore.h"
#include "core/session/memory.h"
#include "ui/language.h"

#include <QApplication>
#include <QStandardPaths>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// Without a display Qt's offscreen platform draws the same pixels, for those who do not look.
void drawWithoutDisplay()
{
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// Names only stand in the file; see SecretStore.
std::shared_ptr<SecretStore> secretStore()
{
    return std::make_shared<SecretStore>(
        systemKeychain(), QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/secrets"_s);
}

struct Runner
{
    const FeedOptions &feed;
    int &argc;
    char **argv;

    int operator()(const WindowOptions &options) const
    {
        if (!options.screenshot.isEmpty())
            drawWithoutDisplay();
        const QApplication application(argc, argv);
        QGuiApplication::setDesktopFileName(u"io.github.feedscope.Feedscope"_s);
        return runWindow(feed, options);
    }
    int operator()(const CompareOptions &options) const
    {
        return headless([&] {
            Language language;
            return runCompare(feed, options, [&](const QString &code) { language.set(code); });
        });
    }
    int operator()(const ServeOptions &options) const
    {
        return headless([&] { return runServe(options); });
    }
    int operator()(const ScaleOptions &options) const
    {
        return headless([&] { return runScale(feed, options); });
    }
    int operator()(const OwnErrorOptions &options) const
    {
        if (!options.painting)
            return headless([&] { return runOwnError(feed, options); });
        drawWithoutDisplay();
        const QApplication application(argc, argv);
        return besidePaintingWindow([&] { return runOwnError(feed, options); });
    }
    int operator()(const SecretOptions &options) const
    {
        return headless([&] { return runSecret(options, *feed.store); });
    }
    int operator()(const TailOptions &options) const
    {
        return headless([&] { return runTail(feed, options); });
    }
    int operator()(const RecordOptions &options) const
    {
        return headless([&] { return runRecord(feed, options); });
    }
    int operator()(const ProfileInferOptions &options) const
    {
        return headless([&] { return runProfileInfer(feed, options); });
    }
    int operator()(const ProfileCheckOptions &options) const
    {
        return headless([&] { return runProfileCheck(options); });
    }
    int operator()(const ProfileListOptions &options) const
    {
        return headless([&] { return runProfileList(options); });
    }
    int operator()(const ProfileImportOptions &options) const
    {
        return headless([&] { return runProfileImport(options); });
    }
    int operator()(const ProfileExportOptions &options) const
    {
        return headless([&] { return runProfileExport(options); });
    }
    int operator()(const ProfileSchemaOptions &options) const
    {
        return headless([&] { return runProfileSchema(options); });
    }

    template <typename Command>
    int headless(Command command) const
    {
        const QCoreApplication application(argc, argv);
        return command();
    }
};

} // namespace

int main(int argc, char *argv[])
{
    keepFreedMemory();
    QCoreApplication::setApplicationName(u"feedscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(FEEDSCOPE_VERSION));
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto parsed = parseCommandLine(arguments);
    if (const auto *early = std::get_if<EarlyExit>(&parsed)) {
        early->exitCode == 0 ? void(print(early->text.toUtf8())) : complain(early->text);
        return early->exitCode;
    }
    auto invocation = std::get<Invocation>(parsed);
    invocation.feed.store = secretStore();
    int qtArgc = 1; // the options are ours, not Qt's
    return std::visit(Runner{invocation.feed, qtArgc, argv}, invocation.command);
}
