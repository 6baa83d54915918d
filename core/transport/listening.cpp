#include "core/transport/listening.h"

#include "core/transport/plaintext.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// Its port, or 0, in it. An IPv6 address may name its interface itself: ff02::5%eth0 (RFC 4007 section 11).
std::optional<SocketAddress> addressOf(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyDecoded).section(u'%', 0, 0);
    return SocketAddress::fromText(host.toStdString(), static_cast<std::uint16_t>(std::max(0, url.port())));
}

QString readOptions(const QUrl &url, ListeningPlace &place)
{
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name == "interface"_L1)
            place.interface = value.toStdString();
        else if (name == "source"_L1)
            place.source = value.toStdString();
        else
            return tr("“%1” says nothing of an address that is listened at; interface and source do")
                .arg(plainText(name, 40));
    }
    if (place.source.empty())
        return {};
    const auto source = SocketAddress::fromText(place.source, 0);
    if (!place.isGroup())
        return tr("source= chooses a sender of a group, and %1 is none").arg(plainText(url.host(), 60));
    if (!source || source->size != place.at.size || isListeningAddress(*source))
        return tr("source= wants the address of one sender, not “%1”")
            .arg(plainText(QString::fromStdString(place.source), 60));
    return {};
}

} // namespace

Listening listeningOf(const QUrl &url)
{
    const auto address = url.scheme() == "udp"_L1 ? addressOf(url) : std::nullopt;
    if (!address || !isListeningAddress(*address))
        return {};
    if (url.port() <= 0)
        return {{}, tr("its URL names no port")};
    ListeningPlace place{*address, url.host(QUrl::FullyDecoded).section(u'%', 1).toStdString(), {}};
    if (QString fault = readOptions(url, place); !fault.isEmpty())
        return {{}, fault};
    return {place, {}};
}

bool isListening(const QUrl &url)
{
    const auto address = url.scheme() == "udp"_L1 ? addressOf(url) : std::nullopt;
    return address && isListeningAddress(*address);
}

bool isListeningHere(const QUrl &url)
{
    const auto place = listeningOf(url).place;
    return place && !place->interface.empty() && isLoopbackInterface(place->interface);
}

} // namespace feedscope
