#!/usr/bin/env python3
"""Runs `feedscope tail` over Server-Sent Events, plain HTTP streams and long polling against a server that nobody here wrote
(python3-aiohttp): what the fixtures expect, and that nothing is lost or comes twice when connections are cut.

Usage: events_peers.py --feedscope PROGRAM [fixtures] [cuts] [flows] [polls]
Exit status 77: the peer is not installed (ctest shows the test as skipped).
"""
import argparse
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import expectation
from tail_peers import FEEDS, runs, skip, tail

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = ["sse_generic", "mastodon_sse", "ntfy_sse", "wikimedia_eventstreams", "smee_github_webhooks"]
FLOWS = ["ntfy_ndjson"]
LAST = 2_000  # the number of the feed's last update
CUTS = 8


@contextlib.contextmanager
def playing(fixture=None):
    """The peer's port, for as long as it is needed."""
    python = next((name for name in ["/usr/bin/python3", sys.executable] if runs([name, "-c", "import aiohttp"])), None)
    if not python:
        skip("python3-aiohttp is not installed: run `apt-get install python3-aiohttp`")
    command = [python, str(HERE / "play_events.py")] + ([str(fixture)] if fixture else [])
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def asked(port, what):
    """How often the peer was asked."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/answers", timeout=10) as answer:
        return json.load(answer)[what]


def check_fixtures(program):
    """Each event of the fixtures; what has no data is no event, and does not come."""
    found, count = [], 0
    for name in FIXTURES + FLOWS:
        fixture = FEEDS / f"{name}.json"
        messages = json.loads(fixture.read_text(encoding="utf-8"))["messages"]
        with playing(fixture) as port:
            for number, message in enumerate(messages, start=1):
                if name in FIXTURES and "data:" not in message["raw"]:
                    continue
                count += 1
                url = f"http://127.0.0.1:{port}/fixture/{number}"
                url = f"{url}/lines" if name in FLOWS else f"sse+{url}"
                found += [f"{name} message {number}: {line}" for line in tail(program, fixture, url, message["expect"])]
    print(f"fixtures: {count} events of {len(FIXTURES + FLOWS)} feeds")
    return found


def numbers(command):
    """The sequence numbers that the program printed, and what it complained of."""
    done = subprocess.run(command + ["--updates", "--json", "--count", str(LAST)], capture_output=True, text=True, timeout=100)
    if done.returncode != 0:
        return [], f"exit status {done.returncode}: {done.stderr.strip()}"
    return [line["sequence"] for line in expectation.lines_of(done.stdout)], done.stderr


def unlike(got, wanted):
    """One line if the numbers are not those that were sent, each once and in order."""
    if got == wanted:
        return []
    missing, further = sorted(set(wanted) - set(got)), len(got) - len(set(got))
    return [f"{len(got)} numbers, {len(missing)} of {len(wanted)} missing (first {missing[:3]}), {further} twice, in order: {got == sorted(got)}"]


def check_cuts(program):
    """A stream that is cut eight times, in four ways, is one stream all the same."""
    with playing() as port:
        got, said = numbers([program, "tail", f"sse+http://127.0.0.1:{port}/events?cuts={CUTS}"])
        connections = asked(port, "events")
    print(f"cuts: {len(got)} events over {connections} connections")
    found = unlike(got, list(range(1, LAST + 1)))
    if connections != CUTS + 1:
        found.append(f"{connections} connections instead of {CUTS + 1}")
    if "It is being reopened" not in said:
        found.append(f"nothing was said of the cuts: {said!r}")
    return found


def check_flows(program):
    """Streams of lines and of records that are cut eight times, in four ways, and go on by a query and by a header."""
    found = []
    ways = {"lines": ("ndjson", {"query": "since"}), "records": ("len32be", {"header": "X-Since"})}
    for name, (envelope, resume) in ways.items():
        with playing() as port, tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as profile:
            json.dump({"name": name, "transport": "http-stream", "url": f"http://127.0.0.1:{port}/{name}?cuts={CUTS}",
                       "frames": {"envelope": envelope}, "resume": resume | {"from": "/seq"},
                       "reconnect": {"backoff": {"from_s": 0.02, "to_s": 0.05}},
                       "rules": [{"kind": "tick", "fields": {"symbol": "/symbol", "price": "/price", "sequence": "/seq"}}]},
                      profile)
            profile.flush()
            got, said = numbers([program, "tail", profile.name])
            connections = asked(port, name)
        print(f"flows: {len(got)} updates in {name} over {connections} connections")
        found += [f"{name}: {line}" for line in unlike(got, list(range(1, LAST + 1)))]
        if connections != CUTS + 1:
            found.append(f"{name}: {connections} connections instead of {CUTS + 1}: {said!r}")
        found += [f"{name}: nothing was said of {words!r}: {said!r}" for words in ("ended the stream", "broke off") if words not in said]
    return found


def check_polls(program):
    """Held requests, some of them cut off, bring every update once."""
    with playing() as port:
        got, said = numbers([program, "tail", str(FEEDS / "longpoll.json"), "--url", f"http://127.0.0.1:{port}/poll?after=0"])
        requests = asked(port, "poll")
    print(f"polls: {len(got)} updates in {requests} requests")
    found = unlike(got, list(range(1, LAST + 1)))
    if requests < 20:
        found.append(f"only {requests} requests: {said!r}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("cases", nargs="*", default=["fixtures", "cuts", "flows", "polls"])
    arguments = parser.parse_args()
    checks = {"fixtures": check_fixtures, "cuts": check_cuts, "flows": check_flows, "polls": check_polls}
    failures = [f"{case}: {line}" for case in arguments.cases for line in checks[case](arguments.feedscope)]
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
