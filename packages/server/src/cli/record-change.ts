import type { ServiceParts } from '../service.js';

/** What an operator changed, for the audit log; `details` name it and hold no secret. */
export async function recordChange(
  { store, clock }: Pick<ServiceParts, 'store' | 'clock'>,
  event: string,
  change: { readonly clientId?: string; readonly details?: Readonly<Record<string, unknown>> },
): Promise<void> {
  await store.addAudit({ at: clock(), event, clientId: change.clientId, details: change.details ?? {} });
}
