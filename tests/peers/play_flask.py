"""A real Flask-SocketIO server, like play_socketio.mjs. Usage: play_flask.py threading|eventlet    prints its port.

In threading mode it offers long polling alone; in both it emits from its connect handlers, before it answers the connect.
"""
import socket
import sys
import time

MODE = sys.argv[1]
if MODE == "eventlet":
    import eventlet

    eventlet.monkey_patch()

import flask  # noqa: E402  (after the monkey patch)
import flask_socketio  # noqa: E402

app = flask.Flask(__name__)
io = flask_socketio.SocketIO(app, async_mode=MODE, ping_interval=0.3, ping_timeout=2)


def beat(sid):
    while True:
        io.sleep(0.1)
        io.emit("tick", {"s": "AAA", "p": 2.5, "t": time.time() * 1000}, to=sid)


@io.on("connect")
def connected():
    flask_socketio.emit("tick", {"s": "AAA", "p": 1.5, "t": 1795167290246})
    flask_socketio.emit("bin", {"raw": bytes([0, 1, 254, 255])})
    io.start_background_task(beat, flask.request.sid)


@io.on("connect", namespace="/quotes")
def quotes():
    flask_socketio.emit("tick", {"s": "BBB"})


@io.on("connect", namespace="/locked")
def locked():
    raise flask_socketio.ConnectionRefusedError("not authorized")


@io.on("connect", namespace="/busy")
def busy():
    raise flask_socketio.ConnectionRefusedError("too many clients, try again later")


@io.on("hello")
def hello(what):
    return {"ok": True, "echo": what}


@io.on("way")
def way():
    engine = io.server.manager.eio_sid_from_sid(flask.request.sid, "/")
    return io.server.eio.transport(engine)


if MODE == "eventlet":
    listener = eventlet.listen(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    eventlet.wsgi.server(listener, app, log_output=False)
else:
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(server.port, flush=True)
    server.serve_forever()
