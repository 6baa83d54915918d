#include "app/keychain.h"

#include <qt6keychain/keychain.h>

#include <QFile>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Where nobody listens, the library would try to start a bus, and wait.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           (qEnvironmentVariableIsSet("XDG_RUNTIME_DIR") &&
            QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s));
}

class SystemKeychain final : public Keychain
{
public:
    bool isThere() const override { return hasSessionBus(); }
    void read(const QString &key, Done done) override
    {
        auto *job = new QKeychain::ReadPasswordJob(service());
        start(job, key, std::move(done), [job] { return job->textData(); });
    }
    void write(const QString &key, const QString &value, Done done) override
    {
        auto *job = new QKeychain::WritePasswordJob(service());
        job->setTextData(value);
        start(job, key, std::move(done), [] { return QString(); });
    }
    void remove(const QString &key, Done done) override
    {
        start(new QKeychain::DeletePasswordJob(service()), key, std::move(done), [] { return QString(); });
    }

private:
    static QString service() { return u"feedscope"_s; }

    /// A job deletes itself after it has answered.
    static void start(QKeychain::Job *job, const QString &key, Done done, std::function<QString()> value)
    {
        if (!hasSessionBus()) {
            delete job;
            return done({Answer::State::Unusable, {}, {}});
        }
        job->setKey(key);
        job->setInsecureFallback(false); // never in a plain file
        QObject::connect(job, &QKeychain::Job::finished, job,
                         [done = std::move(done), value = std::move(value)](QKeychain::Job *finished) {
                             switch (finished->error()) {
                             case QKeychain::NoError:
                                 return done({Answer::State::Done, value(), {}});
                             case QKeychain::EntryNotFound:
                                 return done({Answer::State::Absent, {}, {}});
                             default:
                                 return done({Answer::State::Unusable, {}, finished->errorString()});
                             }
                         });
        job->start();
    }
};

} // namespace

std::unique_ptr<Keychain> systemKeychain()
{
    return std::make_unique<SystemKeychain>();
}

} // namespace feedscope
