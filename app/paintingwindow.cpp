#include "app/paintingwindow.h"

#include "app/commands.h"
#include "app/demo.h"
#include "app/feedsource.h"
#include "core/session/session.h"
#include "ui/mainwindow.h"

#include <QApplication>

#include <thread>

namespace feedscope {

int besidePaintingWindow(const std::function<int()> &work)
{
    Demo demo;
    Session session{SessionOptions()};
    UiOptions options;
    options.page = QStringLiteral("compare"); // it paints most
    options.size = QSize(1280, 800);
    options.drain = [&session] { return session.drain(); };
    MainWindow window(session.data(), session, options);
    QObject::connect(&session, &Session::dataAfterSilence, &window.frameClock(), &FrameClock::wake);
    PlanResult planned = planOf(FeedOptions(), demo);
    if (const QString error = planned.error.isEmpty() ? session.start(std::move(planned.plan)) : planned.error;
        !error.isEmpty()) {
        complain(error);
        return 1;
    }
    QApplication::setQuitOnLastWindowClosed(false); // the work goes on without it
    window.show();
    int status = 1;
    std::thread thread([&] {
        status = work();
        QMetaObject::invokeMethod(&window, [] { QApplication::quit(); }, Qt::QueuedConnection);
    });
    QApplication::exec();
    thread.join();
    return status;
}

} // namespace feedscope
