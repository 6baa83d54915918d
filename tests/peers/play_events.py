"""A real HTTP server (python3-aiohttp) that speaks Server-Sent Events and plain streams and holds long polls; prints
its port.

Usage: play_events.py [FIXTURE.json]
  /fixture/3        plays the fixture's third message as the stream's only one, and keeps it open
  /events?cuts=8    numbered events, 1 to 2,000; the first eight connections are cut in every common way, and each next
                    one goes on where its Last-Event-ID says
  /fixture/3/lines  the same as a plain stream, whose signs of life are empty lines
  /lines?cuts=8     the numbered updates as lines, in chunks that end anywhere, with empty lines between; the first eight
                    connections are cut, and each next one goes on behind since=N
  /records?cuts=8   the same as records with their length before them, and on behind the number in the header X-Since
  /poll?after=N     the numbered updates after N, held until there are some; now and then a connection is cut instead
  /answers          how often each of them was asked, as JSON
"""
import asyncio
import json
import random
import sys

from aiohttp import web

LAST = 2_000
EVERY = 0.001  # seconds between two updates
HOLD = 2.0  # seconds that a poll is held at most
LINES = {"Content-Type": "application/x-ndjson; charset=utf-8"}
STREAM = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
random.seed(7)


class Feed:
    """Numbered updates that come by the clock, as long as somebody listens."""

    def __init__(self):
        self.began = None
        self.asked = {"events": 0, "lines": 0, "records": 0, "poll": 0}

    def newest(self):
        """The number of the newest update."""
        now = asyncio.get_running_loop().time()
        self.began = self.began or now
        return min(LAST, int((now - self.began) / EVERY))

    @staticmethod
    def update(number):
        return {"symbol": "A", "price": number / 4, "seq": number}


async def play_fixture(request):
    """One message of the fixture, in two pieces, between signs of life."""
    messages = request.app["messages"]
    raw = messages[int(request.match_info["number"]) - 1]["raw"].encode()
    lines = request.path.endswith("/lines")
    alive = b"\n" if lines else b": still here\n\n"
    stream = web.StreamResponse(headers=LINES if lines else STREAM)
    await stream.prepare(request)
    for piece in (alive, raw[: len(raw) // 2], raw[len(raw) // 2 :]):
        await stream.write(piece)
        await asyncio.sleep(0.01)
    while True:
        await stream.write(alive)
        await asyncio.sleep(1)


async def cut(request, stream, way, torn=b'id: 999999\ndata: {"symbol":"A","pri'):
    """Ends a stream as servers and networks do: well, between two events, within one, or by a reset."""
    if way == 0:
        await stream.write_eof()
    elif way == 1:
        request.transport.close()
    elif way == 2:
        await stream.write(torn)
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


async def write_torn(stream, data):
    """In chunks that end anywhere."""
    while data:
        size = random.randint(1, 90)
        await stream.write(data[:size])
        data = data[size:]


async def flow(request, name, number, framed, torn):
    """The updates behind `number`, each as `framed` makes it; the first connections are cut."""
    feed = request.app["feed"]
    feed.asked[name] += 1
    ends_after = random.randint(50, 200) if feed.asked[name] <= int(request.query["cuts"]) else LAST
    stream = web.StreamResponse(headers=LINES)
    await stream.prepare(request)
    while number < LAST:
        newest, data = feed.newest(), b""
        while number < newest and ends_after > 0:
            number += 1
            ends_after -= 1
            data += framed(number, json.dumps(feed.update(number)).encode())
        await write_torn(stream, data)
        if ends_after == 0:
            await cut(request, stream, feed.asked[name] % 4, torn)
            return stream
        await asyncio.sleep(EVERY)
    await asyncio.sleep(60)
    return stream


async def lines(request):
    def framed(number, text):
        return text + (b"\n", b"\r\n", b"\n\n", b"\n\r\n\n")[number % 4]

    return await flow(request, "lines", int(request.query.get("since", 0)), framed, b'{"symbol":"A","seq":999999')


async def records(request):
    def framed(_, text):
        return len(text).to_bytes(4, "big") + text

    return await flow(request, "records", int(request.headers.get("X-Since", 0)), framed, b'\0\0\0\x40{"symbol":"A"}')


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
    app.add_routes([web.get("/fixture/{number}", play_fixture), web.get("/fixture/{number}/lines", play_fixture),
                    web.get("/events", events), web.get("/lines", lines), web.get("/records", records),
                    web.get("/poll", poll), web.get("/answers", answers)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Future()


asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else None))
