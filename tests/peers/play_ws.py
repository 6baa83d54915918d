"""A real WebSocket server (python3-websockets) that plays the messages of a feed fixture to each client, then keeps open.

Usage: play_ws.py FIXTURE.json [--repeat N]    prints its port; plays everything N times over. Path /: all messages in order; path /3: only the third.
"""
import asyncio
import json
import sys

import websockets


def offered_first(offered, _available):
    """Accepts whatever subprotocol the client would like best."""
    return offered[0] if offered else None


async def main(fixture, repeat):
    with open(fixture, encoding="utf-8") as file:
        messages = json.load(file)["messages"]

    async def play(socket):
        only = int(socket.path.strip("/") or 0)
        for message in ([messages[only - 1]] if only else messages) * repeat:
            await socket.send(bytes.fromhex(message["raw_hex"]) if "raw_hex" in message else message["raw"])
        async for _ in socket:  # subscriptions and pings are read and left unanswered
            pass

    async with websockets.serve(play, "127.0.0.1", 0, select_subprotocol=offered_first) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()


asyncio.run(main(sys.argv[1], int(sys.argv[3]) if sys.argv[2:3] == ["--repeat"] else 1))
