#pragma once

#include "core/transport/transport.h"

#include <QTimer>

#include <memory>

namespace feedscope {

class RecordingReader;
struct RecordedMessage;

/// A recorded lane, received once more: replay:///path/to/file?lane=websocket. Each message comes as long after
/// the first as it did then, and is stamped with that very instant, so the figures are those of the recording.
/// The query's `shift` (ns) is laid over the recorded wall clock to get the present one's; without it the first
/// message comes at once. What was due more than `mostLate` ago is passed over. At the end the attempt fails for
/// good, with a sentence that says so. Network thread; it reads the file there, some messages ahead of none.
class ReplayTransport final : public Transport
{
    Q_OBJECT

public:
    static constexpr Ns mostLate = 5 * second;

    ReplayTransport(const Endpoint &endpoint, TransportListener *listener);
    ~ReplayTransport() override;

    void start() override;
    void stop() override;
    /// There is nobody to hear it.
    bool send(const QByteArray &, bool) override { return false; }
    /// A file that can be read is alive, however quiet its feed was.
    bool ping() override;
    std::int64_t bytesSeen() const override { return m_signs + m_counters.payloadReceived; }
    TransportCounters counters() const override { return m_counters; }

private:
    void begin();
    bool openFile();
    void play();
    void fetch();
    void fail(const QString &sentence);
    Ns due() const;

    QTimer m_next;
    std::unique_ptr<RecordingReader> m_reader;
    std::unique_ptr<RecordedMessage> m_message; ///< the next; null: the end
    TransportCounters m_counters;
    Ns m_shift = 0; ///< recorded wall clock to steady clock now
    std::int64_t m_signs = 0;
    bool m_ended = false;
};

} // namespace feedscope
