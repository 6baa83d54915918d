#include "core/bundle/eventreader.h"

#include "core/bundle/bundleformat.h"
#include "core/bundle/eventlines.h"

#include <QCryptographicHash>
#include <QIODevice>

using namespace Qt::StringLiterals;

namespace feedscope::bundle {

namespace {

/// Reads one lane's file. A local of readEvents().
class Reading
{
public:
    Reading(QIODevice &device, const LaneFile &file, LaneInput &lane)
        : m_device(device)
        , m_file(file)
        , m_lane(lane)
    {}

    /// What is wrong, to stand after the file's name.
    QString run();

private:
    QString size() const;
    QString line(QByteArray &text);
    QString take(const Event &event);
    bool isComplete() const;

    QIODevice &m_device;
    const LaneFile &m_file;
    LaneInput &m_lane;
    LineReader m_reader;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    std::int64_t m_planned = 0; ///< overdue ones included: what charging them costs
};

/// Nothing is reserved for lines that the file is too short to hold.
QString Reading::size() const
{
    const qint64 bytes = m_device.size();
    if (bytes < m_file.seal.bytes)
        return u"is cut short: it has %1 of %2 bytes"_s.arg(bytes).arg(m_file.seal.bytes);
    if (bytes > m_file.seal.bytes)
        return u"has %1 bytes too many"_s.arg(bytes - m_file.seal.bytes);
    if ((m_file.arrivals + m_file.requests) * shortestLine > bytes)
        return u"is too short for the %1 events that bundle.json announces"_s.arg(m_file.arrivals +
                                                                                  m_file.requests);
    return {};
}

QString Reading::take(const Event &event)
{
    if (const auto *arrival = std::get_if<Arrival>(&event)) {
        m_lane.arrivals.push_back(*arrival);
        return {};
    }
    const Request &request = std::get<Request>(event);
    const Ns interval = std::max<Ns>({m_lane.interval, m_lane.plan ? m_lane.plan->interval() : 0, 1});
    m_planned += 1 + request.overdue;
    if (m_planned > mostPlanned || request.overdue > latestSteady / interval)
        return u"stands for more polls than any run has"_s;
    m_lane.requests.push_back(request);
    return {};
}

bool Reading::isComplete() const
{
    return std::ssize(m_lane.arrivals) == m_file.arrivals && std::ssize(m_lane.requests) == m_file.requests;
}

QString Reading::line(QByteArray &text)
{
    m_hash.addData(text);
    if (!text.endsWith('\n'))
        return text.size() > longestLine ? u"is longer than any event's"_s : u"has no end"_s;
    if (isComplete())
        return u"is one more than bundle.json announces"_s;
    text.chop(1);
    Event event;
    QString problem = m_reader.read({text.constData(), static_cast<std::size_t>(text.size())}, event);
    return problem.isEmpty() ? take(event) : problem;
}

QString Reading::run()
{
    if (QString problem = size(); !problem.isEmpty())
        return problem;
    m_lane.arrivals.reserve(static_cast<std::size_t>(m_file.arrivals));
    m_lane.requests.reserve(static_cast<std::size_t>(m_file.requests));
    for (qint64 number = 1; !m_device.atEnd(); ++number) {
        QByteArray text = m_device.readLine(longestLine + 2);
        if (text.isEmpty())
            return u"cannot be read: %1"_s.arg(m_device.errorString());
        if (const QString problem = line(text); !problem.isEmpty())
            return u"is damaged: its line %1 %2"_s.arg(number).arg(problem);
    }
    if (!isComplete())
        return u"holds %1 events of %2"_s.arg(m_lane.arrivals.size() + m_lane.requests.size())
            .arg(m_file.arrivals + m_file.requests);
    if (m_hash.result().toHex() != m_file.seal.sha256)
        return u"was changed after it was written: its SHA-256 is not the one in bundle.json"_s;
    return {};
}

/// Collects lines and hands them on in large pieces.
class Writing
{
public:
    explicit Writing(QIODevice &device)
        : m_device(device)
    {}

    template <typename Kind>
    void add(const Kind &event)
    {
        constexpr qsizetype piece = 1 << 20;
        appendLine(m_text, event);
        if (m_text.size() >= piece)
            flush();
    }
    bool finish(FileSeal &seal)
    {
        flush();
        seal = {m_bytes, m_hash.result().toHex()};
        return m_good;
    }

private:
    void flush()
    {
        m_hash.addData(m_text);
        m_bytes += m_text.size();
        m_good = m_good && m_device.write(m_text) == m_text.size();
        m_text.clear();
    }

    QIODevice &m_device;
    QByteArray m_text;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_bytes = 0;
    bool m_good = true;
};

} // namespace

QString readEvents(QIODevice &device, const QString &name, const LaneFile &file, LaneInput &lane)
{
    const QString problem = Reading(device, file, lane).run();
    return problem.isEmpty() ? QString() : u"%1 %2."_s.arg(name, problem);
}

bool writeEvents(QIODevice &device, const LaneInput &lane, LaneFile &file)
{
    Writing writing(device);
    auto arrival = lane.arrivals.begin();
    for (const Request &request : lane.requests) {
        for (; arrival != lane.arrivals.end() && arrival->arrival <= request.ended; ++arrival)
            writing.add(*arrival);
        writing.add(request);
    }
    for (; arrival != lane.arrivals.end(); ++arrival)
        writing.add(*arrival);
    file.arrivals = std::ssize(lane.arrivals);
    file.requests = std::ssize(lane.requests);
    return writing.finish(file.seal);
}

FileSeal sealOf(const QByteArray &text)
{
    return {text.size(), QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex()};
}

} // namespace feedscope::bundle
