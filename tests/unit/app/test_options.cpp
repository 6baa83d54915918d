#include "app/options.h"
#include "app/quantities.h"
#include "core/decode/certificatepins.h"
#include "core/net/pathpresets.h"

#include <QTest>

using namespace feedscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The command line: what is understood, and the one sentence for what is not.
class TestOptions : public QObject
{
    Q_OBJECT

    static Invocation good(const QString &line)
    {
        const auto parsed = parseCommandLine(line.split(u' ', Qt::SkipEmptyParts));
        if (const auto *early = std::get_if<EarlyExit>(&parsed))
            qWarning("%s", qPrintable(early->text));
        return std::get<Invocation>(parsed);
    }

private slots:
    void durations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("ms") << u"250ms"_s << 250LL;
        QTest::newRow("s") << u"1s"_s << 1'000LL;
        QTest::newRow("fraction") << u"1.5 s"_s << 1'500LL;
        QTest::newRow("m") << u"2m"_s << 120'000LL;
        QTest::newRow("min") << u"2min"_s << 120'000LL;
        QTest::newRow("h") << u"1h"_s << 3'600'000LL;
        QTest::newRow("bare") << u"30"_s << 30'000LL;
        QTest::newRow("word") << u"soon"_s << -1LL;
        QTest::newRow("empty") << u""_s << -1LL;
        QTest::newRow("negative") << u"-1s"_s << -1LL;
        QTest::newRow("nan") << u"nan"_s << -1LL;
        QTest::newRow("too long") << u"1000h"_s << -1LL;
    }

    void durations()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto parsed = parseDuration(text);
        QCOMPARE(parsed ? parsed->count() : -1, ms);
    }

    void rates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bits");
        QTest::newRow("kbit") << u"64kbit"_s << 64'000LL;
        QTest::newRow("mbit") << u"1.5 Mbit/s"_s << 1'500'000LL;
        QTest::newRow("gbit") << u"1gbit"_s << 1'000'000'000LL;
        QTest::newRow("bit") << u"9600bit"_s << 9'600LL;
        QTest::newRow("kilobytes") << u"125kB/s"_s << 1'000'000LL;
        QTest::newRow("megabytes") << u"1 MB/s"_s << 8'000'000LL;
        QTest::newRow("bytes") << u"500B/s"_s << 4'000LL;
        QTest::newRow("small b") << u"125kb/s"_s << -1LL;
        QTest::newRow("no unit") << u"1000000"_s << -1LL;
        QTest::newRow("nothing") << u"mbit"_s << -1LL;
        QTest::newRow("negative") << u"-1mbit"_s << -1LL;
        QTest::newRow("too slow") << u"10bit"_s << -1LL;
        QTest::newRow("too fast") << u"100gbit"_s << -1LL;
        QTest::newRow("nan") << u"nanbit"_s << -1LL;
        QTest::newRow("empty") << u""_s << -1LL;
    }

    void rates()
    {
        QFETCH(QString, text);
        QFETCH(qint64, bits);
        QCOMPARE(qint64(parseRate(text).value_or(-1)), bits);
    }

    void fineDurations()
    {
        QCOMPARE(parseFineDuration(u"0.25ms")->count(), 250'000);
        QVERIFY(!parseFineDuration(u"soon"));
    }

    void compareTakesASimulatedPath()
    {
        const Invocation compare = good(u"compare --delay 40ms --jitter 2.5ms --rate 1mbit --html a.html"_s);
        const auto options = std::get<CompareOptions>(compare.command);
        QCOMPARE(options.html, u"a.html"_s);
        QVERIFY((options.path == Impairment{40'000'000, 2'500'000, 1'000'000}));
        QVERIFY(!std::get<CompareOptions>(good(u"compare"_s).command).path.isOn());
    }

    void compareTakesALoss()
    {
        const Invocation compare = good(u"compare --loss 2% --seed 7"_s);
        const Impairment path = std::get<CompareOptions>(compare.command).path;
        QCOMPARE(path.loss, 0.02);
        QCOMPARE(path.seed, 7U);
        QVERIFY(path.isOn());
        for (const QString &share : {u"0.5%"_s, u"0.005"_s, u"0,5%"_s, u"100%"_s, u"-1%"_s, u"nan"_s, u"%"_s})
            QCOMPARE(parseShare(share).value_or(-1), share.startsWith(u"0."_s) ? 0.005 : -1);
    }

    void compareTakesOutages()
    {
        const Impairment path =
            std::get<CompareOptions>(good(u"compare --stall 10s:5s:30s --cut 20s:fin"_s).command).path;
        QCOMPARE(path.stall, (Stall{10 * second, 5 * second, 30 * second}));
        QCOMPARE(path.cut, (Cut{20 * second, 0, Cut::By::Fin}));
        QVERIFY(path.isOn() && !path.isOnForDatagrams());
        QCOMPARE(*parseStall(u"0s:100ms"), (Stall{0, 100 * millisecond}));
        QCOMPARE(*parseCut(u"20s:1m"), (Cut{20 * second, 60 * second}));
        QCOMPARE(*parseCut(u"20s:1m:rst"), (Cut{20 * second, 60 * second}));
        for (const QString &text :
             {u"10s"_s, u"10s:0s"_s, u"10s:5s:5s"_s, u"10s:5s:30s:1s"_s, u":"_s, u"soon:5s"_s, u""_s})
            QVERIFY2(!parseStall(text), qPrintable(text));
        for (const QString &text : {u"20s:0s"_s, u"fin"_s, u":fin"_s, u"20s:5s:5s"_s, u"20s:FIN"_s, u""_s})
            QVERIFY2(!parseCut(text), qPrintable(text));
    }

    void compareTakesAWellKnownPath()
    {
        for (const PathPreset &preset : pathPresets) {
            const QString line = u"compare --path "_s + QString::fromUtf16(preset.name);
            QCOMPARE(std::get<CompareOptions>(good(line).command).path, preset.path);
            QVERIFY(preset.path.jitter <= preset.path.delay);
        }
        const Impairment path =
            std::get<CompareOptions>(good(u"compare --path 4g --delay 2ms --loss 1%"_s).command).path;
        QCOMPARE(path.delay, 2 * millisecond);
        QCOMPARE(path.jitter, 2 * millisecond);
        QCOMPARE(path.loss, 0.01);
        QCOMPARE(path.rate, 9'000'000);
    }

    void evidenceIsWrittenOrRecomputed()
    {
        const auto options = std::get<CompareOptions>(good(u"compare --bundle b --lang ru"_s).command);
        QCOMPARE(options.bundle, u"b"_s);
        QCOMPARE(options.language, u"ru"_s);
        QCOMPARE(std::get<CompareOptions>(good(u"compare --from b --json - --html x"_s).command).from,
                 u"b"_s);
    }

    void aSweepHasItsRange()
    {
        const auto plain = std::get<CompareOptions>(good(u"compare --sweep"_s).command);
        QCOMPARE(plain.sweep->from, 50 * millisecond);
        QCOMPARE(plain.sweep->longest, 60 * second);
        QVERIFY(!std::get<CompareOptions>(good(u"compare"_s).command).sweep);
        const auto own =
            std::get<CompareOptions>(good(u"compare --sweep --sweep-from 100ms --sweep-to 2s --sweep-steps 3 "
                                          "--duration 20s --max-age 1s"_s)
                                         .command);
        QCOMPARE(own.sweep->from, 100 * millisecond);
        QCOMPARE(own.sweep->to, 2 * second);
        QCOMPARE(own.sweep->steps, 3);
        QCOMPARE(own.sweep->longest, 20 * second);
        QCOMPARE(own.maxAge, 1000ms);
    }

    void ownErrorTakesLanesAndMessages()
    {
        const Invocation own = good(u"own-error --lanes udp,tcp --messages 5000 --json -"_s);
        QCOMPARE(own.feed.lanes, (QStringList{u"udp"_s, u"tcp"_s}));
        QCOMPARE(std::get<OwnErrorOptions>(own.command).messages, 5'000);
        QCOMPARE(std::get<OwnErrorOptions>(own.command).json, u"-"_s);
    }

    void theWindowIsTheDefault()
    {
        const Invocation window = good(u"--screenshot a.png --after 5s --size 1280x800 --lang ru"_s);
        const auto options = std::get<WindowOptions>(window.command);
        QCOMPARE(options.screenshot, u"a.png"_s);
        QCOMPARE(options.after, 5000ms);
        QCOMPARE(options.size->first, 1280);
        QVERIFY(window.feed.feed.isEmpty() && !options.motion && !options.path.isOn());
        QVERIFY(std::get<WindowOptions>(good(u"--motion --path lan"_s).command).motion);
        QVERIFY(std::get<WindowOptions>(good(u"--motion --path lan"_s).command).path.isOn());
        QVERIFY(std::holds_alternative<WindowOptions>(good(QString()).command));
        QCOMPARE(good(u"wss://host/path"_s).feed.feed, u"wss://host/path"_s);
    }

    void compareTakesEveryFeedOption()
    {
        const Invocation compare = good(u"compare --duration 60s --json - --lanes websocket,http-poll-new "
                                        "--interval 250ms --poll-mode cursor --url ws://127.0.0.1:1/"_s);
        QCOMPARE(std::get<CompareOptions>(compare.command).duration, 60000ms);
        QCOMPARE(compare.feed.lanes, QStringList({u"websocket"_s, u"http-poll-new"_s}));
        QCOMPARE(*compare.feed.interval, 250ms);
        QVERIFY(*compare.feed.cursor);
    }

    void tailAndServe()
    {
        QVERIFY(std::get<TailOptions>(good(u"tail x.json --messages --count 3"_s).command).messages);
        QCOMPARE(std::get<ServeOptions>(good(u"serve --port 0 --rate 0.5"_s).command).rate, 0.5);
        const auto group = std::get<ServeOptions>(good(u"serve --udp-group 239.255.0.1:5000 --udp-interface eth0"_s).command);
        QCOMPARE(group.udpGroup, u"239.255.0.1:5000"_s);
        QCOMPARE(group.udpInterface, u"eth0"_s);
        QCOMPARE(std::get<ServeOptions>(good(u"serve --keep log"_s).command).keep, u"log"_s);
        QCOMPARE(std::get<TailOptions>(good(u"tail x.json --history 10000"_s).command).history, 10'000);
        QCOMPARE(std::get<ProfileCheckOptions>(good(u"profile check a.json"_s).command).file, u"a.json"_s);
        const Invocation inferred = good(u"profile infer ws://h/x --to p.json --count 9 --header K:V"_s);
        const auto infer = std::get<ProfileInferOptions>(inferred.command);
        QCOMPARE(infer.source, u"ws://h/x"_s);
        QCOMPARE(infer.to, u"p.json"_s);
        QCOMPARE(infer.count, 9);
        QCOMPARE(inferred.feed.headers.size(), 1);
    }

    void pins_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("peers"); // empty: it is none
        const QString a(64, u'a'), b = QString(64, u'B');
        QTest::newRow("everywhere") << a << QStringList{QString()};
        QTest::newRow("colons") << u"aa:"_s.repeated(31) + u"aa"_s << QStringList{QString()};
        QTest::newRow("at a server") << u"Host:443="_s + b << QStringList{u"host:443"_s};
        QTest::newRow("IPv6") << u"[::1]:443="_s + b << QStringList{u"[::1]:443"_s};
        QTest::newRow("several") << u"h:1="_s + a + u", "_s + b << QStringList{QString(), u"h:1"_s};
        QTest::newRow("nothing") << QString() << QStringList();
        QTest::newRow("short") << a.chopped(2) << QStringList();
        QTest::newRow("no digits") << QString(64, u'x') << QStringList();
        QTest::newRow("no port") << u"host="_s + a << QStringList();
        QTest::newRow("twice") << a + u',' + b << QStringList();
        QTest::newRow("open end") << a + u',' << QStringList();
    }

    void pins()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, peers);
        const auto pins = parsePins(text);
        QCOMPARE(pins.has_value(), !peers.isEmpty());
        if (pins)
            QCOMPARE(pins->keys(), peers);
        const QString with = withPin(text, u"h:1"_s, QByteArray(32, '\x01'));
        QCOMPARE(parsePins(with)->value(u"h:1"_s), QByteArray(32, '\x01'));
        QCOMPARE(withPin(with, u"h:1"_s, QByteArray(32, '\x01')), with);
    }

    void wrongLines_data()
    {
        QTest::addColumn<QStringList>("line");
        QTest::addColumn<QString>("says");
        QTest::newRow("option") << QStringList{u"--nonsense"_s} << u"nonsense"_s;
        QTest::newRow("lane") << QStringList{u"compare"_s, u"--lanes"_s, u"pigeon"_s} << u"pigeon"_s;
        QTest::newRow("twice") << QStringList{u"compare"_s, u"--lanes"_s, u"websocket,websocket"_s}
                               << u"different"_s;
        QTest::newRow("interval") << QStringList{u"--interval"_s, u"0s"_s} << u"--interval"_s;
        QTest::newRow("url") << QStringList{u"--url"_s, u"ftp://x/"_s} << u"ftp"_s;
        QTest::newRow("delay") << QStringList{u"compare"_s, u"--delay"_s, u"3s"_s} << u"--delay"_s;
        QTest::newRow("jitter") << QStringList{u"compare"_s, u"--jitter"_s, u"1ms"_s} << u"--jitter"_s;
        QTest::newRow("path rate") << QStringList{u"compare"_s, u"--rate"_s, u"fast"_s} << u"--rate"_s;
        QTest::newRow("evidence") << QStringList{u"compare"_s, u"--bundle"_s, QString()} << u"--bundle"_s;
        QTest::newRow("sweep's own") << QStringList{u"compare"_s, u"--max-age"_s, u"1s"_s} << u"--sweep"_s;
        QTest::newRow("sweep steps") << QStringList{u"compare"_s, u"--sweep"_s, u"--sweep-steps"_s, u"1"_s}
                                     << u"--sweep-steps"_s;
        QTest::newRow("sweep range") << QStringList{u"compare"_s, u"--sweep"_s, u"--sweep-to"_s, u"40ms"_s}
                                     << u"--sweep-to"_s;
        QTest::newRow("sweep and interval")
            << QStringList{u"compare"_s, u"--sweep"_s, u"--interval"_s, u"1s"_s} << u"--interval"_s;
        QTest::newRow("from and lanes")
            << QStringList{u"compare"_s, u"--from"_s, u"b"_s, u"--lanes"_s, u"websocket"_s} << u"--lanes"_s;
        QTest::newRow("from and feed")
            << QStringList{u"compare"_s, u"--from"_s, u"b"_s, u"demo"_s} << u"demo"_s;
        QTest::newRow("header") << QStringList{u"--header"_s, u"a: b\r\nX: 1"_s} << u"--header"_s;
        QTest::newRow("rate") << QStringList{u"serve"_s, u"--rate"_s, u"0"_s} << u"--rate"_s;
        QTest::newRow("no group") << QStringList{u"serve"_s, u"--udp-group"_s, u"127.0.0.1:5000"_s} << u"multicast group"_s;
        QTest::newRow("group without port") << QStringList{u"serve"_s, u"--udp-group"_s, u"239.255.0.1"_s}
                                            << u"239.255.0.1:5000"_s;
        QTest::newRow("interface without group") << QStringList{u"serve"_s, u"--udp-interface"_s, u"lo"_s}
                                                 << u"--udp-group"_s;
        QTest::newRow("port") << QStringList{u"serve"_s, u"--port"_s, u"70000"_s} << u"--port"_s;
        QTest::newRow("size") << QStringList{u"--size"_s, u"big"_s} << u"--size"_s;
        QTest::newRow("theme") << QStringList{u"--theme"_s, u"pink"_s} << u"pink"_s;
        QTest::newRow("key alone") << QStringList{u"--client-key"_s, u"me.key"_s} << u"--client-cert"_s;
        QTest::newRow("pin") << QStringList{u"--pin"_s, u"abcd"_s} << u"64 hexadecimal"_s;
        QTest::newRow("proxy") << QStringList{u"--proxy"_s, u"https://host:1"_s} << u"socks5://"_s;
        QTest::newRow("a secret's value") << QStringList{u"secret"_s, u"set"_s, u"name"_s, u"value"_s} << u"no argument"_s;
        QTest::newRow("two feeds") << QStringList{u"a"_s, u"b"_s} << u"b"_s;
        QTest::newRow("history of messages")
            << QStringList{u"tail"_s, u"x"_s, u"--messages"_s, u"--history"_s, u"5"_s} << u"--history"_s;
        QTest::newRow("no history") << QStringList{u"tail"_s, u"x"_s, u"--history"_s, u"0"_s} << u"--history"_s;
        QTest::newRow("both") << QStringList{u"tail"_s, u"x"_s, u"--messages"_s, u"--updates"_s}
                              << u"exclude"_s;
        QTest::newRow("profile") << QStringList{u"profile"_s, u"eat"_s} << u"check"_s;
    }

    void wrongLines()
    {
        QFETCH(QStringList, line);
        QFETCH(QString, says);
        const auto parsed = parseCommandLine(line);
        QVERIFY(std::holds_alternative<EarlyExit>(parsed));
        const auto exit = std::get<EarlyExit>(parsed);
        QCOMPARE(exit.exitCode, 2);
        QVERIFY2(exit.text.contains(says), qPrintable(exit.text));
        QCOMPARE(exit.text.count(u'\n'), 1);
    }

    void helpAndVersionAreNoErrors()
    {
        QCOMPARE(std::get<EarlyExit>(parseCommandLine({u"--version"_s})).exitCode, 0);
        QCOMPARE(std::get<EarlyExit>(parseCommandLine({u"--help"_s})).exitCode, 0);
        const auto help = std::get<EarlyExit>(parseCommandLine({u"compare"_s, u"--help"_s}));
        QCOMPARE(help.exitCode, 0);
        QVERIFY2(help.text.startsWith(u"Usage: feedscope compare [options]"_s), qPrintable(help.text));
    }
};

QTEST_APPLESS_MAIN(TestOptions)
#include "test_options.moc"
