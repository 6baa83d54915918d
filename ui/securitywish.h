#pragma once

#include <QString>

namespace feedscope {

/// Whom a feed of the user's own is to trust, who they are to it, and through whom it is reached. A value; no
/// secret is in it but what a proxy's URL may hold.
struct SecurityWish
{
    QString ca;         ///< PEM file of authorities; empty: the system's
    QString clientCert; ///< PEM file; empty: none is shown
    QString clientKey;  ///< PEM file; empty: it is in the same
    QString pin;        ///< for parsePins(); empty: none
    QString proxy;      ///< "system", or a URL; empty: none

    bool operator==(const SecurityWish &) const = default;
};

} // namespace feedscope
