// A real Socket.IO 4 server (npm socket.io). Usage: node play_socketio.mjs [TRANSPORT ...]    prints its port.
// Namespaces: / with ticks, an attachment and two acknowledged events; /quotes; /locked and /busy, which refuse.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const offered = process.argv.slice(2);
const http = createServer();
const io = new Server(http, {
  transports: offered.length ? offered : ['polling', 'websocket'],
  pingInterval: 300,
  pingTimeout: 1000,
  connectionStateRecovery: {}, // appends an offset to every event
});

io.on('connection', (socket) => {
  socket.emit('tick', { s: 'AAA', p: 1.5, t: 1795167290246 });
  socket.emit('bin', { raw: Buffer.from([0, 1, 254, 255]) });
  socket.on('hello', (what, answer) => answer({ ok: true, echo: what }));
  socket.on('way', (answer) => answer(socket.conn.transport.name));
  const beat = setInterval(() => socket.emit('tick', { s: 'AAA', p: 2.5, t: Date.now() }), 100);
  socket.on('disconnect', () => clearInterval(beat));
});
io.of('/quotes').on('connection', (socket) => socket.emit('tick', { s: 'BBB' }));
io.of('/locked').use((socket, next) => next(new Error('not authorized')));
io.of('/busy').use((socket, next) => next(new Error('too many clients, try again later')));

http.listen(0, '127.0.0.1', () => console.log(http.address().port));
