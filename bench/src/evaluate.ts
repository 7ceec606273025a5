import { fileURLToPath } from 'node:url';
import { evaluateCommands, runEvaluate, withReport } from '@face-session/evaluate';

/* `npm run evaluate -- COMMAND FOLDER`: the command line of packages/evaluate, with the published documents as reports, and simulated people in `liveness`. */
const ACCURACY = fileURLToPath(new URL('../../docs/accuracy.md', import.meta.url));

process.exitCode = await runEvaluate(process.argv.slice(2), {
  ...evaluateCommands,
  match: async () => withReport(await evaluateCommands.match(), ACCURACY),
  compact: async () => withReport(await evaluateCommands.compact(), ACCURACY),
  liveness: async () => (await import('./liveness/command.js')).liveness,
  light: async () => (await import('./liveness/light.js')).light,
});
