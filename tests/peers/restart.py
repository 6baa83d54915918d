#!/usr/bin/env python3
"""Kills `feedscope serve` (SIGKILL) and starts it again, over and over, under one running session, and checks that the
session comes back by itself: fresh data soon after the server's return, gaps counted, memory flat, no crash.

Usage: restart.py --feedscope PROGRAM --observer RESTART_OBSERVER [--rounds N]
"""
import argparse
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
DEMO = HERE.parent.parent / "resources" / "profiles" / "demo.json"
DOWN = 3.0  # seconds of each outage
SOON = 1.5  # the median wait for fresh data after the server's return
LATEST = 4.0  # no single wait is longer
# Resident bytes, from after the first round to the end. AddressSanitizer keeps what was freed for a while.
GROWTH = (1 << 40) if os.environ.get("FEEDSCOPE_SANITIZE") else 8 << 20
OPEN = 2  # LaneState::Open


class Observer:
    """The session under test, and the newest line that it printed for each lane."""

    def __init__(self, program, port):
        self.process = subprocess.Popen([program, str(DEMO), f"ws://127.0.0.1:{port}/ws", f"http://127.0.0.1:{port}/api/latest"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lanes = {}
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            name, *numbers = line.split()
            keys = ("state", "last_data", "now", "updates", "reconnects", "gaps", "resident", "freshness")
            self.lanes[name] = dict(zip(keys, map(int, numbers)))

    def lane(self, name):
        return self.lanes.get(name, {"state": 0, "updates": 0, "gaps": 0, "reconnects": 0, "last_data": 0, "resident": 0})

    def end(self):
        """Its exit status; 0 if it ended well and in time."""
        self.process.stdin.close()
        try:
            return self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "no end within 5 s"


def serve(program, port):
    """A demo server, once it accepts connections."""
    server = subprocess.Popen([program, "serve", "--port", str(port), "--rate", "50"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return server
        except OSError:
            if server.poll() is not None:
                sys.exit(f"the server left with {server.returncode}")
            time.sleep(0.005)


def wait_for_data(observer, name, since, limit):
    """Seconds until the lane is open and shows data newer than `since` (steady ns); None if that takes too long."""
    began = time.monotonic()
    while time.monotonic() < began + limit:
        lane = observer.lane(name)
        if lane["state"] == OPEN and lane["last_data"] > since:
            return (lane["last_data"] - since) / 1e9
        time.sleep(0.01)
    return None


def one_round(program, port, server, observer):
    """Kills the server and starts it again; returns it and each lane's wait for fresh data."""
    server.kill()
    server.wait()
    time.sleep(DOWN)
    server = serve(program, port)
    back = time.monotonic_ns()  # CLOCK_MONOTONIC, as the observer's
    return server, {name: wait_for_data(observer, name, back, 10.0) for name in ("websocket", "http-poll")}


def verdict(observer, waits, rounds, resident):
    """One sentence for each thing that is not as it must be."""
    problems = []
    for name, times in waits.items():
        good = [seconds for seconds in times if seconds is not None]
        if len(good) < rounds:
            problems.append(f"{name}: no fresh data within 10 s in {rounds - len(good)} of {rounds} rounds")
        elif statistics.median(good) > SOON or max(good) > LATEST:
            problems.append(f"{name}: fresh data after {statistics.median(good):.2f} s in the median, {max(good):.2f} s at most")
        if observer.lane(name)["gaps"] < rounds:
            problems.append(f"{name}: {observer.lane(name)['gaps']} gaps counted in {rounds} outages")
    if observer.lane("websocket")["reconnects"] < rounds:
        problems.append(f"websocket: {observer.lane('websocket')['reconnects']} reconnects in {rounds} outages")
    if observer.lane("websocket")["resident"] > resident + GROWTH:
        problems.append(f"memory grew from {resident >> 10} to {observer.lane('websocket')['resident'] >> 10} kB")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("--observer", required=True)
    parser.add_argument("--rounds", type=int, default=4)
    arguments = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = serve(arguments.feedscope, port)
    observer = Observer(arguments.observer, port)
    waits, resident = {"websocket": [], "http-poll": []}, 0
    try:
        if any(wait_for_data(observer, name, 0, 10.0) is None for name in waits):
            sys.exit("no data before the first round")
        for number in range(arguments.rounds):
            server, waited = one_round(arguments.feedscope, port, server, observer)
            for name, seconds in waited.items():
                waits[name].append(seconds)
            time.sleep(1.0 + 5.5 * (number % 2))  # every other time long enough to end the outage's back-off
            resident = resident or observer.lane("websocket")["resident"]
        problems = verdict(observer, waits, arguments.rounds, resident)
        now = observer.lane("websocket")["resident"]
        status = observer.end()
    finally:
        server.kill()
        observer.process.kill()
    if status != 0:
        problems.append(f"the session ended with {status}")
    for name, times in waits.items():
        shown = ", ".join("never" if seconds is None else f"{seconds:.2f}" for seconds in times)
        print(f"{name}: fresh data {shown} s after the server's return, {observer.lane(name)['gaps']} gaps, "
              f"{observer.lane(name)['reconnects']} reconnects")
    print(f"resident {resident >> 10} kB after the first round, {now >> 10} kB at the end")
    print("\n".join(problems) or f"{arguments.rounds} restarts survived")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
