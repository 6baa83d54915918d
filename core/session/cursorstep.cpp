#include "core/session/cursorstep.h"

#include "core/decode/excerpt.h"
#include "core/decode/rewind.h"

#include <QCoreApplication>

namespace feedscope {

CursorStep cursorStep(const QByteArray &place, std::int64_t add)
{
    if (add == 0)
        return {place, {}};
    const std::string_view text(place.constData(), static_cast<std::size_t>(place.size()));
    if (const auto next = advanced(text, add))
        return {QByteArray::fromStdString(*next), {}};
    return {{},
            QCoreApplication::translate("feedscope",
                                        "The profile's cursor adds %1, but “%2” is no integer of 64 bits to "
                                        "add it to. Correct \"add\" or \"from\" in the profile.")
                .arg(QString::number(add), excerpt(text))};
}

} // namespace feedscope
