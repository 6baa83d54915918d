#!/usr/bin/env python3
"""Lets npm's own Socket.IO client ask `feedscope serve`, on every way to it, and looks at all that it saw.

Usage: socketio_client.py --feedscope PROGRAM
Exit status 77: the client is not installed (ctest shows the test as skipped).
"""
import argparse
import contextlib
import json
import subprocess
import sys

import peers

WAYS = [(["polling", "websocket"], "websocket"), (["polling"], "polling"), (["websocket"], "websocket")]
COUNT = 300


@contextlib.contextmanager
def serving(program):
    """The demo feed at 500 updates a second; gives its origin."""
    command = [program, "serve", "--port", "0", "--rate", "500"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = next(line.split()[1] for line in server.stdout if "/socket.io/" in line)
            yield address.removesuffix("/socket.io/")  # to npm's client a path is a namespace
        finally:
            server.terminate()
            server.wait(5)


def check(seen, way):
    """One sentence for each thing that is not as it must be."""
    wrong = list(seen["errors"])
    if seen.get("transport") != way:
        wrong.append(f"it runs on {seen.get('transport')}, not on {way}")
    if seen.get("nowhere") != "Invalid namespace":
        wrong.append(f"/nowhere: {seen.get('nowhere')!r}")
    pong = seen.get("pong", {})
    if pong.get("type") != "pong" or pong.get("id") != 7 or not pong.get("t2", 1) <= pong.get("t3", 0):
        wrong.append(f"the acknowledgement is {pong!r}")
    if seen.get("disconnect") != "io client disconnect":
        wrong.append(f"it ended with {seen.get('disconnect')!r}")
    if any(event != thing["type"] for event, thing in seen["objects"]):
        wrong.append("an event's name is not its object's type")
    things = [thing for _, thing in seen["objects"]]
    if not things or things[0]["type"] != "snapshot" or len(things[0]["rows"]) != 12:
        wrong.append("it does not begin with a snapshot of 12 rows")
    numbers = [thing["seq"] for thing in things]
    if any(after != before + 1 for before, after in zip(numbers, numbers[1:])):
        wrong.append("the numbers of the updates do not follow one another")
    if len(numbers) < COUNT:
        wrong.append(f"{len(numbers)} updates instead of {COUNT}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    program = parser.parse_args().feedscope
    if not peers.runs(["node", "--input-type=module", "-e", "import 'socket.io-client'"]):
        peers.skip("npm's socket.io-client is not installed: run `npm ci` in tests/peers")
    failures = []
    with serving(program) as url:
        for transports, way in WAYS:
            command = ["node", str(peers.HERE / "ask_socketio.mjs"), url, str(COUNT), *transports]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            found = check(json.loads(done.stdout), way) if done.returncode == 0 else [done.stderr.strip()]
            failures += [f"{'+'.join(transports)}: {sentence}" for sentence in found]
    print("\n".join(failures))
    print(f"{len(WAYS)} ways of npm's client, {len(failures)} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
