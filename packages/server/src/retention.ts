import { AUDIT_IMAGE_LIFETIME_SECONDS, SESSION_LIFETIME_SECONDS, WEBHOOK_EVENT_LIFETIME_SECONDS } from '@face-session/protocol';
import { DAY_MS, type Config } from './config.js';
import type { OldestKept } from './store/store.js';

/** How long each kind of data may be kept, in milliseconds from its making. A selfie is kept from the end of its session on. */
export function keptFor(
  config: Pick<Config, 'auditImageSeconds' | 'auditLogDays' | 'traceEventDays'>,
): Readonly<Record<keyof OldestKept, number>> {
  return {
    templates: SESSION_LIFETIME_SECONDS * 1000,
    images: Math.min(config.auditImageSeconds, AUDIT_IMAGE_LIFETIME_SECONDS) * 1000,
    auditLog: config.auditLogDays * DAY_MS,
    traceEvents: config.traceEventDays * DAY_MS,
    events: WEBHOOK_EVENT_LIFETIME_SECONDS * 1000,
  };
}
