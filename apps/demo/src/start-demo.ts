import { join } from 'node:path';
import { addClient, startService, type Config, type Service } from '@face-session/server';
import type { Scope } from '@face-session/protocol';
import { customerApp } from './customer/app.js';
import { ensureCertificate } from './lan/certificate.js';
import { listenOnLan } from './lan/listen-on-lan.js';
import { readDemoClient, writeDemoClient, type DemoClient } from './demo-client.js';

/** What the demo runs with. */
export interface DemoOptions {
  /** The service's configuration, as it reads it from the environment. */
  readonly config: Config;
  /** Folder in which the demo client's credentials are kept. */
  readonly dataFolder: string;
  /** Where phones of the local network reach it too, over https with a certificate of its own; undefined: this machine only. */
  readonly lan?: { readonly host: string; readonly port: number };
}

/** The service and the customer, running on one origin. */
export interface Demo {
  readonly service: Service;
  /** Address of the page, and of the service. */
  readonly url: string;
  /** The same on this machine, where no certificate is in the way. */
  readonly localURL: string;
  /** The customer's credentials at the service. */
  readonly client: DemoClient;
  close(): Promise<void>;
}

/**
 * Starts the service and adds the customer beside it: the service at /api and /assets, the customer at / and /demo. The two share
 * the port and nothing else: the customer calls the service over HTTP, with credentials made on first start.
 */
export async function startDemo({ config: own, dataFolder, lan }: DemoOptions): Promise<Demo> {
  let client: DemoClient | undefined;
  const config = lan ? { ...own, baseURL: `https://${lan.host}:${String(lan.port)}` } : own;
  const service = await startService({
    config,
    extend: async (app, { config: { baseURL, port, auditImageSeconds: selfieKeptSeconds }, ...parts }) => {
      const demoClient = await ensureDemoClient(parts, join(dataFolder, 'demo-client.json'));
      client = demoClient;
      await app.register((customer) =>
        customerApp(customer, {
          ...demoClient,
          issuer: baseURL,
          // Node does not trust the certificate that a browser is told to trust.
          serviceURL: lan ? `http://localhost:${String(port)}` : baseURL,
          allowHandOff: lan ? 'offer' : 'never',
          selfieKeptSeconds,
          pageFolder: join(import.meta.dirname, 'web'),
        }),
      );
    },
  });
  let stop: (() => Promise<void>) | undefined;
  try {
    stop = lan && (await listenOnLan(service.app.server, lan, await ensureCertificate(dataFolder, lan.host, new Date())));
  } catch (error) {
    await service.close();
    throw error;
  }
  return {
    service,
    url: service.config.baseURL,
    localURL: `http://localhost:${String(service.config.port)}`,
    client: client!,
    async close() {
      await stop?.();
      await service.close();
    },
  };
}

/** What the demo does: sessions, results, steps, and a session that continues on a phone. */
const scopes: readonly Scope[] = ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK', 'KYC_FACE_LINK'];

/** The client of an earlier start if the service still knows it, else a new one. */
async function ensureDemoClient(parts: Pick<Service, 'store' | 'clock' | 'random'>, file: string): Promise<DemoClient> {
  const kept = await readDemoClient(file);
  const known = kept && (await parts.store.findClient(kept.clientId));
  if (kept && known?.scopes.includes('KYC_FACE_LINK')) return kept;
  const { clientId, clientSecret } = await addClient(parts, { name: 'Demo customer', scopes });
  const page = { name: 'Example Bank', returnOrigins: [], privacyURL: null, consentVersion: null, frameOrigins: [], captureHandOff: true };
  const audit = { at: parts.clock(), event: 'client.link-page-changed', clientId, details: { ...page, logo: false } } as const;
  await parts.store.saveLinkPage({ clientId, ...page }, null, audit);
  await writeDemoClient(file, { clientId, clientSecret });
  return { clientId, clientSecret };
}
