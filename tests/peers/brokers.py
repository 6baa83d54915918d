"""Real brokers on free loopback ports, each in a folder of its own: started, stopped, started again on the same ports."""
import contextlib
import os
import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import time

import peers

PATIENCE = 240  # seconds for a broker to start: an Erlang node on a busy machine takes its time


def free_port():
    """A port that nobody listens on, below those that outgoing connections get."""
    while True:
        port = random.randrange(20_000, 30_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Broker:
    """A broker's process. `root` holds what fetch_brokers.sh unpacked."""

    program = ""
    ports = ()

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve() / "root"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="feedscope-broker-"))
        self.port = {name: free_port() for name in self.ports}
        self.process = None
        self.path = self.find(self.program)
        if not self.path:
            shutil.rmtree(self.folder)
            peers.skip(f"{pathlib.Path(self.program).name} is not there: run ./test, or tests/peers/fetch_brokers.sh build/brokers")
        self.configure()

    def find(self, program):
        return next((str(place) for place in (self.root / program, pathlib.Path("/") / program) if place.exists()), None)

    def environment(self):
        libraries = ":".join(str(folder) for folder in self.root.glob("usr/lib/*-linux-gnu"))
        return {**os.environ, "HOME": str(self.folder), "LD_LIBRARY_PATH": libraries}

    def configure(self):
        """Writes the configuration."""

    def command(self):
        raise NotImplementedError

    def start(self):
        with open(self.folder / "log.txt", "ab") as log:
            self.process = subprocess.Popen(self.command(), env=self.environment(), cwd=self.folder, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=subprocess.STDOUT)
        end = time.monotonic() + PATIENCE
        for port in self.port.values():
            while not self.listens(port):
                if self.process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"{self.program} does not listen on {port}: {(self.folder / 'log.txt').read_text()[-2000:]}")
                time.sleep(0.02)

    @staticmethod
    def listens(port):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Mosquitto(Broker):
    program = "usr/sbin/mosquitto"
    ports = ("ws", "tcp")

    def configure(self):
        user = "user root\n" if os.geteuid() == 0 else ""
        (self.folder / "broker.conf").write_text(
            f"{user}allow_anonymous true\npersistence true\npersistence_location {self.folder}/\nautosave_interval 1\n"
            "autosave_on_changes true\nmax_queued_messages 100000\n"
            f"listener {self.port['tcp']} 127.0.0.1\nlistener {self.port['ws']} 127.0.0.1\nprotocol websockets\n")

    def command(self):
        return [self.path, "-c", str(self.folder / "broker.conf")]


class Nats(Broker):
    program = "usr/sbin/nats-server"
    ports = ("ws", "tcp")

    def configure(self):
        (self.folder / "broker.conf").write_text(
            f"listen: 127.0.0.1:{self.port['tcp']}\nwebsocket {{ listen: \"127.0.0.1:{self.port['ws']}\"\n no_tls: true }}\n")

    def command(self):
        return [self.path, "-c", str(self.folder / "broker.conf")]


class Rabbit(Broker):
    """RabbitMQ with STOMP and MQTT over WebSocket; a port mapper of Erlang's own beside it, and gone with it."""

    program = "usr/lib/rabbitmq/bin/rabbitmq-server"
    ports = ("stomp-ws", "mqtt-ws", "stomp", "mqtt")

    def __init__(self, root):
        self.mapper = None
        super().__init__(root)
        homes = sorted(pathlib.Path(self.path).parents[1].glob("lib/rabbitmq_server-*/sbin/rabbitmq-server"))
        self.path = str(homes[0])

    def configure(self):
        self.internal = {name: free_port() for name in ("amqp", "distribution", "mapper")}
        local = "127.0.0.1"
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = {local}:{self.internal['amqp']}\nmqtt.listeners.tcp.1 = {local}:{self.port['mqtt']}\n"
            f"stomp.listeners.tcp.1 = {local}:{self.port['stomp']}\nweb_stomp.tcp.ip = {local}\n"
            f"web_stomp.tcp.port = {self.port['stomp-ws']}\nweb_mqtt.tcp.ip = {local}\nweb_mqtt.tcp.port = {self.port['mqtt-ws']}\n"
            "log.file = false\nlog.console = true\nlog.console.level = warning\n")
        (self.folder / "plugins").write_text("[rabbitmq_web_stomp,rabbitmq_web_mqtt].\n")

    def environment(self):
        erlang = self.root / "usr/lib/erlang"
        own = (erlang / "bin/erl").exists()
        folder = str(self.folder)
        environment = {
            **super().environment(),
            "ERL_EPMD_PORT": str(self.internal["mapper"]), "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_CONF_ENV_FILE": folder + "/none", "RABBITMQ_CONFIG_FILE": folder + "/rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": folder + "/none", "RABBITMQ_MNESIA_BASE": folder + "/data",
            "RABBITMQ_LOG_BASE": folder + "/log", "RABBITMQ_ENABLED_PLUGINS_FILE": folder + "/plugins",
            "RABBITMQ_NODENAME": "feedscope@localhost", "RABBITMQ_DIST_PORT": str(self.internal["distribution"]),
            "RABBITMQ_ALLOW_INPUT": "1", "RABBITMQ_FEATURE_FLAGS_FILE": folder + "/flags",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-start_epmd false -noinput +S 2:2 -kernel inet_dist_use_interface {127,0,0,1}",
        }
        if own:
            environment["PATH"] = f"{erlang}/bin:{environment['PATH']}"
        else:
            environment["ERL_LIBS"] = str(erlang / "lib")
        return environment

    def command(self):
        return [self.path]

    def start(self):
        if not self.mapper:
            mapper = self.find("usr/lib/erlang/bin/epmd") or "epmd"
            self.mapper = subprocess.Popen([mapper, "-address", "127.0.0.1", "-port", str(self.internal["mapper"])], env=self.environment())
        super().start()

    def __exit__(self, *arguments):
        super().__exit__(*arguments)
        if self.mapper:
            self.mapper.terminate()
            self.mapper.wait()


class Publisher:
    """What publishes over plain TCP, one message after the other, each until the broker has it."""

    def __init__(self, port):
        self.port = port
        self.again = 0  # messages sent twice, as nobody can tell whether the broker had them
        self.connection = None
        self.pending = b""

    def publish(self, *message):
        """Returns when the broker has the message, however often the connection breaks meanwhile."""
        while True:
            try:
                if not self.connection:
                    self.connection = socket.create_connection(("127.0.0.1", self.port), 10)
                    self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self.pending = b""
                    self.greet()
                self.send(*message)
                return
            except OSError:
                self.again += 1 if self.connection else 0
                self.close()
                time.sleep(0.05)

    def read_until(self, found):
        """Reads until `found` of what has come is true; the bytes it names are taken."""
        while True:
            size = found(self.pending)
            if size:
                taken, self.pending = self.pending[:size], self.pending[size:]
                return taken
            more = self.connection.recv(65536)
            if not more:
                raise ConnectionError("closed")
            self.pending += more

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def greet(self):
        raise NotImplementedError

    def send(self, *message):
        raise NotImplementedError


def text_of_mqtt(text):
    data = text.encode()
    return len(data).to_bytes(2, "big") + data


class MqttPublisher(Publisher):
    """MQTT 3.1.1 at QoS 1."""

    number = 0

    @staticmethod
    def packet(first, body):
        length, rest = b"", len(body)
        while True:
            length += bytes([rest % 128 + (128 if rest > 127 else 0)])
            rest //= 128
            if not rest:
                return bytes([first]) + length + body

    def acknowledgement(self):
        return self.read_until(lambda data: 4 if len(data) >= 4 else 0)  # CONNACK and PUBACK are four bytes

    def greet(self):
        user = text_of_mqtt("guest") + text_of_mqtt("guest")
        self.connection.sendall(self.packet(0x10, text_of_mqtt("MQTT") + b"\x04\xc2\x00\x00" + text_of_mqtt("publisher") + user))
        if self.acknowledgement()[3] != 0:
            raise ConnectionError("refused")

    def send(self, topic, payload, retain=False):
        self.number = self.number % 65535 + 1
        self.connection.sendall(self.packet(0x33 if retain else 0x32, text_of_mqtt(topic) + self.number.to_bytes(2, "big") + payload.encode()))
        self.acknowledgement()


class NatsPublisher(Publisher):
    def greet(self):
        self.connection.sendall(b'CONNECT {"verbose":false,"pedantic":false}\r\n')
        self.ping()

    def ping(self):
        self.connection.sendall(b"PING\r\n")
        self.read_until(lambda data: data.find(b"PONG\r\n") + 6 if b"PONG\r\n" in data else 0)

    def send(self, subject, payload):
        data = payload.encode()
        self.connection.sendall(f"PUB {subject} {len(data)}\r\n".encode() + data + b"\r\n")
        self.ping()


class StompPublisher(Publisher):
    """Persistent messages, each with a receipt."""

    number = 0

    def frame(self):
        return self.read_until(lambda data: data.find(b"\0") + 1).lstrip(b"\n")

    def greet(self):
        self.connection.sendall(b"CONNECT\naccept-version:1.2\nhost:/\nlogin:guest\npasscode:guest\n\n\0")
        if not self.frame().startswith(b"CONNECTED"):
            raise ConnectionError("refused")

    def send(self, destination, payload):
        self.number += 1
        data = payload.encode()
        head = f"SEND\ndestination:{destination}\npersistent:true\nreceipt:{self.number}\ncontent-length:{len(data)}\n\n"
        self.connection.sendall(head.encode() + data + b"\0")
        self.frame()
