import type { Logger } from 'pino';
import type { TracesConfig } from '../config.js';
import { noTracing, type Tracing } from './tracing.js';

/** The configured tracing. The libraries of OpenTelemetry are loaded only if there is a collector. */
export async function openTracing(config: TracesConfig | null, logger: Logger): Promise<Tracing> {
  if (config === null) return noTracing;
  const { startOpenTelemetry } = await import('./open-telemetry.js');
  return startOpenTelemetry(config, logger);
}
