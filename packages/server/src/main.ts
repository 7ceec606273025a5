import { readConfig, type LogLevel } from './config.js';
import { isExpectedError } from './expected-error.js';
import { printable } from './printable.js';
import { SHUTDOWN_MS, startService, type Service } from './service.js';

/** Longest time from SIGTERM to the end of the process, in milliseconds: what requests under way are given, and ten seconds to close. */
const STOP_MS = SHUTDOWN_MS + 10_000;

/** How {@link main} starts the service. */
export interface MainOptions {
  /** Unless the environment has one. */
  readonly logLevel?: LogLevel;
  /** Called once the service listens. */
  readonly onListening?: (service: Service) => Promise<void>;
}

/** How long the service serves on after SIGTERM and closes connections one by one, in milliseconds: under load, a proxy has used each of them by then. */
const DRAIN_MS = 1_000;

/** Starts the service from the environment and stops it in order on SIGTERM or SIGINT. */
export async function main({ logLevel, onListening }: MainOptions = {}): Promise<void> {
  let service: Service;
  try {
    service = await startService({ config: readConfig(undefined, { ...(logLevel && { logLevel }) }) });
  } catch (error) {
    const expected = isExpectedError(error);
    const text = expected ? error.message : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${printable(text, { keepLines: true })}\n`);
    process.exitCode = 1;
    return;
  }
  service.logger.info({ baseURL: service.config.baseURL, store: service.config.store.kind }, 'listening');
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    // Whatever keeps the stop from ending, it does not keep the process; the workers end with it.
    setTimeout(() => {
      service.logger.fatal({ signal }, 'stop takes too long: killed');
      process.kill(process.pid, 'SIGKILL');
    }, STOP_MS);
    service.logger.info({ signal }, 'stopping');
    service.drain();
    setTimeout(() => {
      void service.close().then(
        () => process.exit(0),
        (error: unknown) => {
          service.logger.error({ err: error }, 'stop failed');
          process.exit(1);
        },
      );
    }, DRAIN_MS);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await onListening?.(service);
}
