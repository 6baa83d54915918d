#!/usr/bin/env python3
"""TLS and proxies against real peers: own authority, client certificates, bad certificates with their reasons, pins, and
proxies (tinyproxy where it was unpacked or installed, and two of a few lines; SOCKS 5 with a password).

Usage: secure_peers.py --feedscope PROGRAM [--brokers FOLDER]
Exit status 77: openssl is not installed (ctest shows the test as skipped).
"""
import argparse
import hashlib
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

from faults import Server, certificate, frame, free_port, upgraded
from peers import Suite, skip

TICK = frame(1, b'{"symbol": "A", "price": 1.5}') * 3
PASS_PHRASE = "open sesame"


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """An authority of our own, and certificates signed by it."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.certificate = str(folder / f"{name}.pem")
        self.key = str(folder / f"{name}.key")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", f"/CN={name}", "-addext", "basicConstraints=critical,CA:TRUE", "-out", self.certificate, "-keyout", self.key)

    def sign(self, name, extension, days="2"):
        """Paths of a certificate and its key."""
        certificate, key = (str(self.folder / f"{name}.{kind}") for kind in ("pem", "key"))
        request, extensions = str(self.folder / f"{name}.csr"), self.folder / f"{name}.ext"
        extensions.write_text(extension + "\n")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
                "-out", request, "-keyout", key)
        openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial", "-days", days,
                "-extfile", str(extensions), "-out", certificate)
        return certificate, key


def context(certificate, key, client_authority=None, newest=ssl.TLSVersion.TLSv1_3):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    tls.maximum_version = newest
    if client_authority:
        tls.verify_mode = ssl.CERT_REQUIRED
        tls.load_verify_locations(client_authority)
    return tls


def digest(certificate):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pathlib.Path(certificate).read_text())).hexdigest()


def pump(a, b):
    try:
        while data := a.recv(65536):
            b.sendall(data)
    except OSError:
        pass
    for end in (a, b):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def connect_proxy(asked):
    """An HTTP proxy that knows CONNECT only; `asked` hears each target."""
    def serve(client):
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(65536)
        method, target = head.decode("latin-1").split()[:2]
        if method != "CONNECT":
            return client.sendall(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        asked.append(target)
        host, port = target.rsplit(":", 1)
        upstream = join_after(client, host, int(port), b"HTTP/1.1 200 Connection established\r\n\r\n")
        return pump(client, upstream)
    return serve


def join_after(client, host, port, words):
    upstream = socket.create_connection((host, port))
    client.sendall(words)
    threading.Thread(target=pump, args=(upstream, client), daemon=True).start()
    return upstream


def exactly(connection, size):
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise OSError("hung up")
        data += more
    return data


def socks_proxy(asked, user=b"", password=b""):
    """SOCKS 5 (RFC 1928, 1929)."""
    def serve(client):
        methods = exactly(client, exactly(client, 2)[1])
        wanted = 2 if user else 0
        if wanted not in methods:
            client.sendall(b"\x05\xff")
            return
        client.sendall(bytes([5, wanted]))
        if user:
            given = exactly(client, exactly(client, 2)[1])
            word = exactly(client, exactly(client, 1)[0])
            good = (given, word) == (user, password)
            client.sendall(b"\x01\x00" if good else b"\x01\x01")
            if not good:
                return
        kind = exactly(client, 4)[3]
        host = socket.inet_ntoa(exactly(client, 4)) if kind == 1 else exactly(client, exactly(client, 1)[0]).decode()
        port = int.from_bytes(exactly(client, 2), "big")
        asked.append(f"{host}:{port}")
        pump(client, join_after(client, host, port, b"\x05\x00\x00\x01" + bytes(6)))
    return serve


def certificates(suite, folder):
    own, other = Authority(folder, "own"), Authority(folder, "other")
    here = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    good = own.sign("good", here)
    renewed = own.sign("renewed", here)
    wrong = own.sign("wrong", "subjectAltName=DNS:elsewhere.example")
    expired = own.sign("expired", here, days="-1")
    ca = ("--ca", own.certificate)

    def url(files):
        return f"wss://localhost:{Server(upgraded(TICK), context(*files)).port}/"

    suite.opens("own authority", url(good), *ca)
    suite.refuses("no authority", ["not signed by an authority", digest(good[0])], url(good))
    suite.refuses("other authority", ["not signed by an authority"], url(good), "--ca", other.certificate)
    suite.refuses("wrong name", ["other names", digest(wrong[0])], url(wrong), *ca)
    suite.refuses("expired", ["has expired", digest(expired[0])], url(expired), *ca)
    suite.opens("pinned", url(good), "--pin", digest(good[0]))
    colons = ":".join(digest(good[0])[i:i + 2].upper() for i in range(0, 64, 2))
    suite.opens("pinned with colons", url(good), "--pin", colons)
    suite.refuses("renewed behind a pin", ["not the pinned one", digest(renewed[0])], url(renewed), "--pin", digest(good[0]), *ca)
    suite.refuses("expired and pinned", ["has expired"], url(expired), "--pin", digest(expired[0]))
    suite.refuses("no CA file", ["no certificate that can be read"], url(good), "--ca", str(folder / "none.pem"))
    self_signed = Server(upgraded(TICK), certificate(folder, "localhost")[0]).port
    suite.refuses("self-signed", ["not signed by an authority"], f"wss://localhost:{self_signed}/")
    both = other.sign("both", "subjectAltName=DNS:elsewhere.example", days="-1")
    suite.refuses("what no pin makes good is said first", ["SHA-256"], url(both), "--pin", digest(both[0]))
    return own, other, good


def client_certificates(suite, folder, own, other, good):
    mine, theirs = own.sign("mine", "extendedKeyUsage=clientAuth"), other.sign("theirs", "extendedKeyUsage=clientAuth")
    locked = str(folder / "locked.key")
    openssl("pkcs8", "-topk8", "-in", mine[1], "-out", locked, "-passout", f"pass:{PASS_PHRASE}")
    both = folder / "both.pem"
    both.write_text(pathlib.Path(mine[0]).read_text() + pathlib.Path(mine[1]).read_text())
    for newest in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        server = Server(upgraded(TICK), context(*good, own.certificate, newest))
        url, ca = f"wss://localhost:{server.port}/", ("--ca", own.certificate)
        name = newest.name
        suite.opens(f"client certificate, {name}", url, *ca, "--client-cert", mine[0], "--client-key", mine[1])
        suite.refuses(f"no client certificate, {name}", ["wants a certificate of yours"], url, *ca)
        suite.refuses(f"foreign client certificate, {name}", ["refuses your certificate"], url, *ca,
                      "--client-cert", theirs[0], "--client-key", theirs[1])
    suite.opens("certificate and key in one file", url, *ca, "--client-cert", str(both))
    encrypted = ("--client-cert", mine[0], "--client-key", locked)
    suite.refuses("encrypted key", ["is encrypted", "FEEDSCOPE_SECRET_CLIENT_KEY"], url, *ca, *encrypted)
    suite.opens("encrypted key, opened", url, *ca, *encrypted, environment={"FEEDSCOPE_SECRET_CLIENT_KEY": PASS_PHRASE})
    wrong = suite.refuses("encrypted key, wrong pass phrase", ["does not open the key"], url, *ca, *encrypted,
                          environment={"FEEDSCOPE_SECRET_CLIENT_KEY": "marked-phrase"})
    suite.check("the pass phrase is not repeated", "marked-phrase" not in wrong.stderr, wrong.stderr)
    profile = folder / "secured.json"
    profile.write_text(f'{{"name": "secured", "url": "{url}", "tls": {{"ca": "{own.certificate}", "client_cert": "{mine[0]}", '
                       f'"client_key": "{mine[1]}", "pin": "{digest(good[0])}"}}, "rules": [{{"kind": "tick"}}]}}')
    suite.opens("by the profile", str(profile))


def proxies(suite, brokers, own, good):
    plain = f"ws://localhost:{Server(upgraded(TICK)).port}/"
    server = Server(upgraded(TICK), context(*good))
    secure, ca = f"wss://localhost:{server.port}/", ("--ca", own.certificate)
    asked = []
    http = f"http://127.0.0.1:{Server(connect_proxy(asked)).port}"
    socks = f"socks5://127.0.0.1:{Server(socks_proxy(asked)).port}"
    guarded = Server(socks_proxy(asked, b"me", b"marked-word")).port
    for name, proxy in (("http", http), ("socks5", socks)):
        for url, options in ((plain, ()), (secure, ca)):
            asked.clear()
            suite.opens(f"{name} proxy to {url[:3]}", url, "--proxy", proxy, *options)
            suite.check(f"{name} proxy was asked", any(t.startswith("localhost:") for t in asked), str(asked))
    word = {"FEEDSCOPE_SECRET_PROXY": "marked-word"}
    suite.opens("SOCKS with a password", plain, "--proxy", f"socks5://me:{{secret:proxy}}@127.0.0.1:{guarded}", environment=word)
    for proxy in (f"socks5://me:wrong-word@127.0.0.1:{guarded}", f"http://127.0.0.1:{free_port()}"):
        done = suite.refuses("proxy that refuses", ["proxy"], plain, "--proxy", proxy)
        suite.check("its password is not repeated", "wrong-word" not in done.stderr, done.stderr)
    suite.check("no datagrams", "carries no datagrams" in suite.tail("udp://127.0.0.1:9", "--proxy", socks).stderr)
    compared(suite, asked, (http, socks))
    tinyproxy = shutil.which("tinyproxy", path=f"{brokers}/root/usr/bin:{os.environ.get('PATH', '')}:/usr/sbin")
    if tinyproxy:
        with_tinyproxy(suite, tinyproxy, plain, secure, ca)
    else:
        print("tinyproxy is not there (tests/peers/fetch_brokers.sh): only the proxies of this test were tried")


def compared(suite, asked, ways):
    """All lanes of a comparison lead over relay and proxy, and the bytes of the proxy's own words are no lane's."""
    for proxy in ways:
        asked.clear()
        done = suite.run("compare", "--duration", "2s", "--lanes", "websocket,http-poll,sse,tcp", "--proxy", proxy, "--json", "-")
        suite.check(f"comparison over {proxy[:6]}", done.returncode == 0 and len(set(asked)) >= 2,
                    f"{done.returncode} {asked} {done.stderr!r}")
    dead = suite.run("compare", "--duration", "1s", "--lanes", "websocket", "--proxy", f"http://127.0.0.1:{free_port()}", "--json", "-")
    suite.check("a proxy that is not there is named", dead.returncode == 1 and "proxy" in dead.stderr, dead.stderr)


def with_tinyproxy(suite, program, plain, secure, ca):
    port, settings = free_port(), suite.folder / "tinyproxy.conf"
    settings.write_text(f"Port {port}\nListen 127.0.0.1\nTimeout 600\nAllow 127.0.0.1\nMaxClients 50\n")
    with subprocess.Popen([program, "-d", "-c", str(settings)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as proxy:
        try:
            for line in proxy.stdout:  # it says when it listens
                if "Accepting" in line:
                    break
            threading.Thread(target=proxy.stdout.read, daemon=True).start()
            way = ("--proxy", f"http://127.0.0.1:{port}")
            suite.opens("tinyproxy to ws", plain, *way)
            suite.opens("tinyproxy to wss", secure, *way, *ca)
        finally:
            proxy.kill()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("--brokers", default="build/brokers")
    arguments = parser.parse_args()
    if not shutil.which("openssl"):
        skip("openssl is not installed")
    with tempfile.TemporaryDirectory() as folder:
        suite = Suite(arguments.feedscope, pathlib.Path(folder))
        own, other, good = certificates(suite, suite.folder)
        client_certificates(suite, suite.folder, own, other, good)
        proxies(suite, arguments.brokers, own, good)
    print(f"{suite.count} checks, {suite.failed} failed")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    sys.exit(main())
