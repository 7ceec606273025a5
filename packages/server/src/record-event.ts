import type { Clock } from './clock.js';
import type { AuditEntry, AuditStore } from './store/audit-store.js';

/** Who and what an event is about; `details` hold no secret and no biometrics. */
export type EventSubject = Partial<Pick<AuditEntry, 'clientId' | 'sessionHash' | 'userHash' | 'details'>>;

/** Adds what a client or an operator has just done to the audit log. */
export async function recordEvent(
  { store, clock }: { readonly store: AuditStore; readonly clock: Clock },
  event: string,
  { clientId, sessionHash, userHash, details = {} }: EventSubject = {},
): Promise<void> {
  await store.addAudit({ at: clock(), event, clientId, sessionHash, userHash, details });
}
