import { runCommandOf } from '@face-session/evaluate';

/* `npm run bench -- COMMAND`: measurements of speed and memory. Each ends in one line of JSON. */
process.exitCode = await runCommandOf(
  'bench',
  {
    engine: async () => (await import('./bench/engine.js')).engine,
    browser: async () => (await import('./bench/browser.js')).browser,
    capture: async () => (await import('./bench/capture.js')).capture,
    server: async () => (await import('./bench/server.js')).server,
    peers: async () => (await import('./bench/peers.js')).peers,
  },
  process.argv.slice(2),
);
