#!/usr/bin/env python3
"""Runs `feedscope tail` against small TCP and UDP servers of Python's own sockets: the raw fixtures message by message,
then bare tcp:// and udp:// URLs, whose lines come in pieces and whose datagrams come twice and out of turn.

Usage: raw_peers.py --feedscope PROGRAM
"""
import argparse
import contextlib
import json
import pathlib
import socket
import subprocess
import sys
import threading
import time

import expectation

FEEDS = pathlib.Path(__file__).resolve().parent.parent / "data" / "feeds"
PATIENCE = 60


@contextlib.contextmanager
def tcp_server(pieces):
    """Sends the pieces to each client, a segment each, and keeps open; gives its URL."""
    listener = socket.create_server(("127.0.0.1", 0))
    clients = []

    def serve():
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                clients.append(client)
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for piece in pieces:
                    client.sendall(piece)
                    time.sleep(0.002)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        for one in [listener, *clients]:
            one.close()


@contextlib.contextmanager
def udp_server(datagrams, heard):
    """Answers the first datagram of a client with all of these and notes what it heard; gives its URL."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def serve():
        known = set()
        with contextlib.suppress(OSError):
            while True:
                text, client = server.recvfrom(65536)
                heard.append(text)
                if client not in known:
                    known.add(client)
                    for datagram in datagrams:
                        server.sendto(datagram, client)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"udp://127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.close()


def tail(program, arguments, count):
    """The updates that tail printed, or a sentence about why it did not."""
    command = [program, "tail", *arguments, "--updates", "--json", "--count", str(count)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as late:
        return [], [f"after {PATIENCE} s only: {(late.stdout or b'').decode()!r}"]
    if done.returncode != 0:
        return [], [f"exit status {done.returncode}: {done.stderr.strip()}"]
    return expectation.lines_of(done.stdout), []


def payload(message):
    return bytes.fromhex(message["raw_hex"]) if "raw_hex" in message else message["raw"].encode()


def check_fixture(program, name):
    """Plays each message of a fixture that yields an update; returns the differences as lines."""
    fixture = FEEDS / f"{name}.json"
    found = []
    for number, message in enumerate(json.loads(fixture.read_text(encoding="utf-8"))["messages"], start=1):
        expect = message["expect"]
        if expect.get("rows") == 0:
            continue
        server = udp_server([payload(message)], []) if name.startswith("udp") else tcp_server([payload(message)])
        with server as url:
            updates, faults = tail(program, [str(fixture), "--url", url], expect.get("rows", 1))
        faults = faults or expectation.differences(expect, updates)
        found += [f"{name} message {number}: {fault}" for fault in faults]
    return found


def line(number):
    return json.dumps({"symbol": "AAA", "price": number + 0.5, "seq": number}).encode()


def check_bare_tcp(program):
    """Lines cut anywhere, CR LF among them and empty ones between."""
    stream = b"\r\n".join(line(number) for number in range(1, 4)) + b"\n\n" + line(4) + b"\n" + line(5)
    pieces = [stream[at:at + 7] for at in range(0, len(stream), 7)]
    with tcp_server(pieces) as url:
        updates, faults = tail(program, [url], 4)
    got = [(update["lane"], update["symbol"], update["price"], update["sequence"]) for update in updates]
    expected = [("tcp", "AAA", number + 0.5, number) for number in range(1, 5)]
    return [f"bare TCP: {fault}" for fault in faults or ([f"got {got}"] if got != expected else [])]


def check_bare_udp(program):
    """Datagrams as they come: one is missing, one comes twice, two change places."""
    order, heard = [1, 2, 5, 4, 4, 6], []
    with udp_server([line(number) for number in order], heard) as url:
        updates, faults = tail(program, [url], len(order))
    got = [(update["lane"], update["sequence"]) for update in updates]
    if not faults and got != [("udp", number) for number in order]:
        faults = [f"got {got}"]
    if not faults and heard[0] != b'{"op":"subscribe"}':
        faults = [f"the server heard {heard}"]
    return [f"bare UDP: {fault}" for fault in faults]


def check_closed_ports(program):
    """Nobody there: one sentence and exit status 1, at once."""
    found = []
    for scheme, kind in [("tcp", socket.SOCK_STREAM), ("udp", socket.SOCK_DGRAM)]:
        with socket.socket(socket.AF_INET, kind) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        _, faults = tail(program, [f"{scheme}://127.0.0.1:{port}"], 1)
        if not faults or "refused the connection" not in faults[0]:
            found.append(f"closed {scheme} port: {faults}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    program = parser.parse_args().feedscope
    found = [line for name in ["ndjson_tcp", "lenprefix_tcp", "udp_seq"] for line in check_fixture(program, name)]
    found += check_bare_tcp(program) + check_bare_udp(program) + check_closed_ports(program)
    print("\n".join(found))
    print(f"{len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
