import { parseArgs } from 'node:util';
import { addOperator, consoleRoutes, openSignIn, readConfig, startService } from '@face-session/server';
import { positive } from './positive.js';

/*
 * How long each view of the console takes on the store that the environment names: `npm run console-speed -- --times 40`, after `npm run seed`. Over HTTP, signed in, with its entry
 * in the audit log. One line of JSON; ends with 1 if a view takes longer than the target at p95.
 */

/** What a view may take at p95, in milliseconds. */
const TARGET_MS = 300;

const { values } = parseArgs({ options: { times: { type: 'string', default: '40' } } });
const times = positive('times', values.times);
const environment = { ...process.env, PORT: '0', BASE_URL: 'http://localhost:0', CONSOLE_PORT: '0', WORKERS: '1', LOG_LEVEL: 'warn' };
const service = await startService({ config: readConfig(environment) });
try {
  const operator = await addOperator(service, { name: `speed ${service.random.uuid()}`, role: 'admin' });
  if (!operator || service.consoleOrigin === null) throw new Error('There is no console.');
  const headers = { cookie: `__Host-face-session-console=${await openSignIn(service, operator)}` };
  const [summary] = await service.store.findSummaries({ outcome: 'passed' }, 1);
  const queries: Readonly<Record<string, readonly string[]>> = {
    '/api/today': ['?days=1', '?days=7', '?days=30', '?days=90', '?days=30&client=north-bank'],
    '/api/levels': ['?days=1', '?days=30', '?days=90'],
    '/api/sessions': ['', '?outcome=failed', '?left=permission', '?client=north-bank&outcome=passed'],
    '/api/session': [`?session=${summary?.sessionHash ?? ''}`],
    '/api/client': ['?client=north-bank'],
  };
  const views: Record<string, number> = {};
  for (const { path } of consoleRoutes.filter(({ method }) => method === 'GET')) {
    for (const query of queries[path] ?? ['']) {
      const taken: number[] = [];
      for (let index = 0; index < times; index++) {
        const begin = performance.now();
        const response = await fetch(`${service.consoleOrigin}${path}${query}`, { headers });
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`${path}${query}: ${response.status}`);
        taken.push(performance.now() - begin);
      }
      views[`${path}${query.slice(0, 40)}`] = Math.round(taken.sort((one, other) => one - other)[Math.ceil(times * 0.95) - 1] ?? 0);
    }
  }
  const slow = Object.entries(views).filter(([, ms]) => ms > TARGET_MS);
  process.stdout.write(`${JSON.stringify({ times, targetMs: TARGET_MS, p95Ms: views, slow: slow.map(([view]) => view) })}\n`);
  process.exitCode = slow.length > 0 ? 1 : 0;
} finally {
  await service.close();
}
