#include "core/framing.h"

#include <QtEndian>

namespace feedscope {

namespace {

constexpr qsizetype lengthSize = 4;

} // namespace

void appendFramed(QByteArray &stream, QByteArrayView message, Framing framing)
{
    if (framing == Framing::Length32) {
        const quint32 size = qToBigEndian(static_cast<quint32>(message.size()));
        stream.append(reinterpret_cast<const char *>(&size), sizeof size);
    }
    stream.append(message);
    if (framing == Framing::Lines && !message.endsWith('\n'))
        stream.append('\n');
}

void MessageCutter::feed(QByteArrayView bytes)
{
    m_bytes.remove(0, m_begin);
    m_scanned -= m_begin;
    m_begin = 0;
    m_bytes.append(bytes);
}

std::optional<FramedMessage> MessageCutter::next()
{
    if (m_tooLarge)
        return {};
    return m_framing == Framing::Lines ? nextLine() : nextRecord();
}

FramedMessage MessageCutter::take(qsizetype size, qsizetype framing)
{
    const qsizetype begin = m_begin;
    m_begin = m_scanned = begin + size;
    return {m_bytes.sliced(begin, size), framing};
}

std::optional<FramedMessage> MessageCutter::nextLine()
{
    const qsizetype end = m_bytes.indexOf('\n', m_scanned);
    m_scanned = end < 0 ? m_bytes.size() : end;
    const bool carriageReturn = m_scanned > m_begin && m_bytes.at(m_scanned - 1) == '\r';
    const qsizetype content = m_scanned - m_begin - (carriageReturn ? 1 : 0);
    m_tooLarge = content > m_limit;
    if (end < 0 || m_tooLarge)
        return {};
    return take(end + 1 - m_begin, carriageReturn ? 2 : 1);
}

std::optional<FramedMessage> MessageCutter::nextRecord()
{
    const qsizetype held = m_bytes.size() - m_begin;
    if (held < lengthSize)
        return {};
    const qsizetype size = qFromBigEndian<quint32>(m_bytes.constData() + m_begin);
    m_tooLarge = size > m_limit;
    if (m_tooLarge || held < lengthSize + size)
        return {};
    return take(lengthSize + size, lengthSize);
}

} // namespace feedscope
