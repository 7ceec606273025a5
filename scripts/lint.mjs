import { ensureBuilt } from './lib/build.mjs';
import { checks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/run.mjs';

await ensureInstalled();
await ensureBuilt();
let failed = 0;
for (const { name, command } of checks) {
  const code = await run(command[0], command.slice(1), { quiet: true });
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}`);
  if (code !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
