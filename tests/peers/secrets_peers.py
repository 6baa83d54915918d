#!/usr/bin/env python3
"""Secrets: a marked one in the address, in a header and in a session message, and every output searched for it; the
commands that keep secrets, without a keychain and – where gnome-keyring is installed – with a real one.

Usage: secrets_peers.py --feedscope PROGRAM
"""
import argparse
import fcntl
import json
import os
import pathlib
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time

from faults import Server, answers, frame, head, upgraded
from peers import PATIENCE, Suite

MARKS = {"URL": "marked-u r/l", "HEADER": "marked-header", "SESSION": "marked-session"}
FORMS = [b"marked-u", b"marked-header", b"marked-session"]


def profile(folder, name, port):
    file = folder / f"{name}.json"
    file.write_text(json.dumps({
        "name": name, "url": f"ws://127.0.0.1:{port}/{{secret:url}}/feed?token={{secret:url}}",
        "headers": {"Authorization": "Bearer {secret:header}"},
        "session": [{"when": "@open", "send": '{"login": "{secret:session}"}'}],
        "rules": [{"when": {"/symbol": "A"}, "kind": "tick", "fields": {"symbol": "/symbol", "price": "/price"}}],
    }))
    return str(file)


def leaks(data):
    return [form.decode() for form in FORMS if form in data]


def folder_leaks(folder):
    return [(str(path), leaks(path.read_bytes())) for path in folder.rglob("*") if path.is_file() and leaks(path.read_bytes())]


def outputs(suite):
    """Every output of runs that know secrets, good and bad ones."""
    heard = []

    def listens(connection):
        heard.append(Listening(connection))
        upgraded(frame(1, b'{"symbol": "A", "price": 1.5}') * 5)(heard[-1])

    environment = {f"FEEDSCOPE_SECRET_{name}": value for name, value in MARKS.items()}
    evidence = suite.folder / "evidence"
    good = profile(suite.folder, "good", Server(listens).port)
    refuses = profile(suite.folder, "refuses", Server(answers("403 Forbidden")).port)
    silent = profile(suite.folder, "gone", 1)
    recording, report = suite.folder / "evidence.feedscope", suite.folder / "report.html"
    runs = [
        ("tail", good, "--messages", "--count", "2", "--json"), ("tail", good, "--updates", "--count", "2"),
        ("compare", good, "--lanes", "websocket", "--duration", "1s", "--json", "-", "--html", str(report), "--bundle", str(evidence)),
        ("record", good, "--to", str(recording), "--duration", "1s"),
        ("tail", refuses, "--count", "1"), ("tail", silent, "--count", "1"), ("profile", "check", good),
        ("compare", refuses, "--lanes", "websocket", "--duration", "1s", "--json", "-"), ("secret", "list", good),
    ]
    for arguments in runs:
        done = suite.run(*arguments, environment=environment)
        said = (done.stdout + done.stderr).encode()
        suite.check(f"{' '.join(arguments[:1])} tells nothing", not leaks(said), f"{arguments} {said!r}")
        suite.check(f"{arguments[0]} ran", said or arguments[0] in ("record", "profile"), f"{arguments} {done.returncode}")
    told = " ".join(connection.told() for connection in heard)
    suite.check("the secrets did reach the server", all(word in told for word in ("marked-u%20r%2Fl", "Bearer marked-header",
                                                                                 "marked-session")), told)
    suite.check("recording and bundle are there", recording.exists() and evidence.is_dir() and report.exists())
    suite.check("files hold none", not folder_leaks(suite.folder), str(folder_leaks(suite.folder)))


def a_recording_of_what_is_written_out(suite):
    """Its profile holds the secrets themselves; the recording must not, and is played all the same."""
    port = Server(lambda connection: upgraded(frame(1, b'{"symbol": "A", "price": 1.5}') * 5)(connection)).port
    file = suite.folder / "written.json"
    text = pathlib.Path(profile(suite.folder, "written", port)).read_text()
    for name, value in (("url", "marked-u"), ("header", MARKS["HEADER"]), ("session", MARKS["SESSION"])):
        text = text.replace(f"{{secret:{name}}}/feed", "feed").replace(f"{{secret:{name}}}", value)
    file.write_text(text)
    recording = suite.folder / "written.feedscope"
    suite.run("record", str(file), "--to", str(recording), "--duration", "1s")
    suite.check("a recording holds no secret", recording.exists() and not leaks(recording.read_bytes()), recording.exists())
    played = suite.run("tail", str(recording), "--updates", "--count", "2")
    suite.check("it is played", played.returncode == 0 and played.stdout.count("1.5") == 2, played.stdout + played.stderr)


class Listening:
    """A connection that remembers all it received; frames may come in any pieces."""

    def __init__(self, connection):
        self.connection, self.received, self.sendall = connection, bytearray(), connection.sendall

    def recv(self, size):
        data = self.connection.recv(size)
        self.received += data
        return data

    def told(self):
        """The request and the payloads of the short frames after it, in clear."""
        request, _, rest = bytes(self.received).partition(b"\r\n\r\n")
        said = [request]
        while len(rest) >= 6 and rest[1] & 0x7F < 126:
            mask, size = rest[2:6], rest[1] & 0x7F
            said.append(bytes(byte ^ mask[i % 4] for i, byte in enumerate(rest[6:6 + size])))
            rest = rest[6 + size:]
        return b" ".join(said).decode("latin-1")


def piped(suite, *arguments, value="", environment=None):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DBUS_", "FEEDSCOPE_SECRET", "XDG_RUNTIME"))}
    return subprocess.run([suite.program, *arguments], env={**clean, **suite.home, **(environment or {})}, input=value,
                          capture_output=True, text=True, timeout=PATIENCE)


def without_keychain(suite):
    done = piped(suite, "secret", "set", "good/url", value="marked-url\n")
    suite.check("no keychain: one sentence with the variable",
                done.returncode == 1 and done.stderr.count("\n") == 1 and "FEEDSCOPE_SECRET_URL" in done.stderr
                and not leaks(done.stderr.encode()), done.stderr)
    suite.check("nothing is listed", piped(suite, "secret", "list").stdout == "")
    suite.check("a value is no argument", piped(suite, "secret", "set", "a", "marked-url").returncode == 2)
    suite.check("an empty value is none", piped(suite, "secret", "set", "a").returncode == 1)
    bad = profile(suite.folder, "needy", 1)
    done = piped(suite, "tail", bad, "--count", "1")
    suite.check("a missing secret names its variable", done.returncode == 1 and "FEEDSCOPE_SECRET_URL" in done.stderr, done.stderr)
    listed = piped(suite, "secret", "list", bad, environment={"FEEDSCOPE_SECRET_URL": "x"}).stdout
    suite.check("what a feed needs", "url: in the environment" in listed and "header: missing" in listed, listed)


def typed(suite, *arguments, environment=None):
    """The program at a terminal of its own, which the test holds the other end of."""
    ours, its = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DBUS_", "FEEDSCOPE_SECRET", "XDG_RUNTIME"))}
    process = subprocess.Popen([suite.program, *arguments], env={**clean, **suite.home, **(environment or {})}, stdin=its,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
                               preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    return process, ours, its


def shows(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def at_a_terminal(suite):
    process, ours, its = typed(suite, "secret", "set", "a")
    said = process.communicate(timeout=PATIENCE)[1]
    suite.check("no keychain: it does not ask first", process.returncode == 1 and said.count("\n") == 1 and "nothing is shown" not in said, said)
    os.close(ours), os.close(its)
    process, ours, its = typed(suite, "secret", "set", "a", environment={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
    deadline = time.monotonic() + PATIENCE
    while shows(its) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    suite.check("nothing is shown of what is typed", not shows(its), process.poll())
    os.write(ours, b"half\x03")
    process.communicate(timeout=PATIENCE)
    suite.check("interrupted, it leaves the terminal as it was", process.returncode == -signal.SIGINT and shows(its), process.returncode)
    os.close(ours), os.close(its)


def inside_keyring(suite):
    """Runs within a session bus of its own, whose keyring was unlocked with an empty password."""
    keep = {key: os.environ[key] for key in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR") if key in os.environ}
    if "DBUS_SESSION_BUS_ADDRESS" not in keep:
        return suite.check("a session bus", False)
    owner = str((pathlib.Path(suite.folder) / "good").resolve())
    for name, value in MARKS.items():
        done = piped(suite, "secret", "set", f"{owner}/{name.lower()}", value=value, environment=keep)
        suite.check("kept", done.returncode == 0, done.stderr)
    listed = piped(suite, "secret", "list", environment=keep).stdout.split()
    suite.check("listed", listed == [f"{owner}/{name}" for name in ("header", "session", "url")], str(listed))
    heard = []

    def listens(connection):
        heard.append(head(connection))
        connection.close()
    file = profile(suite.folder, "good", Server(listens).port)
    suite.run("tail", file, "--count", "1", environment=keep)
    suite.check("a template found it", "marked-u%20r%2Fl" in " ".join(heard) and "Bearer marked-header" in " ".join(heard), str(heard))
    needs = piped(suite, "secret", "list", file, environment=keep).stdout
    suite.check("whence", needs.count("in the system keychain") == 3, needs)
    done = piped(suite, "secret", "remove", f"{file}/url", environment=keep)
    suite.check("removed", done.returncode == 0 and owner + "/url" not in piped(suite, "secret", "list", environment=keep).stdout, done.stderr)
    home = [found for found in folder_leaks(suite.folder) if "keyrings" not in found[0]]
    suite.check("in no file but the keyring's", not home, str(home))


def with_keyring(program):
    """None: there is none to be tried."""
    if not all(shutil.which(tool) for tool in ("dbus-run-session", "gnome-keyring-daemon")):
        return None
    with tempfile.TemporaryDirectory() as folder:
        home = {"HOME": folder, "XDG_DATA_HOME": f"{folder}/data", "XDG_RUNTIME_DIR": folder, "XDG_CONFIG_HOME": f"{folder}/config"}
        command = ("printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
                   f"exec '{sys.executable}' '{__file__}' --feedscope '{program}' --inside '{folder}'")
        clean = {k: v for k, v in os.environ.items() if not k.startswith("FEEDSCOPE_SECRET")}
        return subprocess.run(["dbus-run-session", "--", "sh", "-c", command], env={**clean, **home}, timeout=PATIENCE * 2).returncode


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--feedscope", required=True)
    parser.add_argument("--inside")
    arguments = parser.parse_args()
    if arguments.inside:
        suite = Suite(arguments.feedscope, pathlib.Path(arguments.inside))
        inside_keyring(suite)
        print(f"with a keyring: {suite.count} checks, {suite.failed} failed")
        return 1 if suite.failed else 0
    with tempfile.TemporaryDirectory() as folder:
        suite = Suite(arguments.feedscope, pathlib.Path(folder))
        without_keychain(suite)
        at_a_terminal(suite)
        outputs(suite)
        a_recording_of_what_is_written_out(suite)
    real = with_keyring(arguments.feedscope)
    if real is None:
        print("gnome-keyring is not installed: no real keychain was tried")
    print(f"{suite.count} checks, {suite.failed} failed")
    return 1 if suite.failed or real else 0


if __name__ == "__main__":
    sys.exit(main())
