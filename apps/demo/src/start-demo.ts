import { join } from 'node:path';
import { addClient, startService, type Config, type Service } from '@face-session/server';
import { customerApp } from './customer/app.js';
import { readDemoClient, writeDemoClient, type DemoClient } from './demo-client.js';

/** What the demo runs with. */
export interface DemoOptions {
  /** The service's configuration, as it reads it from the environment. */
  readonly config: Config;
  /** Folder in which the demo client's credentials are kept. */
  readonly dataFolder: string;
}

/** The service and the customer, running on one origin. */
export interface Demo {
  readonly service: Service;
  /** Address of the page, and of the service. */
  readonly url: string;
  /** The customer's credentials at the service. */
  readonly client: DemoClient;
  close(): Promise<void>;
}

/**
 * Starts the service and adds the customer beside it: the service at /api and /assets, the customer at / and /demo. The two share
 * the port and nothing else: the customer calls the service over HTTP, with credentials made on first start.
 */
export async function startDemo({ config, dataFolder }: DemoOptions): Promise<Demo> {
  let client: DemoClient | undefined;
  const service = await startService({
    config,
    extend: async (app, { config: { baseURL, auditImageSeconds: selfieKeptSeconds }, ...parts }) => {
      const demoClient = await ensureDemoClient(parts, join(dataFolder, 'demo-client.json'));
      client = demoClient;
      await app.register((customer) =>
        customerApp(customer, { ...demoClient, serviceURL: baseURL, selfieKeptSeconds, pageFolder: join(import.meta.dirname, 'web') }),
      );
    },
  });
  return { service, url: service.config.baseURL, client: client!, close: () => service.close() };
}

/** The client of an earlier start if the service still knows it, else a new one. */
async function ensureDemoClient(parts: Pick<Service, 'store' | 'clock' | 'random'>, file: string): Promise<DemoClient> {
  const kept = await readDemoClient(file);
  if (kept && (await parts.store.findClient(kept.clientId))) return kept;
  const { clientId, clientSecret } = await addClient(parts, { name: 'Demo customer' });
  await writeDemoClient(file, { clientId, clientSecret });
  return { clientId, clientSecret };
}
