import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, type ConsoleConfig } from '../config.js';
import { createClientAddress } from '../http/client-address.js';
import { createRateLimiter } from '../http/rate-limiter.js';
import { createAddressRules } from '../webhooks/address-rules.js';
import { createConsoleApp } from './console-app.js';
import type { ConsoleParts } from './console-route.js';
import { startRollUp } from './roll-up.js';

/** The console while it listens. */
interface ConsoleListener {
  readonly origin: string;
  close(): Promise<void>;
}

/** Opens the console on its port, and keeps its figures up to date. With port 0 a free one is taken, and the origin follows it. */
export async function openConsole(
  parts: Omit<ConsoleParts, 'console' | 'limiter' | 'addressOf' | 'addressRules'>,
  settings: ConsoleConfig,
): Promise<ConsoleListener> {
  const { config } = parts;
  const folder = consolePage();
  if (folder === null) throw new ConfigError(['CONSOLE_PORT: the page of the console is not built. Run `npm run build`.']);
  // Set before anything is asked of it: the port is known only once it listens.
  const listening = { ...settings };
  const app = await createConsoleApp(
    {
      ...parts,
      console: listening,
      limiter: createRateLimiter(parts),
      addressOf: createClientAddress(config.trustedProxies),
      addressRules: createAddressRules(config.webhookAllowedNetworks),
    },
    folder,
  );
  try {
    await app.listen({ host: config.host, port: settings.port });
  } catch (error) {
    await app.close();
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      ? new ConfigError([`CONSOLE_PORT: port ${settings.port} of ${config.host} is in use.`])
      : error;
  }
  const { port } = app.server.address() as AddressInfo;
  listening.origin = settings.origin.replace(/:0$/, `:${port}`);
  const stopRollUp = startRollUp(parts);
  return {
    origin: listening.origin,
    async close() {
      app.server.closeIdleConnections();
      await app.close();
      await stopRollUp();
    },
  };
}

/** Where the build puts the page of the console; null if it was not built. */
function consolePage(): string | null {
  const folder = dirname(fileURLToPath(import.meta.resolve('@face-session/console/page/index.html')));
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
