#include "app/options/reading.h"

#include "core/decode/certificatepins.h"
#include "core/decode/proxyaddress.h"

namespace feedscope::options {

using namespace Qt::StringLiterals;

void addSecurityOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"ca"_s, u"Trust the authorities in this PEM file."_s, u"FILE"_s},
        {u"client-cert"_s, u"Show this certificate (PEM) to servers that ask for one."_s, u"FILE"_s},
        {u"client-key"_s, u"Its key (PEM); an encrypted one is opened by the secret client_key."_s, u"FILE"_s},
        {u"pin"_s, u"Accept the certificate with this SHA-256, and no other; host:port=SHA256 for one server, several with commas."_s,
         u"SHA256"_s},
        {u"proxy"_s, u"Connect through the system's proxy, none (default), or socks5://… or http://…."_s,
         u"system|none|URL"_s},
    });
}

void readSecurity(const QCommandLineParser &parser, FeedOptions &options)
{
    options.tls = {parser.value(u"ca"_s), parser.value(u"client-cert"_s), parser.value(u"client-key"_s),
                   parser.value(u"pin"_s)};
    if (!options.tls.clientKey.isEmpty() && options.tls.clientCert.isEmpty())
        throw Wrong{u"--client-key is the key of a certificate; give that with --client-cert."_s};
    if (parser.isSet(u"pin"_s) && !parsePins(options.tls.pin))
        throw Wrong{u"--pin wants the 64 hexadecimal digits of a certificate's SHA-256, not “%1”."_s.arg(
            options.tls.pin.left(100))};
    options.proxy = parser.value(u"proxy"_s);
    if (const QString wrong = proxyProblem(options.proxy); !wrong.isEmpty())
        throw Wrong{u"--proxy: "_s + wrong};
}

} // namespace feedscope::options
