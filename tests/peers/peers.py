"""What the tests against real servers share: is the peer there, and running it for a while."""
import contextlib
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


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
