import { setTimeout as wait } from 'node:timers/promises';
import { alerts } from '../alerts/alerts.js';
import { samplesOf, type Scrape } from '../alerts/scrape.js';
import { createAlertWatch } from '../alerts/watch.js';
import { systemClock } from '../clock.js';
import { readConfig } from '../config.js';
import type { Arguments } from './arguments.js';
import { CliError } from './cli-error.js';
import { printOutcome } from './with-parts.js';

/** Seconds between two looks, unless given: as often as Prometheus looks by default. */
const EVERY_SECONDS = 60;

/** Most that a look may take, in milliseconds. */
const SCRAPE_TIMEOUT_MS = 10_000;

/**
 * Judges the alerts over `/metrics` of one process of the service, and prints a line when one begins or ends, until the process is stopped. What was before the
 * start is not known.
 */
export async function watchAlerts(args: Arguments): Promise<void> {
  const config = readConfig();
  const every = Number(args.option('every') ?? EVERY_SECONDS);
  if (!(every >= 1 && every <= 3600)) throw new CliError('--every must be a number of seconds from 1 to 3600.', 2);
  const address = args.option('url') ?? `http://127.0.0.1:${String(config.port)}`;
  if (!URL.canParse(address))
    throw new CliError('--url must be the address of a process of the service, such as http://127.0.0.1:8080.', 2);
  const url = new URL('/metrics', address);
  const headers: Record<string, string> = config.metricsToken === null ? {} : { authorization: `Bearer ${config.metricsToken}` };

  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopping.abort();
    });
  }
  const watch = createAlertWatch(alerts);
  const scrape = async (): Promise<Scrape> => {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(SCRAPE_TIMEOUT_MS) }).catch(() => undefined);
    const text = answer?.ok ? await answer.text().catch(() => undefined) : undefined;
    return { at: systemClock(), samples: text === undefined ? null : samplesOf(text) };
  };

  printOutcome(args, `Watching ${url.href}, ${String(alerts.length)} alerts, every ${String(every)} s`, { watching: url.href, every });
  while (!stopping.signal.aborted) {
    const now = await scrape();
    for (const { alert, state } of watch.take(now)) {
      const { name, severity, summary, action } = alert;
      const at = new Date(now.at).toISOString();
      printOutcome(
        args,
        state === 'firing' ? `${at}  FIRING    ${name} (${severity}): ${summary} ${action}` : `${at}  resolved  ${name}`,
        state === 'firing' ? { at, state, name, severity, summary, action } : { at, state, name },
      );
    }
    await wait(every * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}
