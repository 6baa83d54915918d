#!/usr/bin/env python3
"""Runs `feedscope` against brokers that nobody here wrote (mosquitto, RabbitMQ, NATS): the fixtures' own profiles against the
real thing, retained messages, wildcards, refusals, and that nothing is lost at QoS 1 over a restart and over a cut.

Usage: broker_peers.py --feedscope PROGRAM --brokers FOLDER mosquitto|rabbitmq|nats
Exit status 77: the broker is not there (ctest shows the test as skipped).
"""
import argparse
import contextlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import brokers
from cutting import Way

HERE = pathlib.Path(__file__).resolve().parent
FEEDS = HERE.parent / "data" / "feeds"
LAST = 300  # the number of the last message
PATIENCE = 120


class Tail:
    """`feedscope tail --updates --json` while it runs, and what it has printed."""

    def __init__(self, program, profile, *options):
        self.process = subprocess.Popen([program, "tail", str(profile), "--updates", "--json", *options], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.updates, self.said = [], []
        self.threads = [threading.Thread(target=self.read, args=(self.process.stdout, lambda line: self.updates.append(json.loads(line)))),
                        threading.Thread(target=self.read, args=(self.process.stderr, self.said.append))]
        for thread in self.threads:
            thread.start()

    @staticmethod
    def read(stream, take):
        for line in stream:
            take(line)

    def wait(self, done):
        """Until `done` of the updates, or the end of the patience; whether it came."""
        end = time.monotonic() + PATIENCE
        while not done(self.updates) and time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.02)
        return done(self.updates)

    def ended(self):
        """Waits for the program's own end; its exit status."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        return self.process.poll()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        for thread in self.threads:
            thread.join()


class Checks:
    """What is not as it must be, one sentence each."""

    def __init__(self, program):
        self.program = program
        self.wrong = []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="feedscope-profiles-"))

    def must(self, good, sentence):
        if not good:
            self.wrong.append(sentence)
        return good

    def profile(self, url, transport, rules, **members):
        file = self.folder / f"{transport}-{len(list(self.folder.iterdir()))}.json"
        file.write_text(json.dumps({"name": file.stem, "transport": transport, "url": url, "rules": rules, **members}))
        return file

    def refused(self, name, profile, words, *options):
        """The program gives up by itself and says why."""
        with Tail(self.program, profile, *options) as tail:
            status = tail.ended()
        self.must(status == 1 and words in "".join(tail.said), f"{name}: exit status {status}, {tail.said}")

    def numbers(self, name, updates, again=0):
        """1 to LAST, each once; as many twice as the publisher itself sent twice."""
        got = [update["sequence"] for update in updates if update["kind"] == "tick" and isinstance(update.get("sequence"), int)]
        missing = sorted(set(range(1, LAST + 1)) - set(got))
        twice = len(got) - len(set(got))
        print(f"{name}: {len(got)} messages, {len(missing)} missing, {twice} twice, the publisher sent {again} twice")
        self.must(not missing and twice <= again, f"{name}: missing {missing[:5]} of {len(missing)}, {twice} twice")


def told_of_it(said):
    """The loss or, if that sentence stood for a moment only, the port that nobody listened at."""
    return any(words in "".join(said) for words in ("It is being reopened", "refused the connection"))


def publish_all(publisher, where, checkpoint):
    """Numbers 1 to LAST; `checkpoint` is called with each before it is sent."""
    for number in range(1, LAST + 1):
        checkpoint(number)
        publisher.publish(where, json.dumps({"s": "AAA", "p": number, "n": number}))
    publisher.close()


def in_background(action):
    thread = threading.Thread(target=action)
    thread.start()
    return thread


MQTT_RULES = [{"when": {"/packet": "PUBLISH"}, "kind": "tick",
               "fields": {"symbol": "/topic", "price": "/payload/p", "sequence": "/payload/n"}}]


def seen(symbol):
    return lambda updates: any(update.get("symbol") == symbol for update in updates)


def last_seen(updates):
    return any(update.get("sequence") == LAST for update in updates)


def mqtt_fixture(checks, url, publisher, retain):
    """The fixture's own profile and its sample subscription, against the real thing."""
    if retain:
        publisher.publish("ticks/OLD", '{"p":1.5,"t":1700000000123}', True)
    with Tail(checks.program, FEEDS / "mqtt_ws.json", "--url", url) as tail:
        if retain:
            checks.must(tail.wait(seen("OLD")), f"fixture: the retained message did not come: {tail.updates} {tail.said}")
        tail.wait(lambda updates: retain or len(updates) >= 2)  # CONNACK and SUBACK
        publisher.publish("ticks/NEW", '{"p":2.5,"t":1700000000124}')
        publisher.publish("other/NOT", '{"p":3.5}')
        publisher.publish("ticks/END", '{"p":4.5}')
        checks.must(tail.wait(seen("END")), f"fixture: {tail.updates} {tail.said}")
    by_symbol = {update.get("symbol"): update for update in tail.updates}
    checks.must("NOT" not in by_symbol, "fixture: a topic came that was not asked for")
    new = by_symbol.get("NEW", {})
    checks.must((new.get("price"), new.get("server_time_ms"), new.get("snapshot")) == (2.5, 1700000000124, False), f"fixture: {new}")
    if retain:
        checks.must(by_symbol.get("OLD", {}).get("snapshot") is True, "fixture: a retained message is a snapshot")


def mqtt_restart(checks, name, broker, url, publisher, **frames):
    """The broker is stopped in the middle and starts again: nothing is lost, as it has kept the session."""
    profile = checks.profile(url, "mqtt", MQTT_RULES, frames={"envelope": "mqtt", **frames},
                             session=[{"when": "@open", "send": '{"packet":"SUBSCRIBE","topics":["n/+","x/#"],"qos":1}'}])

    def restart_in_the_middle(number):
        if number == LAST // 2:
            restarts.append(in_background(lambda: (broker.stop(), broker.start())))

    restarts, before = [], publisher.again
    with Tail(checks.program, profile) as tail:
        if not checks.must(settled(tail, publisher, "n/ready"), f"{name}: nothing came: {tail.said}"):
            return
        publish_all(publisher, "n/a", restart_in_the_middle)
        checks.must(tail.wait(last_seen), f"{name}: the last message did not come: {tail.said}")
    for thread in restarts:
        thread.join()
    checks.must(told_of_it(tail.said), f"{name}: nothing was said of the restart: {tail.said}")
    checks.numbers(name, tail.updates, publisher.again - before)


def settled(tail, publisher, topic):
    """Publishes until the first comes: from then on the subscription stands."""
    end = time.monotonic() + PATIENCE
    while not seen(topic)(tail.updates) and time.monotonic() < end and tail.process.poll() is None:
        publisher.publish(topic, "{}")
        time.sleep(0.05)
    return seen(topic)(tail.updates)


def mqtt_cuts(checks, name, port, path, publisher, **frames):
    """The way is cut five times, each time after acknowledgements were lost: what the broker sends again comes once."""
    before = publisher.again
    with Way(port) as way:
        profile = checks.profile(f"ws://127.0.0.1:{way.port}{path}", "mqtt", MQTT_RULES, frames={"envelope": "mqtt", **frames},
                                 session=[{"when": "@open", "send": '{"packet":"SUBSCRIBE","topic":"n/#","qos":1}'}])

        def cut(number):
            if number % 50 == 40:
                way.wait(1 + number // 50)  # the lane is back from the cut before
                way.forget()
            if number % 50 == 48:
                way.cut()

        with Tail(checks.program, profile) as tail:
            if not checks.must(settled(tail, publisher, "n/ready"), f"{name}: nothing came: {tail.said}"):
                return
            publish_all(publisher, "n/a", cut)
            checks.must(tail.wait(last_seen), f"{name}: the last message did not come: {tail.said}")
        again = publisher.again - before
        checks.must(way.count == 1 + LAST // 50, f"{name}: only {way.count} connections")
    checks.numbers(name, tail.updates, again)


def mosquitto(checks, folder):
    with brokers.Mosquitto(folder) as broker:
        url = f"ws://127.0.0.1:{broker.port['ws']}/mqtt"
        publisher = brokers.MqttPublisher(broker.port["tcp"])
        mqtt_fixture(checks, url, publisher, True)
        checks.refused("version", checks.profile(url, "mqtt", MQTT_RULES, session=[
            {"when": "@open", "send": "CONNECT 101200044d5154540502001e000670726f626534"}]), "mqtt_version")
        checks.refused("send", checks.profile(url, "mqtt", MQTT_RULES, session=[{"when": "@open", "send": "subscribe ticks"}]), "no MQTT packet")
        with Tail(checks.program, f"mqtt+ws://127.0.0.1:{broker.port['ws']}/") as tail:  # a bare address: everything
            checks.must(settled(tail, publisher, "home/kitchen/temperature"), f"bare address: {tail.updates} {tail.said}")
        mqtt_restart(checks, "MQTT 3.1.1, restart", broker, url, publisher)
        mqtt_restart(checks, "MQTT 5, restart", broker, url, publisher, mqtt_version=5)
        mqtt_cuts(checks, "MQTT 3.1.1, cuts", broker.port["ws"], "/mqtt", publisher)
        mqtt_cuts(checks, "MQTT 5, cuts", broker.port["ws"], "/mqtt", publisher, mqtt_version=5)


STOMP_RULES = [{"when": {"/command": "MESSAGE"}, "kind": "tick",
                "fields": {"symbol": "/headers/destination", "price": "/body/p", "sequence": "/body/n"}}]


def stomp_session(mode):
    return [{"when": "@open", "send": "CONNECT\naccept-version:1.2\nhost:/\nlogin:guest\npasscode:guest\nheart-beat:2000,2000\n\n\0"},
            {"when": "@open", "send": f"SUBSCRIBE\nid:0\ndestination:/queue/n\ndurable:true\nauto-delete:false\nack:{mode}\nprefetch-count:10\n\n\0"}]


def stomp_restart(checks, broker, url, publisher):
    profile = checks.profile(url, "stomp", STOMP_RULES, session=stomp_session("client-individual"))

    def restart_in_the_middle(number):
        if number == LAST // 2:
            restarts.append(in_background(lambda: (broker.stop(), broker.start())))

    restarts = []
    with Tail(checks.program, profile) as tail:
        publish_all(publisher, "/queue/n", restart_in_the_middle)
        checks.must(tail.wait(last_seen), f"STOMP, restart: the last message did not come: {tail.said}")
    for thread in restarts:
        thread.join()
    checks.must(told_of_it(tail.said), f"STOMP, restart: nothing was said of it: {tail.said}")
    # What the lane had and the broker did not hear of comes again: at most the ten of the prefetch.
    checks.numbers("STOMP, restart", tail.updates, publisher.again + 10)


def rabbitmq(checks, folder):
    with brokers.Rabbit(folder) as broker:
        stomp = brokers.StompPublisher(broker.port["stomp"])
        url = f"ws://127.0.0.1:{broker.port['stomp-ws']}/ws"
        with Tail(checks.program, FEEDS / "stomp_ws.json", "--url", url) as tail:  # the fixture, as it stands
            end = time.monotonic() + PATIENCE
            while not seen("AAA")(tail.updates) and time.monotonic() < end:
                stomp.publish("/topic/ticks", '{"s":"AAA","p":1.5}')
            checks.must(seen("AAA")(tail.updates), f"STOMP fixture: {tail.updates} {tail.said}")
        checks.refused("login", checks.profile(url, "stomp", STOMP_RULES, session=[
            {"when": "@open", "send": "CONNECT\naccept-version:1.2\nhost:/\nlogin:guest\npasscode:wrong\n\n\0"}]), "refuses this client")
        mqtt = brokers.MqttPublisher(broker.port["mqtt"])
        mqtt_url = f"ws://127.0.0.1:{broker.port['mqtt-ws']}/ws"
        mqtt_cuts(checks, "RabbitMQ MQTT, cuts", broker.port["mqtt-ws"], "/ws", mqtt)
        mqtt_fixture(checks, mqtt_url, mqtt, False)  # RabbitMQ keeps none for wildcards
        stomp_restart(checks, broker, url, stomp)


NATS_RULES = [{"when": {"/op": {"in": ["MSG", "HMSG"]}}, "kind": "tick",
               "fields": {"symbol": "/subject", "price": "/payload/p", "sequence": "/payload/n"}}]


def nats(checks, folder):
    with brokers.Nats(folder) as broker:
        url = f"ws://127.0.0.1:{broker.port['ws']}/"
        publisher = brokers.NatsPublisher(broker.port["tcp"])
        with Tail(checks.program, FEEDS / "nats_ws.json", "--url", url) as tail:  # the fixture, as it stands
            end = time.monotonic() + PATIENCE
            while not seen("AAA")(tail.updates) and time.monotonic() < end:
                publisher.publish("ticks.AAA", '{"p":1.5}')
            checks.must(seen("AAA")(tail.updates), f"NATS fixture: {tail.updates} {tail.said}")
        checks.refused("operation", checks.profile(url, "nats", NATS_RULES, session=[{"when": "@open", "send": "HELLO"}]), "no operation of a NATS client")
        profile = checks.profile(url, "nats", NATS_RULES, session=[{"when": "@open", "send": "SUB n.> 1"}])
        with Tail(checks.program, profile) as tail:
            checks.must(settled(tail, publisher, "n.ready"), f"NATS: {tail.said}")
            publish_all(publisher, "n.a", lambda number: None)
            checks.must(tail.wait(last_seen), f"NATS: the last message did not come: {tail.said}")
            checks.numbers("NATS", tail.updates)
            broker.stop()
            broker.start()
            checks.must(settled(tail, publisher, "n.again"), f"NATS: it did not come back: {tail.said}")
        with Tail(checks.program, f"nats+ws://127.0.0.1:{broker.port['ws']}") as tail:  # a bare address: everything
            checks.must(settled(tail, publisher, "home.kitchen"), f"bare address: {tail.updates} {tail.said}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("--brokers", required=True)
    parser.add_argument("broker", choices=["mosquitto", "rabbitmq", "nats"])
    arguments = parser.parse_args()
    checks = Checks(arguments.feedscope)
    {"mosquitto": mosquitto, "rabbitmq": rabbitmq, "nats": nats}[arguments.broker](checks, arguments.brokers)
    shutil.rmtree(checks.folder)
    print("\n".join(checks.wrong) or "all good")
    return 1 if checks.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
