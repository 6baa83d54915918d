#!/usr/bin/env python3
"""Runs `feedscope tail` against Socket.IO servers that nobody here wrote, on every way to them, and looks at each packet.

Usage: socketio_peers.py --feedscope PROGRAM --peer npm|flask-threading|flask-eventlet
Exit status 77: the peer is not installed (ctest shows the test as skipped).
"""
import argparse
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

import peers

HERE = pathlib.Path(__file__).resolve().parent
FIXTURE = HERE.parent / "data" / "feeds" / "socketio_v5.json"
GREETING = ["40", "40/quotes,", '427["hello",{"a":1}]', '428["way"]']
COUNT = 40  # messages: some ten of them are the server's pings, which come every 300 ms

# What the URL asks for, what the server is started with, and the way that must come of it.
CASES = {
    "npm": [
        ("", [], "websocket"),
        ("?transport=polling", [], "polling"),
        ("?transport=websocket", [], "websocket"),
        ("", ["polling"], "polling"),
        ("", ["websocket"], "websocket"),
    ],
    "flask-threading": [("", [], "polling")],
    "flask-eventlet": [("", [], "websocket"), ("?transport=polling", [], "polling"), ("?transport=websocket", [], "websocket")],
}
BEFORE_ACK = {"flask-threading", "flask-eventlet"}


def server_command(peer):
    if peer == "npm":
        if not peers.runs(["node", "--input-type=module", "-e", "import 'socket.io'"]):
            peers.skip("npm's socket.io is not installed: run `npm ci` in tests/peers")
        return ["node", str(HERE / "play_socketio.mjs")]
    mode = peer.split("-")[1]
    modules = "flask_socketio" + (", eventlet" if mode == "eventlet" else "")
    if not peers.runs(["/usr/bin/python3", "-c", f"import {modules}"]):
        peers.skip("it is not installed: run `apt-get install python3-flask-socketio python3-eventlet`")
    return ["/usr/bin/python3", str(HERE / "play_flask.py"), mode]


def profile_file(folder, url, greeting):
    """The fixture's own profile at this address, with this to say first."""
    profile = json.loads(FIXTURE.read_text(encoding="utf-8"))["profile"]
    profile["url"] = url
    profile["name"] = "peer"
    profile["session"] = [{"when": {"": "@open"}, "send": text} for text in greeting]
    file = pathlib.Path(folder) / "peer.json"
    file.write_text(json.dumps(profile), encoding="utf-8")
    return file


def tail(program, file, *options):
    return subprocess.run([program, "tail", str(file), *options], capture_output=True, text=True, timeout=30)


def texts_of(done):
    """The packets as `tail --messages --json` printed them; a binary one as bytes."""
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [base64.b64decode(line["base64"]) if "base64" in line else line["text"] for line in lines]


def index(packets, start):
    """Where the first packet stands that begins so; the end if there is none."""
    found = (i for i, packet in enumerate(packets) if isinstance(packet, str) and packet.startswith(start))
    return next(found, len(packets))


def check_packets(packets, way, before_ack):
    """One sentence for each thing that is not as it must be."""
    wrong = []

    def must(condition, sentence):
        if not condition:
            wrong.append(sentence)

    must(len(packets) == COUNT, f"{len(packets)} packets instead of {COUNT}")
    must(index(packets, "0{") == 0, "the first packet is not the open packet")
    must(sum(isinstance(p, str) and p.startswith("0{") for p in packets) == 1, "it had to open more than one session")
    must(packets.count("2") >= 3, f"{packets.count('2')} pings instead of 3 or more")
    tick = index(packets, '42["tick",{"s":"AAA","p":1.5,"t":1795167290246}')
    must(tick < len(packets), "the first tick is missing")
    must((tick < index(packets, "40{")) == before_ack, "the first tick does not stand where this server sends it")
    attachment = index(packets, '451-["bin",{"raw":{"_placeholder":true,"num":0}}')
    must(packets[attachment + 1:attachment + 2] == [bytes([0, 1, 254, 255])], "the attachment does not follow its event")
    must(index(packets, "40/quotes,{") < len(packets), "the namespace /quotes is missing")
    must(index(packets, '42/quotes,["tick",{"s":"BBB"}') < len(packets), "the tick of /quotes is missing")
    must('437[{"ok":true,"echo":{"a":1}}]' in packets, "the acknowledgement is missing")
    must(f'438["{way}"]' in packets, f"the session does not run on {way}: {packets[index(packets, '438'):][:1]}")
    return wrong


def check_way(program, server, case, before_ack):
    query, arguments, way = case
    with peers.started(server + arguments) as port, tempfile.TemporaryDirectory() as folder:
        url = f"socketio+http://127.0.0.1:{port}{query}"
        file = profile_file(folder, url, GREETING)
        done = tail(program, file, "--messages", "--json", "--count", str(COUNT))
        wrong = check_packets(texts_of(done), way, before_ack)
        wrong += [f"exit status {done.returncode}: {done.stderr.strip()}"] if done.returncode or done.stderr else []
        ticks = tail(program, profile_file(folder, url, []), "--updates", "--json", "--count", "8")  # "40" by itself
        prices = [line.get("price") for line in map(json.loads, ticks.stdout.splitlines()) if line["kind"] == "tick"]
        wrong += [] if prices[:1] == [1.5] else [f"the first price is {prices[:1]}"]
        return [f"{query or 'as offered'} {arguments}: {sentence}" for sentence in wrong]


def check_refusals(program, server):
    """A namespace that refuses ends the lane; one that is busy does not."""
    wrong = []
    with peers.started(server) as port, tempfile.TemporaryDirectory() as folder:
        locked = tail(program, profile_file(folder, f"socketio+http://127.0.0.1:{port}", ["40/locked,"]), "--messages")
        if locked.returncode != 1 or "into the namespace /locked: not authorized." not in locked.stderr:
            wrong.append(f"/locked: exit status {locked.returncode}, {locked.stderr.strip()!r}")
        busy = tail(program, profile_file(folder, f"socketio+http://127.0.0.1:{port}", ["40/busy,"]), "--messages", "--count", "4")
        # Its sentence is only seen if the next attempt lets it stand long enough: the retry itself is what counts.
        if busy.returncode != 0 or "too many clients" not in busy.stdout or busy.stdout.count('"upgrades":') < 2:
            wrong.append(f"/busy: exit status {busy.returncode}, {busy.stderr.strip()!r}, {busy.stdout!r}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("--peer", required=True, choices=sorted(CASES))
    arguments = parser.parse_args()
    server = server_command(arguments.peer)
    failures = check_refusals(arguments.feedscope, server)
    for case in CASES[arguments.peer]:
        failures += check_way(arguments.feedscope, server, case, arguments.peer in BEFORE_ACK)
    print("\n".join(failures))
    print(f"{len(CASES[arguments.peer])} ways to {arguments.peer}, {len(failures)} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
