// npm's own Socket.IO client asks a server for a while and says what it saw, as one JSON object.
// Usage: node ask_socketio.mjs URL COUNT TRANSPORT ...    COUNT: ticks to wait for
import { io } from 'socket.io-client';

const [url, count, ...transports] = process.argv.slice(2);
const options = { transports, reconnection: false, forceNew: true };
const seen = { objects: [], upgraded: false, errors: [] };

const socket = io(url, options);
const engine = socket.io.engine;
engine.on('upgrade', () => { seen.upgraded = true; });
socket.on('connect_error', (error) => finish(error));
socket.on('disconnect', (reason) => { seen.disconnect = reason; });
socket.onAny((event, object) => {
  seen.objects.push([event, object]);
  const enough = seen.objects.length >= Number(count);
  const moved = seen.upgraded || transports.length < 2;
  if (enough && moved && !seen.asked) ask();
});

async function ask() {
  seen.asked = true;
  seen.transport = socket.io.engine.transport.name;
  seen.pong = await socket.timeout(5000).emitWithAck('clock', { op: 'ping', id: 7 });
  const other = io(new URL('/nowhere', url).href, options);
  other.on('connect', () => finish(new Error('it let us into /nowhere')));
  other.on('connect_error', (error) => {
    seen.nowhere = error.message;
    other.disconnect();
    finish();
  });
}

function finish(error) {
  if (error) seen.errors.push(String(error.message));
  socket.disconnect();
  setTimeout(() => { // what is on its way to the server gets there
    console.log(JSON.stringify(seen));
    process.exit(0);
  }, 200);
}
