"""Compares a decoded update with a fixture's `expect`, by the rules under "Reading expect" in data/feeds/README.md."""
import json
import math

NUMBERS = {"price", "size", "bid", "ask", "server_time_ms"}


def lines_of(text):
    """The objects of a JSON-lines text; integers of any size stay whole."""
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def same(name, expected, got):
    """Whether one member is as expected: quantities and times as numbers, all else with its type; null means absent."""
    if expected is None or got is None:
        return expected is got
    if name in NUMBERS:
        try:
            return math.isclose(float(expected), float(got), rel_tol=1e-12)
        except (TypeError, ValueError):
            return False
    return type(expected) is type(got) and expected == got


def differences(expect, updates):
    """One sentence for each listed member of `expect` that the first update, or their number, does not meet."""
    if not updates:
        return ["no update at all"]
    found = []
    for name, expected in expect.items():
        got = len(updates) if name == "rows" else updates[0].get(name)
        if not same(name, expected, got):
            found.append(f"{name}: expected {expected!r}, got {got!r}")
    return found
