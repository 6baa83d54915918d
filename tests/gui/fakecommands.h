#pragma once

#include "core/store/livedata.h"

#include <QStringList>

namespace feedscope {

/// A session that only writes down what it is asked.
class FakeCommands final : public SessionCommands
{
public:
    explicit FakeCommands(LiveData *data = nullptr)
        : m_data(data)
    {}

    void setPollInterval(std::chrono::milliseconds value) override
    {
        interval = value;
        asked += QStringLiteral("interval %1").arg(value.count());
    }
    void setPollKeepAlive(bool value) override
    {
        keepAlive = value;
        asked += QStringLiteral("keepAlive %1").arg(value);
    }
    void setPollCursor(bool value) override
    {
        cursor = value;
        asked += QStringLiteral("cursor %1").arg(value);
    }
    void setFrozen(bool value) override { asked += QStringLiteral("frozen %1").arg(value); }
    void setSlowFeed(bool value) override
    {
        slow = value;
        asked += QStringLiteral("slow %1").arg(value);
    }
    void reconnectNow() override { asked += QStringLiteral("reconnect"); }
    void setReconnectsMute(bool reconnects) override { asked += QStringLiteral("reconnectsMute %1").arg(reconnects); }
    void cutConnections() override { asked += QStringLiteral("cut"); }
    void setPath(const Impairment &value) override
    {
        simulated = value;
        asked += QStringLiteral("path %1").arg(value.delay / millisecond);
    }
    void stall(std::chrono::milliseconds length) override
    {
        asked += QStringLiteral("stall %1").arg(length.count());
    }
    void cutAll() override { asked += QStringLiteral("cut all"); }
    void setMotion(bool value) override
    {
        moves = value;
        asked += QStringLiteral("motion %1").arg(value);
    }
    void measureOwnError() override { asked += QStringLiteral("own error"); }
    void setLanes(const QStringList &lanes) override { asked += QStringLiteral("lanes ") + lanes.join(u','); }
    WsView frames() const override { return view; }
    QStringList availableLanes() const override { return available; }
    void markRead(const QString &id) override
    {
        asked += QStringLiteral("read ") + id;
        if (m_data)
            m_data->notices.markRead(id);
    }
    void markAllRead() override
    {
        asked += QStringLiteral("read all");
        if (m_data)
            m_data->notices.markAllRead();
    }
    std::chrono::milliseconds pollInterval() const override { return interval; }
    bool pollKeepAlive() const override { return keepAlive; }
    bool pollCursor() const override { return cursor; }
    bool cursorAvailable() const override { return true; }
    bool isDemo() const override { return demo; }
    bool slowFeed() const override { return slow; }
    const Impairment &path() const override { return simulated; }
    bool motion() const override { return moves; }
    bool canMeasureOwnError() const override { return true; }

    QStringList asked;
    WsView view;
    QStringList available{QStringLiteral("websocket"), QStringLiteral("http-poll"),
                          QStringLiteral("http-poll-new")};
    std::chrono::milliseconds interval{1000};
    bool keepAlive = true, cursor = false, slow = false, demo = true, moves = false;
    Impairment simulated;

private:
    LiveData *m_data;
};

} // namespace feedscope
