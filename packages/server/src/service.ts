import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { AppParts } from './app.js';
import { systemClock, systemMonotonicClock, type Clock, type MonotonicClock } from './clock.js';
import { ConfigError, DAY_MS, type Config } from './config.js';
import { keepAssets } from './keep-assets.js';
import { checkMasterKey } from './keys/key-check.js';
import { createKeyRing } from './keys/key-ring.js';
import { masterKeyFromFile } from './keys/master-key.js';
import { createSealer } from './keys/sealer.js';
import { createLogger } from './logger.js';
import { createCentreBook } from './population/centre-book.js';
import { createLevelMonitor, startCounts } from './population/level-monitor.js';
import { purgeNow, startPurge } from './purge.js';
import { systemRandom, type Random } from './random.js';
import { openStore } from './store/open-store.js';
import type { ServiceParts } from './service-parts.js';
import type { SigningKeyStore } from './store/signing-key-store.js';
import type { Store } from './store/store.js';
import { openTracing } from './tracing/open-tracing.js';
import { tracedStore } from './tracing/traced-store.js';
import { noTracing, type Tracing } from './tracing/tracing.js';
import { createAddressRules } from './webhooks/address-rules.js';
import { startDeliveries } from './webhooks/delivery-loop.js';

/** How long a stop waits for attempts under way, in milliseconds. */
export const SHUTDOWN_MS = 25 * 1000;

/** Parts that a test, or an app that the service runs in, brings along. */
export interface ServiceOptions {
  readonly config: Config;
  readonly clock?: Clock;
  readonly monotonicClock?: MonotonicClock;
  readonly random?: Random;
  readonly logger?: Logger;
  /** A store of your own in place of the configured one. The service migrates it at the start and closes it at the end. */
  readonly store?: Store;
  /** Folder of the capture's run-time assets; those of the installed `@face-session/capture` unless given. */
  readonly assetsFolder?: string;
  /** Called when a call answers an error that its declaration lacks, beside the log. For tests: none may be. */
  readonly onUndeclaredError?: (message: string) => void;
  /** Adds routes of one's own to the same server, before it listens. */
  readonly extend?: (app: FastifyInstance, service: Service) => Promise<void> | void;
}

export interface Service extends ServiceParts {
  readonly app: FastifyInstance;
  /** `method /path` of every route that is part of the HTTP interface, as OpenAPI writes them. */
  readonly documentedRoutes: readonly string[];
  /** Where the operators' console is; null: it is off. */
  readonly consoleOrigin: string | null;
  /** Deletes expired data. */
  purge(): Promise<number>;
  /** Serves on, and closes each connection after its next response: a proxy that reuses connections would send a request into one that is being closed. */
  drain(): void;
  /** Accepts no new requests, finishes pending ones, and closes the store. */
  close(): Promise<void>;
}

export async function openParts(
  config: Config,
  options: Omit<ServiceOptions, 'config' | 'extend' | 'assetsFolder'> & { readonly tracing?: Tracing } = {},
): Promise<ServiceParts> {
  const clock = options.clock ?? systemClock;
  const monotonicClock = options.monotonicClock ?? systemMonotonicClock;
  const random = options.random ?? systemRandom;
  const logger = options.logger ?? createLogger(config.logLevel);
  const masterKey = 'bytes' in config.masterKey ? config.masterKey.bytes : await masterKeyFromFile(config.masterKey.file);
  const sealer = createSealer(masterKey, random);
  const opened =
    options.store ??
    openStore(config.store, (error) => {
      logger.warn({ err: error }, 'store connection lost');
    });
  const store = tracedStore(opened, config.store.kind, options.tracing ?? noTracing);
  const keys = createKeyRing({ store, sealer, clock, monotonicClock });
  const testStore: SigningKeyStore = {
    signingKeys: (now) => store.testSigningKeys(now),
    addSigningKey: (...key) => store.addTestSigningKey(...key),
  };
  const testKeys = createKeyRing({ store: testStore, sealer, clock, monotonicClock, createsDefault: true });
  return { config, clock, monotonicClock, random, logger, sealer, store, keys, testKeys };
}

/**
 * Brings the store to the newest schema and checks that the master key is the store's. Returns the migrations applied.
 * @throws {SchemaTooNewError} if a newer release migrated the store
 * @throws {WrongMasterKeyError} if the store was made with another master key
 */
export async function prepareStore(parts: Pick<ServiceParts, 'store' | 'sealer' | 'clock'>): Promise<string[]> {
  const applied = await parts.store.migrate();
  await checkMasterKey(parts);
  return applied;
}

/** Migrates the store, loads the models and builds the app; does not listen. */
export async function createService(options: ServiceOptions): Promise<Service> {
  const logger = options.logger ?? createLogger(options.config.logLevel);
  const tracing = await openTracing(options.config.traces, logger);
  const opened = await openParts(options.config, { ...options, logger, tracing });
  const { config, store, keys } = opened;
  let applied: string[];
  try {
    // Before the models are loaded, so that a fault of the store is reported at once.
    applied = await prepareStore(opened);
  } catch (error) {
    await store.close();
    throw error;
  }
  // Loaded here: the command line opens the parts above, and starts in half the time without a server and models.
  const { createApp } = await import('./app.js');
  const { openFaces } = await import('./faces.js');
  const { openConsole } = await import('./console/open-console.js');
  const started = performance.now();
  const measuring = await openFaces(config);
  const { faces } = measuring;
  const loadMs = performance.now() - started;
  try {
    if (applied.length > 0) logger.info({ applied }, 'store migrated');
    await keys.ensureFresh(config.keyRotationDays * DAY_MS);
    await opened.testKeys.refresh(config.keyRotationDays * DAY_MS);
    const centres = createCentreBook({ ...opened, ...measuring });
    const levels = createLevelMonitor(opened);
    const stopCounts = startCounts(levels);
    const { app, parts, documentedRoutes, drain } = await createApp({
      ...opened,
      ...measuring,
      tracing,
      centres,
      levels,
      ...(await assetFolders(opened, options.assetsFolder)),
      linkPageFolder: linkPage(),
      onUndeclaredError: options.onUndeclaredError,
    });
    parts.metrics.modelLoad.set(loadMs / 1000);
    const stopPurge = startPurge({ ...opened, metrics: parts.metrics });
    const stopDeliveries = startDeliveries({
      ...opened,
      tracing,
      metrics: parts.metrics,
      addressRules: createAddressRules(config.webhookAllowedNetworks),
    });
    const consoleListener =
      config.console && (await openConsole({ ...opened, ...measuring, metrics: parts.metrics, centres, levels }, config.console));
    const service: Service = {
      ...opened,
      app,
      consoleOrigin: consoleListener && consoleListener.origin,
      documentedRoutes,
      drain,
      purge: () => purgeNow({ ...opened, metrics: parts.metrics }),
      async close() {
        // Otherwise an idle connection would delay the stop until its keep-alive ends.
        const idle = setInterval(() => {
          app.server.closeIdleConnections();
        }, 50);
        const late = setTimeout(() => {
          app.server.closeAllConnections();
        }, SHUTDOWN_MS);
        await Promise.all([app.close(), consoleListener?.close()]);
        clearInterval(idle);
        clearTimeout(late);
        await Promise.all([stopPurge(), stopDeliveries(), stopCounts()]);
        await faces.close();
        await store.close();
        await tracing.close();
      },
    };
    await options.extend?.(app, service);
    return service;
  } catch (error) {
    await faces.close();
    await store.close();
    throw error;
  }
}

/** Starts the service on its port. With port 0 a free one is taken, and `baseURL` follows it. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const config = options.config.port === 0 ? await withFreePort(options.config) : options.config;
  const service = await createService({ ...options, config });
  try {
    await service.app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await service.close();
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' ? new PortInUseError(config) : error;
  }
  return service;
}

async function withFreePort(config: Config): Promise<Config> {
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, config.host, () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(free);
      });
    });
  });
  return { ...config, port, baseURL: config.baseURL.replace(/:0$/, `:${port}`) };
}

async function assetFolders(
  { config, logger }: ServiceParts,
  assetsFolder = captureAssets(),
): Promise<Pick<AppParts, 'assetsFolder' | 'keptAssetsFolder'>> {
  const { keptAssetsFolder } = config;
  if (assetsFolder === null) return { assetsFolder, keptAssetsFolder: null };
  try {
    await keepAssets(assetsFolder, keptAssetsFolder);
  } catch (error) {
    const { message } = error as Error;
    logger.warn(`KEPT_ASSETS_DIR: ${message}. Apps of this version will have no guidance after the next upgrade.`);
  }
  return { assetsFolder, keptAssetsFolder: existsSync(keptAssetsFolder) ? keptAssetsFolder : null };
}

/** Another process listens on the configured address. */
class PortInUseError extends ConfigError {
  constructor({ host, port }: Pick<Config, 'host' | 'port'>) {
    super([]);
    this.name = 'PortInUseError';
    this.message = `Port ${port} of ${host} is in use. Stop the process that listens there, or set PORT to another.`;
  }
}

/** Where the build of the capture puts what it loads at run time; null if it was not built. */
export function captureAssets(): string | null {
  const folder = dirname(fileURLToPath(import.meta.resolve('@face-session/capture/assets/manifest.json')));
  return existsSync(join(folder, 'manifest.json')) ? folder : null;
}

/** Where the build puts the page of links; null if it was not built. */
export function linkPage(): string | null {
  const folder = dirname(fileURLToPath(import.meta.resolve('@face-session/link-page/page/index.html')));
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
