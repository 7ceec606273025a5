import { parseArgs } from 'node:util';
import { openParts, prepareStore, readConfig } from '@face-session/server';
import { positive } from './positive.js';
import { seedStore } from './seed/seed-store.js';

/*
 * Simulated traffic for the console, into the store that the environment names: `npm run seed -- --days 30`.
 * One line of JSON says how much. The store must have no sessions of its own: what is simulated cannot be told apart.
 */

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    'sessions-per-day': { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    force: { type: 'boolean', default: false },
  },
});
const parts = await openParts({ ...readConfig(), logLevel: 'warn' });
try {
  await prepareStore(parts);
  if (!values.force && (await parts.store.oldestEntry(0)) !== null) {
    throw new Error('The store has entries already. Simulated ones cannot be told apart from them: name an empty store, or add --force.');
  }
  const report = await seedStore(parts.store, {
    days: positive('days', values.days),
    sessionsPerDay: positive('sessions-per-day', values['sessions-per-day']),
    seed: positive('seed', values.seed),
    now: parts.clock(),
  });
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await parts.store.close();
}
