#!/usr/bin/env python3
"""Runs `feedscope compare` on the demo feed over a plain WebSocket and, beside it, over three brokers that carry the same
messages; in the second run mosquitto is stopped in the middle and starts again, and nothing is lost at QoS 1.

Usage: broker_compare.py --feedscope PROGRAM --brokers FOLDER
Exit status 77: a broker is not there (ctest shows the test as skipped).
"""
import argparse
import contextlib
import json
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading
import time

import brokers

DEMO = pathlib.Path(__file__).resolve().parent.parent.parent / "resources" / "profiles" / "demo.json"


class Carrier:
    """One broker's publisher, in a thread of its own, with a queue before it: an outage delays messages, it loses none."""

    def __init__(self, publisher, where):
        self.publisher, self.where = publisher, where
        self.waiting = queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            self.publisher.publish(self.where, self.waiting.get())


@contextlib.contextmanager
def demo_feed(program, port):
    """The demo server at this port, and a process that prints each message of its WebSocket."""
    with subprocess.Popen([program, "serve", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        while not brokers.Broker.listens(port):
            time.sleep(0.02)
        tail = [program, "tail", str(DEMO), "--url", f"ws://127.0.0.1:{port}/ws", "--messages", "--json"]
        with subprocess.Popen(tail, stdout=subprocess.PIPE, text=True) as source:
            try:
                yield source.stdout
            finally:
                source.terminate()
                server.terminate()


def carry(messages, carriers):
    """The server's updates to every broker; what it says to this one client alone is not for others."""
    for line in messages:
        text = json.loads(line).get("text", "")
        if text and json.loads(text).get("type") in ("tick", "notification"):
            for carrier in carriers:
                carrier.waiting.put(text)


def profile(folder, port, lanes):
    whole = json.loads(DEMO.read_text(encoding="utf-8"))
    whole["url"] = f"ws://127.0.0.1:{port}/ws"
    whole["lanes"] = lanes
    file = pathlib.Path(folder) / "brokers.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file


def compare(program, file, lanes, seconds, meanwhile=None):
    command = [program, "compare", str(file), "--lanes", ",".join(lanes), "--duration", f"{seconds}s", "--json", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        if meanwhile:
            time.sleep(seconds / 3)
            meanwhile()
        out, said = process.communicate()
    if process.returncode != 0:
        sys.exit(f"compare left with {process.returncode}: {said}")
    return {lane["lane"]: lane for lane in json.loads(out)["lanes"]}


def problems_of(name, results, reconnected=()):
    found = []
    for lane, result in results.items():
        updates = result["updates"]
        print(f"{name} {lane}: {updates}, lag {result['lag_ms']}, reconnects {result['reconnects']}")
        if updates["missed"] or updates["lost"] or not updates["delivered"]:
            found.append(f"{name}: {lane} missed {updates['missed']}, lost {updates['lost']}, delivered {updates['delivered']}")
        if (result["reconnects"] > 0) != (lane in reconnected):
            found.append(f"{name}: {lane} reconnected {result['reconnects']} times")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("--brokers", required=True)
    arguments = parser.parse_args()
    port = brokers.free_port()
    with brokers.Mosquitto(arguments.brokers) as mosquitto, brokers.Nats(arguments.brokers) as nats, \
            brokers.Rabbit(arguments.brokers) as rabbit, tempfile.TemporaryDirectory() as folder, \
            demo_feed(arguments.feedscope, port) as messages:
        carriers = [Carrier(brokers.MqttPublisher(mosquitto.port["tcp"]), "demo/all"),
                    Carrier(brokers.NatsPublisher(nats.port["tcp"]), "demo.all"),
                    Carrier(brokers.StompPublisher(rabbit.port["stomp"]), "/topic/demo")]
        threading.Thread(target=carry, args=(messages, carriers), daemon=True).start()
        login = "CONNECT\naccept-version:1.2\nhost:/\nlogin:guest\npasscode:guest\nheart-beat:5000,5000\n\n\0"
        opened = {"": "@open"}
        file = profile(folder, port, {
            "mqtt": {"url": f"ws://127.0.0.1:{mosquitto.port['ws']}/mqtt",
                     "session": [{"when": opened, "send": '{"packet":"SUBSCRIBE","topic":"demo/#","qos":1}'}]},
            "nats": {"url": f"ws://127.0.0.1:{nats.port['ws']}/", "session": [{"when": opened, "send": "SUB demo.> 1"}]},
            "stomp": {"url": f"ws://127.0.0.1:{rabbit.port['stomp-ws']}/ws",
                      "session": [{"when": opened, "send": login},
                                  {"when": opened, "send": "SUBSCRIBE\nid:0\ndestination:/topic/demo\nack:auto\n\n\0"}]}})
        found = problems_of("all", compare(arguments.feedscope, file, ["websocket", "mqtt", "stomp", "nats"], 12))
        restart = lambda: (mosquitto.stop(), mosquitto.start())
        found += problems_of("restart", compare(arguments.feedscope, file, ["websocket", "mqtt"], 24, restart), ["mqtt"])
    print("\n".join(found) or "nothing was lost")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
