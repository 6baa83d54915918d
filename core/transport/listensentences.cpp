// What went wrong where datagrams are listened for.
#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>
#include <QNetworkInterface>
#include <QUrlQuery>

#include <cstring>

namespace feedscope::sentences {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

QString interfacesHere()
{
    QStringList names;
    const auto all = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &one : all)
        if (one.flags().testFlag(QNetworkInterface::IsUp))
            names.append(plainText(one.name(), 20));
    return names.mid(0, 6).join(u", "_s);
}

QString interfaceAsked(const QUrl &url)
{
    const QString option = QUrlQuery(url).queryItemValue(u"interface"_s, QUrl::FullyDecoded);
    return plainText(option.isEmpty() ? url.host(QUrl::FullyDecoded).section(u'%', 1) : option, 40);
}

} // namespace

TransportError notListening(const QUrl &url, ListenFault fault, int error)
{
    const QString why = plainText(QString::fromLocal8Bit(std::strerror(error)), 60);
    const QString port = QString::number(url.port());
    switch (fault) {
    case ListenFault::NoInterface:
        return {ErrorKind::Persistent,
                tr("This computer has no network interface “%1”; it has %2. Correct interface= in the URL.")
                    .arg(interfaceAsked(url), interfacesHere()),
                {}, 0};
    case ListenFault::PortTaken:
        return {ErrorKind::Transient,
                tr("UDP port %1 is taken by a program that does not share it. Close that program, or have the "
                   "feed sent to another port.")
                    .arg(port),
                {}, 0};
    case ListenFault::Forbidden:
        return {ErrorKind::Persistent,
                tr("The system does not let this user listen at UDP port %1. Have the feed sent to a port above "
                   "1023.")
                    .arg(port),
                {}, 0};
    case ListenFault::NoRoute:
        return {ErrorKind::Transient,
                tr("This computer knows no network for the group %1. Name the interface that it comes by, such "
                   "as ?interface=eth0.")
                    .arg(peer(url)),
                {}, 0};
    case ListenFault::NotJoined:
        return {ErrorKind::Transient,
                tr("The group %1 could not be joined (%2). Name another interface, such as ?interface=eth0.")
                    .arg(peer(url), why),
                {}, 0};
    case ListenFault::None:
    case ListenFault::Other:
        break;
    }
    return {ErrorKind::Transient,
            tr("Listening at %1 failed (%2). Check the address and the interface.").arg(peer(url), why), {}, 0};
}

} // namespace feedscope::sentences
