#pragma once

#include <QString>

#include <functional>
#include <memory>

namespace feedscope {

/// Where secrets are kept between two runs. It answers when it can, on the thread that asked, or never: who
/// asks sets a deadline. Used on the main thread only.
class Keychain
{
public:
    /// What it says to one question.
    struct Answer
    {
        enum class State : std::uint8_t
        {
            Done,    ///< read, written or removed
            Absent,  ///< it has no such secret
            Unusable ///< there is no keychain, or it refuses
        };
        State state = State::Absent;
        QString value;  ///< of a reading
        QString reason; ///< of Unusable, in its own words; may be empty
    };
    using Done = std::function<void(const Answer &)>;

    Keychain() = default;
    Keychain(const Keychain &) = delete;
    Keychain &operator=(const Keychain &) = delete;
    virtual ~Keychain() = default;

    /// As far as can be told without asking it.
    virtual bool isThere() const { return true; }

    virtual void read(const QString &key, Done done) = 0;
    virtual void write(const QString &key, const QString &value, Done done) = 0;
    virtual void remove(const QString &key, Done done) = 0;
};

/// That of the system, through QtKeychain: Secret Service or KWallet, under the service "feedscope". Without a
/// session bus it answers at once that there is none.
std::unique_ptr<Keychain> systemKeychain();

} // namespace feedscope
