#pragma once

#include "core/decode/profile.h"
#include "core/measure/sweep.h"
#include "core/net/impairment.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <variant>

namespace feedscope {

class SecretStore;

/// Which feed, and how to reach it: the options that every command takes (design.md 5).
struct FeedOptions
{
    QString feed;               ///< profile's name, file, or URL; empty: the built-in demo feed
    std::optional<QUrl> url;    ///< instead of the profile's
    std::optional<QUrl> poll;   ///< the polling twin's
    std::optional<bool> cursor; ///< --poll-mode
    std::optional<std::chrono::milliseconds> interval;
    QStringList lanes; ///< empty: websocket,http-poll
    QList<QPair<QByteArray, QByteArray>> headers;
    QMap<QString, QString> variables; ///< --var, of the profile's vars
    QMap<QString, QString> secrets;   ///< typed in the window, for this run only
    std::shared_ptr<SecretStore> store; ///< of the others; null: the environment's only
    QStringList symbols;              ///< --symbols; empty: the profile's
    TlsSpec tls;   ///< --ca, --client-cert, --client-key, --pin
    QString proxy; ///< --proxy; empty: the profile's
    bool demoTls = false; ///< the built-in demo feed over wss/https
    double demoRate = 20; ///< updates/s of the built-in demo feed
    int demoSymbols = 12;
    quint64 seed = 0; ///< 0: chosen at start
};

struct WindowOptions
{
    QString language; ///< "en", "ru"; empty: the last used, else the system's
    QString theme;    ///< "light", "dark", "system"; empty: the last used
    QString page;
    std::optional<std::pair<int, int>> size;
    QString screenshot;
    std::chrono::milliseconds after{5000};
    bool motion = false; ///< the demo feed's dot moves from the beginning
    Impairment path;     ///< simulated from the beginning
};

struct CompareOptions
{
    std::chrono::milliseconds duration{30000};
    QString json;     ///< file, or "-"; empty: the table for people
    QString html;     ///< file for the report; empty: none
    QString bundle;   ///< folder for the evidence; empty: none
    QString from;     ///< folder of the evidence to recompute instead of running; empty: run
    QString language; ///< "en", "ru" of verdict and report; empty: English, or as the evidence is
    Impairment path;  ///< simulated between all lanes and their servers
    std::optional<SweepRange> sweep;        ///< try all these poll intervals instead of one
    std::chrono::milliseconds maxAge{5000}; ///< that the answer of a sweep is asked for
};

struct ServeOptions
{
    QString host;
    quint16 port = 8080;
    bool tls = false;
    double rate = 20;
    int symbols = 12;
    quint64 seed = 0;
    QString keep;      ///< file that keeps the updates from start to start; empty: none
    int perPeer = 64;  ///< connections of one address at once
    bool json = false; ///< say where everything is as one JSON object
    QString udpGroup;  ///< ADDRESS:PORT of the group to send to, checked; empty: none
    QString udpInterface;
};

/// How many clients of which lanes, and for how long each.
struct ScaleOptions
{
    QStringList lanes{QStringLiteral("websocket"), QStringLiteral("http-poll"),
                      QStringLiteral("http-poll-new")};
    QList<int> clients{1, 10, 100, 1000};
    std::chrono::milliseconds duration{5000};
    QString json; ///< file, or "-"; empty: the table for people
};

/// How exactly the error of the tool itself is to be measured.
struct OwnErrorOptions
{
    qint64 messages = 1'000; ///< of each lane at least
    bool painting = false;   ///< while the window paints a live feed
    QString json;            ///< file, or "-"; empty: the table for people
};

struct TailOptions
{
    bool messages = false;
    bool json = false;
    qint64 count = 0; ///< 0: until interrupted
    int history = 0;  ///< updates from before the start, over HTTP; 0: live ones only, gaps as they are
};

struct RecordOptions
{
    QString file;
    std::chrono::milliseconds duration{0}; ///< 0: until interrupted
};

struct ProfileCheckOptions
{
    QString file;
    bool json = false;
};

/// The profiles that are known by name.
struct ProfileListOptions
{
    QString text; ///< that they are to fit; empty: all
    QString language;
    bool json = false;
};

/// A file becomes one of the user's profiles.
struct ProfileImportOptions
{
    QString file;
    QString name; ///< empty: the file's
    bool replace = false;
};

struct ProfileExportOptions
{
    QString name;
    QString to; ///< file, or "-"
};

/// The JSON Schema of the profile language is printed.
struct ProfileSchemaOptions
{
    QString to; ///< file, or "-"
};

/// What to do with the secrets in the keychain. A value is never an argument.
struct SecretOptions
{
    enum class Action : std::uint8_t
    {
        Set,
        List,
        Remove
    };
    Action action = Action::List;
    QString name; ///< NAME or FEED/NAME; of a list: the FEED whose needs are shown, or empty
};

/// Where messages come from that nobody described: a URL or a file.
struct ProfileInferOptions
{
    QString source;
    QString to;       ///< file for the profile; empty: none
    qint64 count = 0; ///< messages to look at; 0: as many as say enough
    bool json = false;
};

/// A command line, understood. A value.
struct Invocation
{
    FeedOptions feed;
    std::variant<WindowOptions, CompareOptions, ServeOptions, TailOptions, RecordOptions, ProfileCheckOptions,
                 ProfileInferOptions, ProfileListOptions, ProfileImportOptions, ProfileExportOptions,
                 ProfileSchemaOptions, ScaleOptions, OwnErrorOptions, SecretOptions>
        command;
};

/// What to do when there is nothing to run: print `text` (to standard error if `exitCode` is not 0) and
/// leave.
struct EarlyExit
{
    QString text;
    int exitCode = 2;
};

/// Reads a command line without the program's own name. Pure; never exits by itself.
std::variant<Invocation, EarlyExit> parseCommandLine(const QStringList &arguments);

} // namespace feedscope
