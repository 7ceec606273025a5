import { resolve } from 'node:path';
import { ConfigError, readConfig } from '@face-session/server';
import { curlLines } from './curl-lines.js';
import { ensureSamplePictures } from './sample-pictures.js';
import { startDemo, type Demo } from './start-demo.js';

const dataFolder = resolve(process.env['DATA_DIR'] ?? 'data');
const demo = await start();
const [token, session, match] = curlLines(demo.url, demo.client, await ensureSamplePictures(dataFolder));

console.log(`
Face Session is running. Open ${demo.url} in a browser.

Or without one, three lines: a token, a session, a match of two pictures of one person.

${token!}
${session!}
${match!}

Data is in ${dataFolder}; delete it to start anew. Ctrl+C stops.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void demo.close().finally(() => process.exit());
  });
}

async function start(): Promise<Demo> {
  try {
    // Requests are not logged here: the lines below are what there is to read.
    const config = readConfig({ LOG_LEVEL: 'warn', ...process.env, DATA_DIR: dataFolder });
    return await startDemo({ config, dataFolder });
  } catch (error) {
    if (error instanceof ConfigError) console.error(error.message);
    else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      console.error('The port is taken. Choose another: PORT=8081 npm start');
    else throw error;
    process.exit(1);
  }
}
