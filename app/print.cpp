#include "app/commands.h"

#include <cstdio>

namespace feedscope {

void complain(const QString &sentence)
{
    const QByteArray text = "feedscope: " + sentence.trimmed().toUtf8() + "\n";
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stderr);
}

bool print(const QByteArray &text)
{
    const auto size = static_cast<std::size_t>(text.size());
    return std::fwrite(text.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

} // namespace feedscope
