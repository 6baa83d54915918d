#include "core/decode/profilebuilder.h"

#include "core/decode/certificatepins.h"
#include "core/decode/proxyaddress.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace feedscope {

using namespace Qt::StringLiterals;

// The parts of a profile that are for people, and what the venue and its user have to say.

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

constexpr std::array<std::string_view, 9> categories = {"market",         "social",   "development",
                                                        "infrastructure", "home",     "notifications",
                                                        "brokers",        "learning", "other"};

} // namespace

/// One text, which is then English, or one for each language.
void ProfileBuilder::words(const Member &at, Words &words)
{
    if (m_reader.is(at, NodeType::String)) {
        words.insert(u"en"_s, m_reader.string(at));
        return;
    }
    if (!m_reader.is(at, NodeType::Object))
        return m_reader.fail(at, tr("a text, or an object with one for each language"));
    m_reader.each(at, [&](const std::string &language, const Member &m) {
        words.insert(QString::fromStdString(language), m_reader.string(m));
    });
}

void ProfileBuilder::gallery(const Member &at)
{
    Listing &listing = m_profile.listing;
    m_reader.object(at, {
                            {"title", [&](const Member &m) { words(m, listing.title); }},
                            {"description", [&](const Member &m) { words(m, listing.description); }},
                            {"limits", [&](const Member &m) { words(m, listing.limits); }},
                            {"category",
                             [&](const Member &m) {
                                 if (m_reader.oneOf(m, categories))
                                     listing.category = m_reader.string(m);
                             }},
                            {"docs",
                             [&](const Member &m) {
                                 listing.docs = m_reader.string(m);
                                 if (!listing.docs.startsWith("https://"_L1) &&
                                     !listing.docs.startsWith("http://"_L1))
                                     m_reader.fail(m, tr("an address with http:// or https://"));
                             }},
                        });
    if (m_reader.is(at, NodeType::Object) && !listing.isThere())
        m_reader.fail(at, tr("a \"title\""), tr("without one"));
}

void ProfileBuilder::variables(const Member &at)
{
    m_reader.each(at, [&](const std::string &name, const Member &m) {
        VariableSpec spec;
        spec.name = QString::fromStdString(name);
        const auto isNameLetter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        };
        if (name.empty() || name[0] < 'a' || name[0] > 'z' || !std::ranges::all_of(name, isNameLetter))
            m_reader.fail(m, tr("a name of a-z, 0-9 and _ that begins with a letter"), tr("called so"));
        if (m_reader.is(m, NodeType::String)) // its value is all that is said of it
            spec.value = m_reader.string(m);
        else
            m_reader.object(m, {
                                   {"value", [&](const Member &v) { spec.value = m_reader.string(v); }},
                                   {"title", [&](const Member &v) { words(v, spec.title); }},
                                   {"example", [&](const Member &v) { spec.example = m_reader.string(v); }},
                                   {"choices", [&](const Member &v) { spec.choices = m_reader.strings(v); }},
                               });
        if (spec.value && !spec.choices.isEmpty() && !spec.choices.contains(*spec.value))
            m_reader.fail(m, tr("a variable whose value is one of its choices"));
        m_profile.variables.push_back(std::move(spec));
    });
}

/// Their titles; their values are in no profile.
void ProfileBuilder::secrets(const Member &at)
{
    m_reader.each(at, [&](const std::string &name, const Member &m) {
        words(m, m_profile.secretTitles[QString::fromStdString(name)]);
    });
}

void ProfileBuilder::limits(const Member &at)
{
    LimitSpec &limits = m_profile.limits;
    m_reader.object(
        at, {
                {"messages", [&](const Member &m) { rate(m, limits.messages); }},
                {"connects", [&](const Member &m) { rate(m, limits.connects); }},
                {"requests", [&](const Member &m) { rate(m, limits.requests); }},
                {"wait_s",
                 [&](const Member &m) {
                     m_reader.each(m, [&](const std::string &name, const Member &v) {
                         const int status = QByteArray::fromStdString(name).toInt();
                         if (status < 400 || status > 599)
                             m_reader.fail(v, tr("the seconds to wait after an HTTP status from 400 to 599"));
                         limits.waitS.insert(status, m_reader.amount(v));
                     });
                 }},
            });
}

void ProfileBuilder::rate(const Member &at, RateSpec &rate)
{
    m_reader.object(
        at, {
                {"count",
                 [&](const Member &m) { rate.count = static_cast<int>(std::min(m_reader.amount(m), 1e6)); }},
                {"within_s", [&](const Member &m) { rate.withinS = m_reader.amount(m); }},
            });
    if (m_reader.is(at, NodeType::Object) && (rate.count < 1 || rate.withinS <= 0))
        m_reader.fail(at, tr("a \"count\" from 1 and \"within_s\" above 0, such as 5 within 1"));
}

void ProfileBuilder::tls(const Member &at)
{
    TlsSpec &tls = m_profile.tls;
    m_reader.object(at, {
                            {"ca", [&](const Member &m) { tls.ca = m_reader.string(m); }},
                            {"client_cert", [&](const Member &m) { tls.clientCert = m_reader.string(m); }},
                            {"client_key", [&](const Member &m) { tls.clientKey = m_reader.string(m); }},
                            {"pin",
                             [&](const Member &m) {
                                 tls.pin = m_reader.string(m);
                                 if (!parsePins(tls.pin))
                                     m_reader.fail(m, tr("a SHA-256 of 64 hexadecimal digits, perhaps after host:port="));
                             }},
                        });
    if (tls.clientCert.isEmpty() && !tls.clientKey.isEmpty())
        m_reader.fail(at, tr("a \"client_cert\" beside the \"client_key\""), tr("without one"));
}

void ProfileBuilder::proxy(const Member &at)
{
    m_profile.proxy = filled(at);
    if (!proxyProblem(m_profile.proxy).isEmpty())
        m_reader.fail(at, tr("\"system\", \"none\", or a URL such as socks5://host:1080 or http://host:3128"));
}

} // namespace feedscope
