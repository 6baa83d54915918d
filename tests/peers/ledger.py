#!/usr/bin/env python3
"""Checks the wire bytes that a program reports against a capture of the loopback interface, lane by lane and socket by
socket, to the byte.

Usage: ledger.py [--] PROGRAM [ARGUMENT ...]
The program prints one JSON object with `lanes`, as `feedscope compare --json -` does (each lane: `lane`, `wire`, and
`sockets` with `local_port`, `sent`, `received`). Exit status 77: capturing is not possible here (ctest: skipped).
"""
import collections
import json
import pathlib
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse

import capture

SKIPPED = 77


def skip(sentence):
    print(f"SKIPPED: {sentence}")
    sys.exit(SKIPPED)


def start_capture(path):
    """tcpdump, once it listens; skips the test where it is not installed or not permitted."""
    try:
        with open(path, "wb") as file:
            dump = subprocess.Popen(["tcpdump", "-i", "lo", "-s", "96", "-B", "65536", "-U", "--immediate-mode", "-w", "-", "tcp or udp"],
                                    stdout=file, stderr=subprocess.PIPE, text=True)
    except OSError:
        skip("tcpdump is not installed: run `apt-get install tcpdump`")
    said = ""
    while "listening on" not in said:
        line = dump.stderr.readline()
        said += line
        if not line:
            skip(f"tcpdump may not capture here, run as root: {said.strip()}")
    return dump


def written(path, after, pattern, limit=60.0):
    """Waits until the bytes stand in the file behind that place; False if they do not come."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        with open(path, "rb") as file:
            file.seek(after)
            if pattern in file.read():
                return True
        time.sleep(0.1)
    return False


def stop_capture(dump, path):
    """Ends tcpdump once it has written a packet of our own, sent last (it forgets what it has not written), and says how
    many packets the kernel dropped: with any, the capture proves nothing."""
    size = path.stat().st_size
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        ports = struct.pack("!HH", client.getsockname()[1], server.getsockname()[1])
    if not written(path, size, ports):
        dump.kill()
        skip("tcpdump did not write what it captured within a minute")
    dump.send_signal(signal.SIGINT)
    said = dump.stderr.read()
    dump.wait()
    return sum(int(count) for count in re.findall(r"(\d+) packets? dropped by", said))


def run_captured(command):
    """The program's report and the connections that were captured meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "lo.pcap"
        dump = start_capture(path)
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        finally:
            dropped = stop_capture(dump, path)
        if done.returncode != 0:
            sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
        if dropped:
            skip(f"{dropped} packets were dropped by the kernel while capturing: run it on a less busy machine")
        return json.loads(done.stdout), capture.connections(path)


def captured_by_port(captured, server_port):
    """Payload by the port that opened the connection, in order where a port was used again."""
    by_port = collections.defaultdict(list)
    for connection in captured:
        if server_port is None or connection.server_port == server_port:
            by_port[connection.client_port].append((connection.payload(True), connection.payload(False)))
    return by_port


def check_lane(lane, captured):
    """One line for each count that differs."""
    server_port = urllib.parse.urlsplit(lane.get("endpoint") or "").port
    by_port = captured_by_port(captured, server_port)
    found, total = [], [0, 0]
    for one in lane["sockets"]:
        reported = (one["sent"], one["received"])
        seen = by_port[one["local_port"]]
        truth = seen.pop(0) if seen else (0, 0)
        total = [total[0] + truth[0], total[1] + truth[1]]
        if reported != truth:
            found.append(f"port {one['local_port']}: reported {reported}, captured {truth} (sent, received)")
    wire = (lane["wire"]["sent"], lane["wire"]["received"])
    if wire != tuple(total):
        found.append(f"in sum: reported {wire}, captured {tuple(total)}")
    return [f"{lane['lane']}: {line}" for line in found]


def main(command):
    report, captured = run_captured(command)
    failures = [line for lane in report["lanes"] for line in check_lane(lane, captured)]
    sockets = sum(len(lane["sockets"]) for lane in report["lanes"])
    print("\n".join(failures))
    for lane in report["lanes"]:
        print(f"{lane['lane']}: {lane['wire']['sent']} sent, {lane['wire']['received']} received, "
              f"{len(lane['sockets'])} sockets")
    print(f"{sockets} sockets against {len(captured)} captured connections, {len(failures)} differences")
    return 1 if failures or not sockets else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(arguments[1:] if arguments[:1] == ["--"] else arguments))
