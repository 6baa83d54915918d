"""Profiles of the gallery against servers that behave as the venues' documentation says: Home Assistant's greeting
with a token, and Binance's announced end of a connection, which must cost nothing."""

import argparse
import asyncio
import json
import os
import sys

try:
    import websockets
except ImportError:
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])  # Debian's modules belong to this one
    print("python3-websockets is missing: nothing was tested")
    sys.exit(77)

parser = argparse.ArgumentParser()
parser.add_argument("--feedscope", required=True)
feedscope = parser.parse_args().feedscope


async def tail(*arguments, **environment):
    """The objects that `tail --json` prints, and what it says on standard error."""
    process = await asyncio.create_subprocess_exec(
        feedscope, "tail", *arguments, "--json", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment})
    out, err = await asyncio.wait_for(process.communicate(), 240)
    return [json.loads(line) for line in out.decode().splitlines()], err.decode()


def state(number, value):
    return {"id": number, "type": "event", "event": {"event_type": "state_changed", "data": {
        "entity_id": "sensor.kitchen", "new_state": {"state": value, "attributes": {"unit_of_measurement": "°C"},
                                                     "last_updated": "2031-11-07T22:01:45.123456+00:00"}}}}


async def home_assistant():
    heard = []

    async def serve(socket, path="/api/websocket"):
        await socket.send(json.dumps({"type": "auth_required", "ha_version": "2024.1.0"}))
        heard.append(json.loads(await socket.recv()))
        await socket.send(json.dumps({"type": "auth_ok"}))
        heard.append(json.loads(await socket.recv()))
        number = heard[-1]["id"]
        await socket.send(json.dumps({"id": number, "type": "result", "success": True, "result": None}))
        for value in ("21.4", "21.5"):
            await socket.send(json.dumps(state(number, value)))
        await socket.wait_closed()

    async with websockets.serve(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        lines, errors = await tail("home-assistant", "--var", f"host=127.0.0.1:{port}", "--lanes", "websocket",
                                   "--count", "5", FEEDSCOPE_SECRET_TOKEN="hush")
    assert heard[0] == {"type": "auth", "access_token": "hush"}, heard
    assert heard[1]["type"] == "subscribe_events", heard
    states = [line for line in lines if line["kind"] == "metric"]
    assert [(line["symbol"], float(line["price"])) for line in states] == [
        ("sensor.kitchen", 21.4), ("sensor.kitchen", 21.5)], lines
    assert "hush" not in json.dumps(lines) + errors


async def announced_end():
    """The server announces its end; the next connection is open before this one closes, and no trade is missed."""
    happened = []
    subscribed = set()
    number = 0

    async def trade():
        nonlocal number
        while True:
            number += 1
            text = json.dumps({"e": "trade", "E": 1712515782136, "s": "BTCUSDT", "t": number, "p": "61900.5",
                               "q": "0.1", "T": 1712515782136, "m": True, "M": True})
            for socket in list(subscribed):
                try:
                    await socket.send(text)
                except websockets.ConnectionClosed:
                    subscribed.discard(socket)
            await asyncio.sleep(0.05)

    async def serve(socket, path="/ws"):
        mine = sum(1 for what in happened if what.startswith("open")) + 1
        happened.append(f"open {mine}")
        asked = json.loads(await socket.recv())
        assert asked["method"] == "SUBSCRIBE" and asked["params"] == ["btcusdt@trade"], asked
        await socket.send(json.dumps({"result": None, "id": asked["id"]}))
        subscribed.add(socket)
        if mine == 1:
            await asyncio.sleep(1)
            await socket.send(json.dumps({"e": "serverShutdown", "E": 1712515782136}))
        await socket.wait_closed()
        happened.append(f"close {mine}")
        subscribed.discard(socket)

    async with websockets.serve(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        trading = asyncio.create_task(trade())
        lines, errors = await tail("binance-trades", "--url", f"ws://127.0.0.1:{port}/ws", "--symbols", "BTCUSDT",
                                   "--lanes", "websocket", "--count", "250")
        trading.cancel()
    assert happened[:3] == ["open 1", "open 2", "close 1"], (happened, errors)
    numbers = [line["sequence"] for line in lines if line["kind"] == "trade"]
    missing = set(range(min(numbers), max(numbers) + 1)) - set(numbers)
    assert not missing, f"missing over the seam: {sorted(missing)}; {happened}"


async def main():
    for case in (home_assistant, announced_end):
        await case()
        print("ok", case.__name__)


asyncio.run(main())
