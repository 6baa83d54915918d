#include "core/net/eventloop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <array>
#include <future>

namespace feedscope {

bool EventLoop::open()
{
    m_epoll.reset(epoll_create1(EPOLL_CLOEXEC));
    m_wake.reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!m_epoll || !m_wake || !m_wakes.open())
        return false;
    const auto add = [this](int fd) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        return epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) == 0;
    };
    return add(m_wake.get()) && add(m_wakes.fd());
}

void EventLoop::watch(int fd, std::uint32_t events, Watcher *watcher)
{
    const auto index = std::size_t(fd);
    if (index >= m_watched.size())
        m_watched.resize(index + 1);
    Watched &entry = m_watched[index];
    if (entry.watcher == watcher && entry.events == events)
        return;
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    epoll_ctl(m_epoll.get(), entry.watcher ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    entry = {watcher, events};
}

void EventLoop::forget(int fd)
{
    if (fd < 0 || std::size_t(fd) >= m_watched.size() || !m_watched[std::size_t(fd)].watcher)
        return;
    epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
    m_watched[std::size_t(fd)] = {};
}

void EventLoop::turn(int timeoutMs)
{
    std::array<epoll_event, 64> events{};
    const int count = epoll_wait(m_epoll.get(), events.data(), int(events.size()), timeoutMs);
    bool posted = false;
    for (int i = 0; i < count; ++i) {
        const int fd = events[std::size_t(i)].data.fd;
        if (fd == m_wake.get())
            posted = true;
        else if (fd == m_wakes.fd())
            m_wakes.run();
        else if (Watcher *watcher = m_watched[std::size_t(fd)].watcher)
            watcher->ready(fd, events[std::size_t(i)].events);
    }
    if (posted)
        runPosted();
}

void EventLoop::runPosted()
{
    eventfd_t count = 0;
    eventfd_read(m_wake.get(), &count);
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(m_mutex);
        calls.swap(m_posted);
    }
    for (const auto &call : calls)
        call();
}

void EventLoop::post(std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    m_posted.push_back(std::move(call));
    eventfd_write(m_wake.get(), 1);
}

void EventLoop::run(const std::function<void()> &call)
{
    std::promise<void> ran;
    post([&] {
        call();
        ran.set_value();
    });
    ran.get_future().wait();
}

} // namespace feedscope
