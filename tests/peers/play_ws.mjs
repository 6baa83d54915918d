// A real WebSocket server (npm ws) that plays the messages of a feed fixture to each client and then keeps open.
// Usage: node play_ws.mjs FIXTURE.json    prints its port. Path /: all messages in order; path /3: only the third.
import { readFileSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const { messages } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  handleProtocols: (offered) => offered.values().next().value,
});

server.on('listening', () => console.log(server.address().port));
server.on('connection', (socket, request) => {
  const only = Number(new URL(request.url, 'ws://localhost').pathname.slice(1));
  const played = only ? [messages[only - 1]] : messages;
  for (const { raw, raw_hex: hex } of played) socket.send(hex ? Buffer.from(hex, 'hex') : raw);
  socket.on('error', () => {}); // a client may go as it likes
});
