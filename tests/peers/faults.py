#!/usr/bin/env python3
"""Runs the real program against feeds that are wrong in every common way. Each must give one clear sentence on standard
error within its time, and then leave or go on: no crash, no hang, no memory without bound.

Usage: faults.py --feedscope PROGRAM [CASE ...]
Exit status 77: a tool that the servers need is not installed (ctest shows the test as skipped).
"""
import argparse
import base64
import concurrent.futures
import hashlib
import os
import pathlib
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time

SKIPPED = 77
SOON = 15.0  # seconds for a sentence that needs no deadline of the program's: no hang, even on a busy machine
# Resident, of the whole program, whatever a peer sends. A sanitizer's own memory is no concern of this test.
MOST_MEMORY = (1 << 40) if os.environ.get("FEEDSCOPE_SANITIZE") else 160 << 20
NEXT_STEPS = ("Check", "Add", "Look", "it takes", "Ask", "Give", "Correct", "Use ", "use ", "try", "Try", "reopened", "Tell", "wait")


class Server:
    """A listener on loopback that does one thing to each connection, on a thread of its own."""

    def __init__(self, serve, tls=None):
        self.serve, self.tls = serve, tls
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.held = []  # connections that stay open, unanswered
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.held.append(connection)
            threading.Thread(target=self.handle, args=(connection,), daemon=True).start()

    def handle(self, connection):
        try:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            self.serve(connection)
        except (OSError, ssl.SSLError):
            pass

    def close(self):
        self.socket.close()


def head(connection):
    """A request's head."""
    received = b""
    while b"\r\n\r\n" not in received:
        more = connection.recv(65536)
        if not more:
            raise OSError("hung up")
        received += more
    return received.decode("latin-1")


def answers(status, headers=""):
    """A server that answers every request with this status."""
    def serve(connection):
        while True:
            head(connection)
            connection.sendall(f"HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n".encode())
    return serve


def body(content):
    """An HTTP server whose answers hold these bytes."""
    def serve(connection):
        while True:
            head(connection)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content)
    return serve


def frame(opcode, payload):
    """A whole WebSocket message in one frame (RFC 6455 5.2)."""
    size = len(payload)
    length = bytes([size]) if size < 126 else b"\x7e" + struct.pack("!H", size) if size < 65536 else b"\x7f" + struct.pack("!Q", size)
    return bytes([0x80 | opcode]) + length + payload


def upgraded(*frames):
    """A WebSocket server that sends these bytes after the handshake and then only reads."""
    def serve(connection):
        key = next(line.split(":", 1)[1].strip() for line in head(connection).split("\r\n")
                   if line.lower().startswith("sec-websocket-key"))
        accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        connection.sendall(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode())
        for part in frames:
            connection.sendall(part)
        while connection.recv(65536):
            pass
    return serve


def refuses_garbage(connection):
    """What an HTTP server says to a TLS greeting."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    connection.close()


def silent(connection):
    """Accepts, reads and never answers."""
    while connection.recv(65536):
        pass


def certificate(folder, name):
    """A context with a self-signed certificate for one host name."""
    files = [str(folder / f"{name}.{kind}") for kind in ("crt", "key")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-out", files[0], "-keyout", files[1]],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context, files[0]


def free_port():
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Case:
    """One fault: what to run, what the sentence must hold, and whether the program leaves by itself."""

    def __init__(self, name, arguments, says, leaves, within=SOON):
        self.name, self.arguments, self.says, self.leaves, self.within = name, arguments, says, leaves, within


def resident(pid):
    """The largest resident set so far, bytes; 0 once the process has gone."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def observe(program, case):
    """Runs one case; returns its first sentence and what was wrong with it."""
    process = subprocess.Popen([program, *case.arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said, lines = threading.Event(), []

    def listen():
        for line in process.stderr:
            lines.append(line.strip())
            if case.says.lower() in line.lower():
                said.set()

    threading.Thread(target=process.stdout.read, daemon=True).start()
    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    problems, began, peak = [], time.monotonic(), 0
    while time.monotonic() < began + case.within and process.poll() is None and not (said.is_set() and not case.leaves):
        peak = max(peak, resident(process.pid))
        time.sleep(0.02)
    if case.leaves and process.poll() is None:
        problems.append(f"still runs after {case.within} s")
    if not case.leaves:
        time.sleep(0.5)  # it must outlive its complaint
        peak = max(peak, resident(process.pid))
        if process.poll() is not None:
            problems.append(f"left with {process.returncode} instead of going on")
    problems += end(process)
    listener.join(SOON)
    sentences = [line for line in lines if line.lower().find(case.says.lower()) >= 0]
    if not sentences:
        problems.append(f"does not say “{case.says}”, but {lines}")
    elif not any(step in sentences[0] for step in NEXT_STEPS):
        problems.append(f"does not say what to do next: {sentences[0]}")
    if len(sentences) > 1 and len(set(sentences)) < len(sentences):
        problems.append(f"says it {len(sentences)} times")
    if peak > MOST_MEMORY:
        problems.append(f"took {peak >> 20} MB")
    return (sentences or lines or [""])[0], peak, problems


def end(process):
    """Ends the program as a user would (or has seen it end) and says what was wrong with that."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(SOON)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return ["does not end at Ctrl+C"]
        return [f"crashed: {process.returncode}"] if process.returncode < 0 else []
    if process.returncode != 1:
        return [f"left with {process.returncode}"]
    return []


def cases(folder):
    """All faults, with their servers started."""
    wrong_name, wrong_name_file = certificate(folder, "elsewhere.example")
    self_signed, _ = certificate(folder, "localhost")
    servers = {
        "401": Server(answers("401 Unauthorized", "WWW-Authenticate: Bearer\r\n")), "404": Server(answers("404 Not Found")),
        "301": Server(answers("301 Moved Permanently", "Location: http://127.0.0.1:9/elsewhere\r\n")),
        "silent": Server(silent), "plain": Server(refuses_garbage), "binary": Server(upgraded(frame(2, bytes(range(256)) * 16))),
        "half": Server(upgraded(frame(1, b'{"type":"tick","price":'))), "utf8": Server(upgraded(frame(1, b'{"a":"\xc3\x28"}'))),
        "huge": Server(upgraded(b"\x81\x7f" + struct.pack("!Q", 100 << 20), *[b" " * (1 << 20)] * 100)),
        "halfbody": Server(body(b'{"rows":[')), "name": Server(silent, wrong_name), "self": Server(silent, self_signed),
    }
    port = {name: server.port for name, server in servers.items()}

    def tail(name, url, says, leaves=True, within=SOON, *more):
        return Case(name, ["tail", url, *more], says, leaves, within)

    return [
        tail("no such host", "ws://no-such-host.invalid/", "no-such-host.invalid"),
        tail("no host", "ws:///feed", "address"),
        tail("wrong scheme", "gopher://127.0.0.1/", "gopher"),
        tail("refused", f"ws://127.0.0.1:{free_port()}/", "refused the connection"),
        tail("refused poll", f"http://127.0.0.1:{free_port()}/", "refused the connection"),
        tail("401", f"ws://127.0.0.1:{port['401']}/", "401"),
        tail("401 poll", f"http://127.0.0.1:{port['401']}/", "401"),
        tail("404", f"ws://127.0.0.1:{port['404']}/", "404"),
        tail("404 poll", f"http://127.0.0.1:{port['404']}/", "404"),
        tail("301", f"ws://127.0.0.1:{port['301']}/", "301"),
        tail("301 poll", f"http://127.0.0.1:{port['301']}/", "301"),
        tail("never answers", f"ws://127.0.0.1:{port['silent']}/", "within 5 s", True, 5 + SOON),
        tail("never answers poll", f"http://127.0.0.1:{port['silent']}/", "within 5 s", True, 5 + SOON),
        tail("self-signed", f"wss://localhost:{port['self']}/", "authority"),
        tail("other name", f"wss://localhost:{port['name']}/", "other names", True, SOON, "--ca", wrong_name_file),
        tail("no TLS there", f"wss://127.0.0.1:{port['plain']}/", "TLS"),
        tail("binary blob", f"ws://127.0.0.1:{port['binary']}/", "could not be read", False),
        tail("half a JSON", f"ws://127.0.0.1:{port['half']}/", "could not be read", False),
        tail("half a JSON poll", f"http://127.0.0.1:{port['halfbody']}/", "could not be read", False),
        tail("invalid UTF-8", f"ws://127.0.0.1:{port['utf8']}/", "UTF-8", False),
        tail("100 MB message", f"ws://127.0.0.1:{port['huge']}/", "larger than the limit", False, 2 * SOON),
        Case("compare 404", ["compare", f"ws://127.0.0.1:{port['404']}/", "--duration", "2s"], "404", True, 2 * SOON),
        Case("compare refused", ["compare", f"ws://127.0.0.1:{free_port()}/", "--duration", "2s"], "refused the connection", True, 2 * SOON),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    if not shutil.which("openssl"):
        print("SKIPPED: openssl is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        chosen = [case for case in cases(pathlib.Path(folder)) if not arguments.names or case.name in arguments.names]
        with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
            seen = list(pool.map(lambda case: observe(arguments.feedscope, case), chosen))
    failed = 0
    for case, (sentence, peak, problems) in zip(chosen, seen):
        print(f"{case.name}: {peak >> 20} MB, {sentence}")
        for problem in problems:
            print(f"    FAILED: {problem}")
        failed += bool(problems)
    print(f"{len(chosen)} faults, {failed} not met as they should be")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
