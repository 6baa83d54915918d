// What bench_ingest is compared with: npm ws and JSON.parse, the newest value of each symbol kept in a Map.
// Usage: node ingest.mjs URL MESSAGES    prints messages, seconds from the first to the last, CPU seconds.
import { createRequire } from 'node:module';

const WebSocket = createRequire(new URL('../peers/package.json', import.meta.url))('ws');
const [, , url, wanted] = process.argv;
const shown = new Map();
let count = 0;
let begin;
let cpu;

const socket = new WebSocket(url, { perMessageDeflate: false });
socket.on('message', (data) => {
  if (count++ === 0) {
    begin = process.hrtime.bigint();
    cpu = process.cpuUsage();
  }
  const ticker = JSON.parse(data);
  shown.set(ticker.s, { price: Number(ticker.c), bid: Number(ticker.b), ask: Number(ticker.a), sequence: ticker.L });
  if (count === Number(wanted)) {
    const used = process.cpuUsage(cpu);
    console.log(count, Number(process.hrtime.bigint() - begin) / 1e9, (used.user + used.system) / 1e6);
    socket.terminate();
  }
});
