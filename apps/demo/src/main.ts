import { resolve } from 'node:path';
import { ConfigError, readConfig } from '@face-session/server';
import { curlLines } from './curl-lines.js';
import { lanAddress } from './lan/lan-address.js';
import { ensureSamplePictures } from './sample-pictures.js';
import { startDemo, type Demo } from './start-demo.js';

/** Port of https in the local network. */
const LAN_PORT = 8443;

const lan = readLan();
const dataFolder = resolve(process.env['DATA_DIR'] ?? 'data');
const demo = await start();
const [token, session, match] = curlLines(demo.localURL, demo.client, await ensureSamplePictures(dataFolder));

console.log(`
Face Session is running. Open ${demo.url} in a browser.
${lan ? lanText(demo.url) : 'To continue on a phone of your network: npm start -- --lan'}

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
    return await startDemo({ config, dataFolder, ...(lan && { lan }) });
  } catch (error) {
    if (error instanceof ConfigError) console.error(error.message);
    else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE' && lan)
      console.error(`Port ${String(LAN_PORT)} of ${lan.host} is in use. Stop the process that listens there.`);
    else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      console.error('The port is taken. Choose another: PORT=8081 npm start');
    else throw error;
    process.exit(1);
  }
}

/** `--lan`: the first private address of this machine; `--lan=ADDRESS`: another one of it. */
function readLan(): { readonly host: string; readonly port: number } | undefined {
  const asked = process.argv.slice(2).find((argument) => argument === '--lan' || argument.startsWith('--lan='));
  if (asked === undefined) return undefined;
  try {
    return { host: lanAddress(asked.split('=')[1]), port: LAN_PORT };
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

function lanText(url: string): string {
  return `
Everybody in your network can open it now. Its certificate is self-made, so browsers warn: "Your connection is not private" (Chrome) or
"This Connection Is Not Private" (Safari). Choose "Advanced" or "Show Details", then continue to ${new URL(url).hostname}. On a computer,
the page then shows a QR code beside "Use this device": the phone that reads it warns once in the same way.`;
}
