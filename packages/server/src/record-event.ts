import type { Clock } from './clock.js';
import type { AuditEvent } from './store/audit-event.js';
import type { AuditStore } from './store/audit-store.js';

/** Adds an event to the audit log, at the time of the clock. */
export async function recordEvent(
  { store, clock }: { readonly store: AuditStore; readonly clock: Clock },
  event: AuditEvent,
): Promise<void> {
  await store.addAudit({ at: clock(), ...event });
}
