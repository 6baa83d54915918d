#include "core/session/memory.h"

#include <QFile>

#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace feedscope {

std::int64_t residentBytes()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> pages = statm.readAll().split(' ');
    return pages.size() > 1 ? pages[1].toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

void keepFreedMemory()
{
#ifdef __GLIBC__
    // Left alone, it moves the first of these by what happened to be freed last, and maps large blocks anew,
    // or gives a thread's heap back, at each analysis.
    constexpr int megabyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 * megabyte); // its largest
    mallopt(M_TRIM_THRESHOLD, 1024 * megabyte);
    mallopt(M_TOP_PAD, 64 * megabyte); // one heap of a thread: address space, not memory
#endif
}

} // namespace feedscope
