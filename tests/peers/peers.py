"""What the tests against real servers share: is the peer there, and running it for a while."""
import contextlib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
PATIENCE = 120  # seconds; nothing is timed, but nothing may hang


def skip(sentence):
    print(f"SKIPPED: {sentence}")
    sys.exit(SKIPPED)


def runs(command):
    """Whether a command exists and ends well."""
    try:
        return subprocess.run(command, capture_output=True, cwd=HERE, timeout=30).returncode == 0
    except OSError:
        return False


@contextlib.contextmanager
def started(command):
    """A server that prints its port first, until the end of the block."""
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()


class Suite:
    """Runs the program at a home and with an environment of its own, and counts what is not as it should be."""

    def __init__(self, program, folder):
        self.program, self.folder, self.failed, self.count = program, folder, 0, 0
        self.home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}

    def run(self, *arguments, environment=None):
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DBUS_", "FEEDSCOPE_SECRET", "XDG_RUNTIME"))
                 and not k.lower().endswith("_proxy")}
        clean.update(self.home)
        clean.update(environment or {})
        return subprocess.run([self.program, *arguments], env=clean, capture_output=True, text=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL)

    def check(self, what, good, detail=""):
        self.count += 1
        if not good:
            self.failed += 1
            print(f"FAILED: {what}: {detail}")

    def tail(self, url, *options, environment=None):
        return self.run("tail", url, "--messages", "--count", "1", *options, environment=environment)

    def opens(self, what, url, *options, environment=None):
        done = self.tail(url, *options, environment=environment)
        self.check(what, done.returncode == 0 and "price" in done.stdout, f"{done.returncode} {done.stderr!r}")
        return done

    def refuses(self, what, words, url, *options, environment=None):
        done = self.tail(url, *options, environment=environment)
        self.check(what, done.returncode == 1 and not done.stdout and all(word in done.stderr for word in words),
                   f"{done.returncode} {done.stdout!r} {done.stderr!r}")
        return done
