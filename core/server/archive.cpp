#include "core/server/archive.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <tuple>

namespace feedscope::server {

using namespace Qt::StringLiterals;

Archive::Archive(std::size_t rows, qint64 bytes)
    : m_mostRows(std::max<std::size_t>(1, rows))
    , m_mostBytes(bytes)
{}

bool Archive::keepIn(const QString &path, QString *error, qint64 mostOfFile)
{
    auto file = std::make_unique<LogFile>(path, mostOfFile);
    if (!file->open(error))
        return false;
    file->read([this](const QByteArray &line) { readBack(line); });
    m_file = std::move(file);
    return true;
}

/// A line that is none of ours, or out of order, is passed over.
void Archive::readBack(const QByteArray &line)
{
    const QJsonObject row = QJsonDocument::fromJson(line).object();
    const QByteArray epoch = row.value("epoch"_L1).toString().toUtf8();
    const qint64 number = row.value("seq"_L1).toInteger();
    if (epoch.isEmpty() || number <= 0)
        return;
    const auto known = std::ranges::find(m_epochs, epoch);
    const bool isNewest = known != m_epochs.end() && known + 1 == m_epochs.end();
    const bool inOrder = m_rows.empty() || static_cast<std::uint64_t>(number) > m_rows.back().number;
    if (known == m_epochs.end() || (isNewest && inOrder))
        add(epoch, static_cast<std::uint64_t>(number), row.value("symbol"_L1).toString().toUtf8(), line);
}

void Archive::append(const QByteArray &epoch, std::uint64_t number, const QByteArray &symbol,
                     const QByteArray &text)
{
    add(epoch, number, symbol, text);
    if (m_file)
        m_uncommitted.append(text).append('\n');
}

void Archive::add(const QByteArray &epoch, std::uint64_t number, const QByteArray &symbol,
                  const QByteArray &text)
{
    if (m_epochs.empty() || m_epochs.back() != epoch)
        m_epochs.push_back(epoch);
    auto known = m_symbols.constFind(symbol);
    if (known == m_symbols.constEnd())
        known = m_symbols.insert(symbol, static_cast<std::uint32_t>(m_symbols.size()));
    m_rows.push_back({text, number, static_cast<std::uint32_t>(m_epochs.size() - 1), *known});
    m_bytes += text.size();
    while (m_rows.size() > m_mostRows || (m_bytes > m_mostBytes && m_rows.size() > 1)) {
        m_bytes -= m_rows.front().text.size();
        m_rows.pop_front();
        m_dropped = true;
    }
}

QString Archive::commit()
{
    if (!m_file || m_uncommitted.isEmpty())
        return {};
    const bool written = m_file->write(m_uncommitted);
    m_uncommitted.clear();
    if (written)
        return {};
    const QString why = m_file->errorString();
    m_file.reset(); // half a line may stand there: what came after it would have a hole before it
    return QCoreApplication::translate(
               "feedscope", "The log cannot be written any more: %1. Updates from now on are kept in memory only.")
        .arg(why);
}

std::optional<Archive::Place> Archive::placeOf(const QByteArray &text)
{
    const qsizetype dash = text.indexOf('-');
    bool valid = false;
    const std::uint64_t number = dash > 0 ? text.sliced(dash + 1).toULongLong(&valid) : 0;
    return valid ? std::optional(Place{text.first(dash), number}) : std::nullopt;
}

QByteArray Archive::placeText(const Row &row) const
{
    return m_epochs[row.epoch] + '-' + QByteArray::number(qulonglong(row.number));
}

Archive::Page Archive::page(const std::optional<Place> &before, const QByteArray &symbol,
                            std::size_t limit) const
{
    auto end = m_rows.cend();
    if (before) {
        const auto epoch = std::ranges::find(m_epochs, before->epoch);
        if (epoch == m_epochs.end())
            return {{}, {}, true};
        const auto index = static_cast<std::uint32_t>(epoch - m_epochs.begin());
        end = std::ranges::lower_bound(m_rows, std::tuple(index, before->number), {},
                                       [](const Row &row) { return std::tuple(row.epoch, row.number); });
    }
    const auto wanted = m_symbols.constFind(symbol);
    Page page;
    QByteArray oldest;
    while (end != m_rows.cbegin()) {
        const Row &row = *--end;
        if (!symbol.isEmpty() && (wanted == m_symbols.constEnd() || row.symbol != *wanted))
            continue;
        if (page.rows.size() == limit) {
            page.next = oldest;
            break;
        }
        page.rows.push_back(row.text);
        if (page.rows.size() == limit)
            oldest = placeText(row);
    }
    return page;
}

} // namespace feedscope::server
