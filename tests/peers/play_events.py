"""A real HTTP server (python3-aiohttp) that speaks Server-Sent Events and holds long polls; prints its port.

Usage: play_events.py [FIXTURE.json]
  /fixture/3        plays the fixture's third message as the stream's only one, and keeps it open
  /events?cuts=8    numbered events, 1 to 2,000; the first eight connections are cut in every common way, and each next
                    one goes on where its Last-Event-ID says
  /poll?after=N     the numbered updates after N, held until there are some; now and then a connection is cut instead
  /answers          how often each of the two was asked, as JSON
"""
import asyncio
import json
import random
import sys

from aiohttp import web

LAST = 2_000
EVERY = 0.001  # seconds between two updates
HOLD = 2.0  # seconds that a poll is held at most
STREAM = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
random.seed(7)


class Feed:
    """Numbered updates that come by the clock, as long as somebody listens."""

    def __init__(self):
        self.began = None
        self.asked = {"events": 0, "poll": 0}

    def newest(self):
        """The number of the newest update."""
        now = asyncio.get_running_loop().time()
        self.began = self.began or now
        return min(LAST, int((now - self.began) / EVERY))

    @staticmethod
    def update(number):
        return {"symbol": "A", "price": number / 4, "seq": number}


async def play_fixture(request):
    """One message of the fixture, in two pieces, and then comments."""
    messages = request.app["messages"]
    raw = messages[int(request.match_info["number"]) - 1]["raw"].encode()
    stream = web.StreamResponse(headers=STREAM)
    await stream.prepare(request)
    for piece in (b": hello\n\n", raw[: len(raw) // 2], raw[len(raw) // 2 :]):
        await stream.write(piece)
        await asyncio.sleep(0.01)
    while True:
        await stream.write(b": still here\n\n")
        await asyncio.sleep(1)


async def cut(request, stream, way):
    """Ends a stream as servers and networks do: well, between two events, within one, or by a reset."""
    if way == 0:
        await stream.write_eof()
    elif way == 1:
        request.transport.close()
    elif way == 2:
        await stream.write(b'id: 999999\ndata: {"symbol":"A","pri')
        request.transport.close()
    else:
        request.transport.abort()


async def events(request):
    feed = request.app["feed"]
    feed.asked["events"] += 1
    number = int(request.headers.get("Last-Event-ID", 0))
    ends_after = random.randint(50, 200) if feed.asked["events"] <= int(request.query["cuts"]) else LAST
    stream = web.StreamResponse(headers=STREAM)
    await stream.prepare(request)
    await stream.write(b"retry: 20\n\n")
    while number < LAST:
        newest = feed.newest()
        while number < newest and ends_after > 0:
            number += 1
            ends_after -= 1
            line_end = "\n\r"[number % 2] if number % 3 else "\r\n"
            lines = (f"id: {number}", f"data: {json.dumps(feed.update(number))}", "", "")
            await stream.write(line_end.join(lines).encode())
        if ends_after == 0:
            await cut(request, stream, feed.asked["events"] % 4)
            return stream
        await asyncio.sleep(EVERY)
    await asyncio.sleep(60)
    return stream


async def poll(request):
    feed = request.app["feed"]
    feed.asked["poll"] += 1
    after = int(request.query["after"])
    if feed.asked["poll"] % 40 == 0:
        request.transport.abort()
        return web.Response()
    over = asyncio.get_running_loop().time() + HOLD
    while feed.newest() <= after and asyncio.get_running_loop().time() < over:
        await asyncio.sleep(EVERY)
    return web.json_response([feed.update(number) for number in range(after + 1, feed.newest() + 1)])


async def answers(request):
    return web.json_response(request.app["feed"].asked)


async def main(fixture):
    app = web.Application()
    app["feed"] = Feed()
    if fixture:
        with open(fixture, encoding="utf-8") as file:
            app["messages"] = json.load(file)["messages"]
    app.add_routes([web.get("/fixture/{number}", play_fixture), web.get("/events", events), web.get("/poll", poll),
                    web.get("/answers", answers)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Future()


asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else None))
