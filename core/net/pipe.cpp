#include "core/net/pipe.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace feedscope {

namespace {

bool mustWait()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

} // namespace

void Pipe::reserve(std::size_t size)
{
    if (m_buffer.size() < size)
        m_buffer.resize(size);
}

void Pipe::impair(const Impairment &path, std::uint32_t seed)
{
    m_line = std::make_unique<DelayLine>(path, seed);
}

/// Makes the buffer ready to be read into; returns how much may be read.
std::size_t Pipe::prepareRead()
{
    reserve(m_end == m_buffer.size() && m_end > 0 ? largeSize : smallSize);
    m_begin = m_end = 0;
    return m_line ? std::min(m_buffer.size(), m_line->room()) : m_buffer.size();
}

Pipe::Read Pipe::fill(int fd, std::span<const char> &bytes)
{
    const std::size_t most = prepareRead();
    const ssize_t n = recv(fd, m_buffer.data(), most, 0);
    if (n < 0)
        return mustWait() ? Read::Nothing : Read::Broken;
    if (n == 0)
        return Read::End;
    m_end = std::size_t(n);
    bytes = {m_buffer.data(), m_end};
    if (m_line)
        m_line->put(bytes, steadyNow());
    return Read::Data;
}

bool Pipe::flush(int fd, std::span<const char> &bytes)
{
    bytes = {};
    const auto waiting = m_line ? m_line->arrived(steadyNow())
                                : std::span<const char>(m_buffer.data() + m_begin, m_end - m_begin);
    if (waiting.empty())
        return true;
    const ssize_t n = send(fd, waiting.data(), waiting.size(), MSG_NOSIGNAL);
    if (n < 0)
        return mustWait();
    bytes = waiting.first(std::size_t(n));
    if (m_line)
        m_line->take(std::size_t(n)); // the bytes stay where they are until the next put()
    else
        m_begin += std::size_t(n);
    return true;
}

void Pipe::put(std::span<const char> bytes)
{
    if (m_line)
        return m_line->put(bytes, steadyNow());
    reserve(bytes.size());
    clear();
    m_end = bytes.size();
    std::copy_n(bytes.begin(), m_end, m_buffer.begin());
}

void Pipe::end()
{
    if (m_line)
        m_line->end(steadyNow());
}

void Pipe::clear()
{
    m_begin = m_end = 0;
    if (m_line)
        m_line->clear();
}

} // namespace feedscope
