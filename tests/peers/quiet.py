"""A market that is quiet, and a socket that is mute: only the second raises the alarm.

A python aiohttp server speaks the demo feed's messages over WebSocket and tells the same by HTTP. Ten seconds of
life, then nothing changes anywhere for --minutes: no alarm. Then only HTTP moves on: mute. Then the socket speaks
again: live.
"""
import argparse
import asyncio
import json
import os
import pathlib
import subprocess
import sys
import time

try:
    from aiohttp import WSMsgType, web
except ImportError:
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])  # Debian's modules belong to this one
    print("skipped: python3-aiohttp is not installed")
    sys.exit(77)

DEMO = pathlib.Path(__file__).parents[2] / "resources/profiles/demo.json"
SYMBOLS = ("BTC-USD", "ETH-USD", "SOL-USD")
STALE, MUTE, LIVE = 1, 2, 5  # Freshness


class Market:
    """Three tickers, their WebSocket clients, and whether those hear of changes."""

    def __init__(self):
        self.rows = {}
        self.number = 0
        self.clients = set()
        self.pushes = True

    async def change(self, symbol):
        self.number += 1
        self.rows[symbol] = {"type": "tick", "symbol": symbol, "price": 100 + self.number / 100, "size": 1, "change": 0,
                             "seq": self.number, "epoch": "quiet", "time_us": time.time_ns() // 1000}
        if self.pushes:
            for client in list(self.clients):
                await client.send_str(json.dumps(self.rows[symbol]))

    async def websocket(self, request):
        client = web.WebSocketResponse(protocols=("feedscope.v1",))
        await client.prepare(request)
        await client.send_str(json.dumps({"type": "snapshot", "seq": self.number, "epoch": "quiet", "rows": list(self.rows.values())}))
        self.clients.add(client)
        async for message in client:  # pings of the clock are not answered: a feed need not
            if message.type == WSMsgType.ERROR:
                break
        self.clients.discard(client)
        return client

    async def latest(self, _):
        return web.json_response({"type": "latest", "rows": list(self.rows.values())})


class Observer:
    """The session under test, and the freshness that it gave the push lane, sample by sample."""

    def __init__(self, process):
        self.process = process
        self.freshness = None
        self.seen = []  # (time, freshness) of each change

    async def read(self):
        async for line in self.process.stdout:
            name, *numbers = line.decode().split()
            if name != "websocket":
                continue
            if int(numbers[-1]) != self.freshness:
                self.freshness = int(numbers[-1])
                self.seen.append((time.monotonic(), self.freshness))

    async def until(self, freshness, limit):
        """Seconds until the lane is that; None if that takes too long."""
        began = time.monotonic()
        while time.monotonic() < began + limit:
            if self.freshness == freshness:
                return max(0.0, self.seen[-1][0] - began)
            await asyncio.sleep(0.01)
        return None


async def watch(market, observer, minutes, within):
    """One sentence for each thing that is not as it must be."""
    for i in range(100):
        await market.change(SYMBOLS[i % len(SYMBOLS)])
        await asyncio.sleep(0.1)
    if await observer.until(LIVE, 30) is None:
        return ["the lane never became live"]
    quiet_from = time.monotonic()
    await asyncio.sleep(60 * minutes)
    alarms = [f for at, f in observer.seen if at > quiet_from and f != LIVE]
    print(f"{minutes:g} minutes of quiet: {len(alarms)} times something else than live")
    problems = [f"the quiet market was called {alarms}"] if alarms else []
    market.pushes = False
    await market.change(SYMBOLS[0])
    alarm = await observer.until(MUTE, 60)
    print(f"mute socket, HTTP one change newer: told after {alarm} s")
    if alarm is None or alarm > within:
        problems.append(f"the mute socket was told after {alarm} s")
    market.pushes = True
    await market.change(SYMBOLS[0])
    if await observer.until(LIVE, 60) is None:
        problems.append("the lane did not become live again")
    return problems


async def run(options):
    market = Market()
    for symbol in SYMBOLS:
        await market.change(symbol)
    app = web.Application()
    app.router.add_get("/ws", market.websocket)
    app.router.add_get("/latest", market.latest)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    process = await asyncio.create_subprocess_exec(options.observer, str(DEMO), f"ws://127.0.0.1:{port}/ws", f"http://127.0.0.1:{port}/latest",
                                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    observer = Observer(process)
    reader = asyncio.create_task(observer.read())
    problems = await watch(market, observer, options.minutes, options.within)
    process.stdin.close()
    await process.wait()
    reader.cancel()
    await runner.cleanup()
    for problem in problems:
        print(f"FAILED: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observer", required=True)
    parser.add_argument("--minutes", type=float, default=0.3)
    parser.add_argument("--within", type=float, default=20.0,
                        help="seconds to the alarm; on a quiet machine 2: the poll interval and a second")
    sys.exit(asyncio.run(run(parser.parse_args())))
