#pragma once

#include "core/transport/transport.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <optional>

namespace feedscope::fakes {

/// Writes down what a transport has to say. `heard` names the calls in order: "opened", "message", …
class ListenerLog final : public TransportListener
{
public:
    QStringList heard;
    std::optional<Opened> opened;
    QList<Message> messages;
    QList<Request> requests;
    QList<Ns> pongs;
    std::optional<TransportError> failed;
    std::optional<Closed> closed;
    std::function<void(const QString &)> onCall; ///< called after each call, with its name

    bool isOver() const { return failed || closed; }
    QString sentence() const { return failed ? failed->sentence : QString(); }
    int endings() const
    {
        return int(heard.count(QStringLiteral("failed")) + heard.count(QStringLiteral("closed")));
    }

    void transportOpened(const Opened &value) override
    {
        opened = value;
        note(QStringLiteral("opened"));
    }
    void transportMessage(Message &&message) override
    {
        messages.append(std::move(message));
        note(QStringLiteral("message"));
    }
    void transportRequest(const Request &request) override
    {
        requests.append(request);
        note(QStringLiteral("request"));
    }
    void transportPong(Ns roundTrip) override
    {
        pongs.append(roundTrip);
        note(QStringLiteral("pong"));
    }
    void transportFailed(const TransportError &error) override
    {
        failed = error;
        note(QStringLiteral("failed"));
    }
    void transportClosed(const Closed &value) override
    {
        closed = value;
        note(QStringLiteral("closed"));
    }

private:
    void note(const QString &name)
    {
        heard.append(name);
        if (onCall)
            onCall(name);
    }
};

} // namespace feedscope::fakes
