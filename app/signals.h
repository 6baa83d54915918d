#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace feedscope {

/// Turns SIGINT and SIGTERM into a Qt signal on the main thread, so that a command can end in good order. A
/// second one while the first is being obeyed ends the process at once. One object a process.
class StopSignals final : public QObject
{
    Q_OBJECT

public:
    StopSignals();
    ~StopSignals() override;

signals:
    void stopRequested();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace feedscope
