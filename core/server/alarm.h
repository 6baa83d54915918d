#pragma once

#include "core/clock.h"

#include <QObject>

#include <memory>

namespace feedscope::server {

/// Rings once at a point of the steady clock, with the precision of the kernel's timers (tens of
/// microseconds) where it has them; QTimer rounds to whole milliseconds. Lives in the thread it was made in.
class Alarm final : public QObject
{
    Q_OBJECT

public:
    explicit Alarm(QObject *parent = nullptr);
    ~Alarm() override;

    /// Replaces what was set before; a time in the past rings at the next turn of the event loop.
    void ringAt(Ns time);
    void cancel();

signals:
    void rang();

private:
    class Clockwork;
    std::unique_ptr<Clockwork> m_clockwork;
};

} // namespace feedscope::server
