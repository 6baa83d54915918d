#!/usr/bin/env python3
"""`feedscope tail --history` over a demo server that is killed (SIGKILL) and started again, twice: what it printed must be
a stretch of the server's own log, each update once and in order, none missing.

Usage: history.py --feedscope PROGRAM
"""
import argparse
import json
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
DEMO = HERE.parent.parent / "resources" / "profiles" / "demo.json"
WANTED = 10_000
PATIENCE = 120  # seconds for whatever must come


def free_port():
    """Below the ports that systems give to outgoing connections, so that nobody takes it while the server is down."""
    for port in range(21_000, 30_000, 7):
        try:
            for one in range(port, port + 4):
                socket.create_server(("127.0.0.1", one)).close()
            return port
        except OSError:
            continue
    sys.exit("no port is free")


def serve(program, port, log):
    server = subprocess.Popen([program, "serve", "--port", str(port), "--rate", "3000", "--keep", str(log)], stdout=subprocess.DEVNULL)
    wait_until(lambda: answers(port) or server.poll() is not None, "the server listens")
    if server.poll() is not None:
        sys.exit(f"the server left with {server.returncode}")
    return server


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
        return True
    except OSError:
        return False


def wait_until(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"in vain: {what}")
        time.sleep(0.005)


def places(log):
    """(epoch, number) of each line that the servers kept; a line that was being written when one was killed is none."""
    found = []
    for path in (pathlib.Path(f"{log}.1"), log):
        if path.exists():
            for line in path.read_bytes().split(b"\n")[:-1]:
                row = json.loads(line)
                found.append((row["epoch"], row["seq"]))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--feedscope", required=True)
    program = parser.parse_args().feedscope
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "log"
        server = serve(program, port, log)
        wait_until(lambda: log.exists() and log.stat().st_size > 150 * 7_000, "7,000 updates")
        server.kill()
        server.wait()
        server = serve(program, port, log)
        wait_until(lambda: log.stat().st_size > 150 * 14_000, "7,000 more")
        tail = subprocess.Popen([program, "tail", str(DEMO), "--url", f"ws://127.0.0.1:{port}/ws", "--lanes", "websocket",
                                 "--history", str(WANTED), "--json"], stdout=subprocess.PIPE)
        lines = []
        threading.Thread(target=lambda: lines.extend(tail.stdout), daemon=True).start()
        try:
            for _ in range(2):
                enough = len(lines) + WANTED
                wait_until(lambda: len(lines) > enough, f"{enough} lines")
                server.kill()
                server.wait()
                server = serve(program, port, log)
            enough = len(lines) + WANTED
            wait_until(lambda: len(lines) > enough, f"{enough} lines")
        finally:
            server.kill()
            server.wait()
        tail.send_signal(signal.SIGINT)
        tail.wait(PATIENCE)
        kept = places(log)
    rows = [json.loads(line) for line in lines]
    joined = [(row["epoch"], row["sequence"]) for row in rows]
    filled = sum(row.get("filled", False) for row in rows)
    first = kept.index(joined[0])
    print(f"{len(joined)} updates of {len(set(epoch for epoch, _ in joined))} starts joined, {filled} of them over HTTP")
    if len(set(joined)) != len(joined):
        sys.exit("an update stands twice")
    if kept[first:first + len(joined)] != joined:
        differs = next(i for i, place in enumerate(joined) if kept[first + i] != place)
        sys.exit(f"line {differs + 1} is {joined[differs]}, but the server's log has {kept[first + differs]} there")
    if not all(row["lane"] == "websocket" and "arrived_ms" in row for row in rows) or filled < WANTED:
        sys.exit("a line lacks its lane, or too few came over HTTP")


if __name__ == "__main__":
    main()
