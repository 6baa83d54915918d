#pragma once

#include "core/clock.h"

#include <QString>

#include <cstdint>

/// An evidence bundle, version 1
/// =============================
/// A folder with everything that one comparison's figures rest on, so that anybody can recompute them:
///
///     bundle.json              what ran, where and under what; what the other files must be
///     lane-1-websocket.ndjson  the raw events of the first lane, one JSON object a line, in order
///     lane-2-http-poll.ndjson  … of the second; up to twelve
///     result.json              what `feedscope compare --json` prints
///     report.html              the same for people; it needs no other file
///
/// All text is UTF-8. All times are whole nanoseconds: of the steady clock, but for `origin_ns`, which is the
/// source's own stamp in ns since 1970. `null`, where it may stand, means "not known". Numbers are exact;
/// readers that only know doubles lose the last digits of some. Headers, cookies, query strings and whatever
/// else carried a secret are not in it. The words are those of the program's measures.
///
/// An update that a lane received (members that are left out have the value in brackets):
///
///     {"arrival_ns":…,    when its last byte came
///      "origin_ns":…,     [not known]
///      "series":3,        its number, from 0, in bundle.json's `series`
///      "sequence":…,      [0] the feed's own number; it counts if flag 2 is set
///      "generation":…,    [0] scopes of that sequence (epochs, connections), in the order first seen
///      "message":17,      [0] number of the message on this lane that held it
///      "identity":"…",    16 hex digits, the same for the same update on every lane
///      "content":"…",     16 hex digits, the same for the same values
///      "value":101.25,    [none] what the screen shows; "inf" and "-inf" if it is not finite
///      "size":0.5,        [none]
///      "decimals":2,      [2] of the value's own text
///      "flags":2}         [0] sum of 1: snapshot, 2: numbered, 4: an event that nothing overtakes, 8: a copy after a reconnect
///
/// A request that a poll lane sent:
///
///     {"planned_ns":…, "sent_ns":…, "ended_ns":…, "overdue":0, "outcome":"answered"|"not modified"|"failed",
///      "status":200, "body_bytes":1234, "rows":12, "new_rows":12,
///      "date_s":…}        [0] the answer's own Date, seconds since 1970
///
/// Updates and requests stand in one file in the order of their arrival and end; the order within each of the
/// two is part of the evidence. bundle.json:
///
///     {"format":"feedscope evidence", "version":1, "made":"2024-05-06T07:08:09.123Z",
///      "language":"en",                                  of the sentences in result.json
///      "build":{"version","qt","abi"}, "machine":{"system","kernel","cpu","cpus"},
///      "feed":"…", "path":null|{"delay_ns","jitter_ns","rate_bps","loss","seed",      simulated
///                               "stall":null|{"at_ns","length_ns","every_ns"},   at: in the window
///                               "cut":null|{"at_ns","every_ns","by":"rst"|"fin"}},
///      "window":{"from_ns","to_ns","drain_end_ns"}, "settled_only":…, "settle_after_ns":…,
///      "clock":{"wall_minus_steady_ns","resolution_ns","offset_ns","uncertainty_ns","round_trip_ns","method"},
///      "contiguity":"none"|"feed"|"series", "approximate_within_ns":0,
///      "series":[{"kind":0,"kind_name":"tick","symbol":"BTC-USD"}, …],
///      "lanes":[{"lane","endpoint","mode":"push"|"latest"|"cursor","interval_ns","hold_ns",
///                "plan":null|{"start_ns","interval_ns","steps","psi"},     the poll plan, see schedule.h
///                "live_since_ns","one_way_ns","dropped","dropped_by_series":[[series,count],…],"reconnects",
///                "wire":null|{"sent",…,"datagrams":null|{…},"sockets":[[local port,sent,received],…]},
///                "arrivals","requests","bytes","sha256"}, …],              of this lane's file
///      "result":{"bytes","sha256"}}                                        of result.json
///
/// bundle.json is written last: it is there when all else is. A reader refuses a version, a member or a value
/// that it does not know, and a file that is not the one bundle.json names by its size and SHA-256.
namespace feedscope::bundle {

inline constexpr int version = 1;
inline constexpr auto formatName = u"feedscope evidence";
inline constexpr auto manifestFile = u"bundle.json";
inline constexpr auto resultFile = u"result.json";
inline constexpr auto reportFile = u"report.html";

// What a reader takes at most. The program itself makes nothing beyond; a bundle may come from anywhere, and
// no number in it may cost more memory or time than its own length, or overflow a sum of times.
inline constexpr int mostLanes = 12;
inline constexpr std::int64_t mostEvents = 10'000'000; ///< of one sort on one lane
inline constexpr std::int64_t mostSeries = 1'000'000;
inline constexpr std::int64_t mostPlanned = 50'000'000; ///< planned polls of one lane, overdue ones included
inline constexpr qint64 mostManifestBytes = 128 << 20;
inline constexpr qint64 mostResultBytes = 128 << 20;
inline constexpr qint64 longestLine = 4'096;
inline constexpr qint64 shortestLine = 60;
inline constexpr qsizetype longestText = 16'384;
inline constexpr Ns latestSteady = 300'000'000 * second;      ///< nine years after the machine's start
inline constexpr Ns latestWall = 2'600'000'000 * second;      ///< of wall minus steady: the year 2052
inline constexpr std::int64_t latestDate = 1'000'000'000'000; ///< seconds since 1970, of a Date header
inline constexpr Ns largestOffset = 2'000'000'000 * second;   ///< of a source that believes it is 1970
inline constexpr Ns longestSpan = 1'000'000 * second;         ///< of intervals and the like: eleven days
inline constexpr std::int64_t mostBytes = 100'000'000'000'000'000;

/// The file of lane number `index`, from 0.
QString laneFile(std::size_t index, const QString &lane);

} // namespace feedscope::bundle
