#include "core/session/backfill.h"

#include "core/transport/headers.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>
#include <QUrlQuery>

#include <algorithm>

namespace feedscope {

namespace {

Seam::Options optionsOf(const BackfillConfig &config)
{
    Seam::Options options;
    options.wanted = config.forward ? 0 : config.wanted;
    options.contiguity = config.contiguity;
    options.forward = config.forward;
    return options;
}

/// A page may be of any size within the limits, but no cookie, redirect or compression comes with it.
Endpoint plain(Endpoint endpoint)
{
    endpoint.poll = {};
    return endpoint;
}

} // namespace

Backfill::Backfill(const BackfillConfig &config, std::shared_ptr<FeedContext> feed, PageReader::Text text,
                   BackfillTimes times)
    : m_config(config)
    , m_times(times)
    , m_reader(std::move(feed), config.contiguity, config.forward, std::move(text))
    , m_seam(optionsOf(config))
    , m_exchange(plain(config.endpoint))
    , m_backoff(config.seed)
{
    m_next.setSingleShot(true);
    m_silent.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, [this] { m_seam.isWalking() ? ask() : look(); });
    connect(&m_silent, &QTimer::timeout, this, [this] {
        m_seam.delivers();
        look();
    });
    connect(&m_exchange, &HttpExchange::ended, this, &Backfill::answered);
}

Backfill::~Backfill()
{
    m_exchange.stop();
}

void Backfill::connectionBegins()
{
    m_seam.connectionBegins();
    m_silent.start(m_times.silent);
}

void Backfill::heard(std::vector<SeamRow> &&rows)
{
    m_silent.stop();
    m_seam.delivers();
    for (SeamRow &row : rows)
        if (!row.arrival.has(Arrival::Snapshot))
            m_seam.live(std::move(row));
    look();
    tellIfJoined();
}

void Backfill::heard(std::span<const Arrival> arrivals)
{
    std::vector<SeamRow> rows;
    rows.reserve(arrivals.size());
    for (const Arrival &arrival : arrivals)
        rows.push_back({arrival, {}, false});
    heard(std::move(rows));
}

/// Begins a walk that is due: one at a time, and not one for each of many small gaps.
void Backfill::look()
{
    if (m_seam.wantsWalk() && !m_next.isActive() && !m_asking)
        beginWalk();
}

void Backfill::beginWalk()
{
    m_seam.beginWalk();
    m_place = m_config.forward ? m_reader.placeBehind(m_seam.lastNumber()) : QByteArray();
    m_lastPage = steadyNow();
    ask();
}

QUrl Backfill::url() const
{
    QUrl url = requestUrl(m_config.endpoint.url);
    QUrlQuery query(url);
    if (const QByteArray &name = m_config.endpoint.poll.cursorQuery; !name.isEmpty() && !m_place.isEmpty()) {
        query.removeAllQueryItems(QString::fromUtf8(name));
        query.addQueryItem(QString::fromUtf8(name), QString::fromLatin1(m_place.toPercentEncoding()));
    }
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

void Backfill::ask()
{
    QNetworkRequest request = m_exchange.request(url());
    const QByteArray &header = m_config.endpoint.poll.cursorHeader;
    const bool isPlain = std::ranges::all_of(m_place, [](char c) { return c > ' ' && c < '\x7f'; });
    if (!header.isEmpty() && !m_place.isEmpty() && isPlain)
        request.setRawHeader(header, m_place);
    m_asking = true;
    m_exchange.get(request);
}

void Backfill::answered(const HttpEnd &end)
{
    m_asking = false;
    const HttpHead &head = m_exchange.head();
    const QByteArray body = m_exchange.takeBody();
    if (!m_seam.isWalking()) { // given up meanwhile
        m_next.start(m_times.pause);
        return;
    }
    const QUrl &place = m_config.endpoint.url;
    if (end.fault)
        return failedOnce(*end.fault);
    if (head.status != 200)
        return failedOnce(sentences::httpStatus(place, head.status, head.location, head.retryAfter));
    if (!head.encoding.isEmpty() && head.encoding != "identity")
        return failedOnce(sentences::badEncoding(place));
    HistoryPage page = m_reader.read(body, end.at);
    if (!page.problem.isEmpty())
        return failedOnce({ErrorKind::Persistent, page.problem, {}, 0});
    pageArrived(std::move(page));
}

void Backfill::failedOnce(const TransportError &error)
{
    const Ns now = steadyNow();
    const Ns wished = std::chrono::nanoseconds(error.retryAfter).count();
    if (error.kind == ErrorKind::Persistent || now + wished > m_lastPage + m_times.patience) {
        m_seam.giveUp();
        m_next.start(std::max<std::chrono::milliseconds>(m_times.pause, error.retryAfter));
        emit failed(error.sentence);
        return tellIfJoined();
    }
    m_next.start(std::chrono::milliseconds(m_backoff.next(now, wished) / millisecond + 1));
}

void Backfill::pageArrived(HistoryPage &&page)
{
    m_lastPage = steadyNow();
    m_backoff.healthy(m_lastPage);
    const bool more = !page.next.isEmpty() && page.next != m_place && !page.rows.empty();
    m_place = page.next;
    const bool goesOn = m_seam.page(std::move(page.rows), more);
    // What the server wishes of those who ask again and again is its Retry-After with 429; a page more is asked
    // for when this one is dealt with.
    m_next.start(goesOn ? std::chrono::milliseconds(0) : m_times.pause * (1 << m_seam.futile()));
    tellIfJoined();
}

void Backfill::tellIfJoined()
{
    if (m_seam.hasOutput())
        emit joined();
}

} // namespace feedscope
