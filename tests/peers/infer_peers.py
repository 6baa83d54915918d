#!/usr/bin/env python3
"""Runs `feedscope profile infer URL` against a WebSocket server (python3-websockets) that plays fixtures' messages over and over,
and compares what the inferred profile reads with what the fixtures expect.

Usage: infer_peers.py --feedscope PROGRAM
At least eight in ten feeds must have the right key, value and time, and none may be wrong with a confidence of 0.7 or more.
Exit status 77: the peer is not installed (ctest shows the test as skipped).
"""
import argparse
import concurrent.futures
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import expectation
from peers import runs, skip
from tail_peers import FEEDS, PLAIN_JSON

HERE = pathlib.Path(__file__).resolve().parent
TALK = {"ack", "heartbeat", "error", "reconnect", "clock", "ping", "pong", "status", "control"}
ROLES = {"symbol": "symbol", "price": "price", "bid": "bid", "server_time_ms": "time", "text": "text"}
CONFIDENT = 0.7


def infer(program, url):
    """The inferred profile and the proposal that it came from."""
    command = [program, "profile", "infer", url, "--count", "40", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise RuntimeError(f"exit status {done.returncode}: {done.stderr.strip()}")
    result = json.loads(done.stdout)
    return result["profile"], result["proposal"]


def readings(program, profile, messages):
    """What the profile makes of each message: its first update, by the message's number."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "profile.json"
        kept = [{key: value for key, value in message.items() if key != "expect"} for message in messages]
        file.write_text(json.dumps({"profile": profile, "messages": kept}), encoding="utf-8")
        done = subprocess.run([program, "profile", "check", str(file), "--json"], capture_output=True, text=True, timeout=120)
    found = {}
    for update in expectation.lines_of(done.stdout):
        if update.get("kind") not in TALK:
            found.setdefault(update["message"], update)
    return found


def same(wanted, got):
    try:
        return math.isclose(float(wanted), float(got), rel_tol=1e-12)
    except (TypeError, ValueError):
        return str(wanted) == str(got)


def judge(proposal, messages, found):
    """Right, open and confidently wrong members, as counts and lines."""
    right, short, wrong = 0, [], []
    for number, message in enumerate(messages, start=1):
        expect = message.get("expect", {})
        if expect.get("kind") in TALK or expect.get("rows") == 0:
            continue
        update = found.get(number, {})
        for name, field in ROLES.items():
            if expect.get(name) is None or (name == "text" and update.get("price") is not None):
                continue
            got = update.get(name, update.get("title") if name == "text" else None)
            if got is not None and same(expect[name], got):
                right += 1
                continue
            sure = max((guess["confidence"] for rule in proposal["rules"] if rule["kind"] == update.get("kind")
                        for guess in rule["fields"] if guess["field"] == field), default=0)
            line = f"message {number}: {name} is {got!r}, not {expect[name]!r} ({sure})"
            (wrong if got is not None and sure >= CONFIDENT else short).append(line)
    return right, short, wrong


def check(program, fixture):
    """Whether a feed came out right, and the lines that say why not."""
    messages = json.loads(fixture.read_text(encoding="utf-8"))["messages"]
    server = [sys.executable if runs([sys.executable, "-c", "import websockets"]) else "/usr/bin/python3"]
    with subprocess.Popen(server + [str(HERE / "play_ws.py"), str(fixture), "--repeat", "40"], stdout=subprocess.PIPE,
                          text=True) as peer:
        port = peer.stdout.readline().strip()
        try:
            profile, proposal = infer(program, f"ws://127.0.0.1:{port}/")
            right, short, wrong = judge(proposal, messages, readings(program, profile, messages))
        finally:
            peer.terminate()
    verdict = "WRONG" if wrong else "right" if right > 2 * len(short) else "open"
    return verdict, [f"{fixture.stem}: {line}" for line in wrong + short]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    arguments = parser.parse_args()
    if not any(runs([python, "-c", "import websockets"]) for python in [sys.executable, "/usr/bin/python3"]):
        skip("python3-websockets is not installed: run `apt-get install python3-websockets`")
    fixtures = [FEEDS / f"{name}.json" for name in PLAIN_JSON]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda fixture: check(arguments.feedscope, fixture), fixtures))
    for fixture, (verdict, lines) in zip(fixtures, results):
        print(f"{fixture.stem:24} {verdict}", *lines, sep="\n    ")
    verdicts = [verdict for verdict, _ in results]
    print(f"{verdicts.count('right')} of {len(verdicts)} right, {verdicts.count('WRONG')} confidently wrong")
    sys.exit(0 if "WRONG" not in verdicts and verdicts.count("right") * 10 >= len(verdicts) * 8 else 1)


if __name__ == "__main__":
    main()
