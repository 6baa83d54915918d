#!/usr/bin/env python3
"""Runs `feedscope tail` against WebSocket servers that nobody here wrote and compares what it prints with the fixtures.

Usage: tail_peers.py --feedscope PROGRAM --peer ws|websockets [FIXTURE ...]
Each message is played on a connection of its own, because `expect` holds from fresh state. Exit status 77: the peer is
not installed (ctest shows the test as skipped).
"""
import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys

import expectation
from peers import runs, skip

HERE = pathlib.Path(__file__).resolve().parent
FEEDS = HERE.parent / "data" / "feeds"
PLAIN_JSON = """alpaca binance_combined binance_spot bitmex bitstamp bluesky_jetstream bybit_v5 coinbase_advanced
    coinbase_exchange deribit finnhub gemini_v2 gotify graphql_transport_ws jsonrpc2 kraken_futures kraken_v1 kraken_v2
    massive_polygon mempool_space ntfy_ws""".split()


def server_command(peer):
    """How to start the peer, without the fixture; skips the test if it is not installed."""
    if peer == "ws":
        if not runs(["node", "--input-type=module", "-e", "import 'ws'"]):
            skip("npm's ws is not installed: run `npm ci` in tests/peers")
        return ["node", str(HERE / "play_ws.mjs")]
    for python in ["/usr/bin/python3", sys.executable]:
        if runs([python, "-c", "import websockets"]):
            return [python, str(HERE / "play_ws.py")]
    return skip("python3-websockets is not installed: run `apt-get install python3-websockets`")


def tail(program, fixture, url, expect):
    """The differences for one message; a program that prints too little is killed after 60 s."""
    command = [program, "tail", str(fixture), "--url", url, "--updates", "--json", "--count", str(expect.get("rows", 1))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired as late:
        return [f"after 60 s only: {(late.stdout or b'').decode()!r}"]
    try:
        updates = expectation.lines_of(done.stdout)
    except json.JSONDecodeError as error:
        return [f"no JSON lines ({error}): {done.stdout[:200]!r}"]
    found = expectation.differences(expect, updates)
    if done.returncode != 0:
        found.append(f"exit status {done.returncode}: {done.stderr.strip()}")
    return found


def check_fixture(program, server, fixture):
    """Plays all messages of a fixture; returns their number and the differences as lines."""
    messages = json.loads(fixture.read_text(encoding="utf-8"))["messages"]
    with subprocess.Popen(server + [str(fixture)], stdout=subprocess.PIPE, text=True) as peer:
        port = peer.stdout.readline().strip()
        lines = []
        for number, message in enumerate(messages, start=1):
            url = f"ws://127.0.0.1:{port}/{number}"
            if "expect" in message:
                found = tail(program, fixture, url, message["expect"])
                lines += [f"{fixture.stem} message {number}: {difference}" for difference in found]
        peer.terminate()
    return len(messages), lines


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("--peer", required=True, choices=["ws", "websockets"])
    parser.add_argument("fixtures", nargs="*", default=PLAIN_JSON)
    arguments = parser.parse_args()
    server = server_command(arguments.peer)
    fixtures = [FEEDS / f"{name}.json" for name in arguments.fixtures]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda fixture: check_fixture(arguments.feedscope, server, fixture), fixtures))
    failures = [line for _, lines in results for line in lines]
    print("\n".join(failures))
    print(f"{sum(count for count, _ in results)} messages of {len(fixtures)} feeds from {arguments.peer}, "
          f"{len(failures)} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
