"""A way between a client and a server on loopback that can lose what the client says, and cut."""
import contextlib
import socket
import threading
import time


class Way:
    """Forwards each connection to `port`; forget() drops the client's bytes from then on, cut() ends all connections."""

    def __init__(self, port):
        self.to = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = []
        self.count = 0
        self.forgets = False
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self.to), 10)
                    server.settimeout(None)
                except OSError:
                    client.close()
                    continue
                self.count += 1
                self.connections += [client, server]
                threading.Thread(target=self.forward, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self.forward, args=(server, client, False), daemon=True).start()

    def forward(self, source, target, from_client):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not (from_client and self.forgets):
                    target.sendall(data)
        for side in (source, target):
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)

    def wait(self, count):
        """Until so many connections have come in all."""
        end = time.monotonic() + 60
        while self.count < count and time.monotonic() < end:
            time.sleep(0.01)

    def forget(self):
        self.forgets = True

    def cut(self):
        old, self.connections, self.forgets = self.connections, [], False
        for side in old:
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        self.cut()
