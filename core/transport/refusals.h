#pragma once

#include "core/refusedcertificate.h"

#include <QList>

#include <mutex>
#include <optional>

namespace feedscope {

/// The certificates that a feed's servers were refused for: transports put them in, whoever shows the feed takes
/// them out again. Shared by the feed's endpoints; any thread. Holds the newest of each peer, of 16 peers.
class Refusals
{
public:
    void note(const RefusedCertificate &certificate);
    /// That which this sentence names by its SHA-256.
    std::optional<RefusedCertificate> namedBy(const QString &sentence) const;

private:
    mutable std::mutex m_mutex;
    QList<RefusedCertificate> m_newest;
};

} // namespace feedscope
