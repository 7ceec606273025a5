import type { WebhookEventType } from '@face-session/protocol';
import type { AuditEntry } from './audit-store.js';

/** Form of the body: our own event, or `{"jwsResult": "..."}` as the reference has it. */
export const webhookBodies = ['event', 'reference'] as const;
export type WebhookBody = (typeof webhookBodies)[number];

/** Where a client wants its events. One per client. */
export interface Webhook {
  readonly clientId: string;
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  readonly body: WebhookBody;
  /** Its events are kept and not delivered. */
  readonly disabled: boolean;
  /** Signing secrets and credentials, sealed under the client id. */
  readonly secretsSealed: Uint8Array;
  /** Counts the changes, so that two operators do not undo each other's. */
  readonly version: number;
}

/** Whether a webhook asks for an event. The body of the reference has room for a result only, so an event without one is not sent in it. */
export function asksFor({ events, body }: Pick<Webhook, 'events' | 'body'>, type: WebhookEventType, hasResult: boolean): boolean {
  return events.includes(type) && (hasResult || body !== 'reference');
}

export interface WebhookStore {
  findWebhook(clientId: string): Promise<Webhook | null>;
  /**
   * Records a webhook together with its audit entry, in place of the one whose version is one less (0: none).
   * `conflict`, and nothing recorded, if another change came first.
   */
  saveWebhook(webhook: Webhook, audit: AuditEntry): Promise<'saved' | 'conflict'>;
  /** Deletes the webhook with all its events, together with its audit entry. False, and nothing recorded, if there was none. */
  removeWebhook(clientId: string, audit: AuditEntry): Promise<boolean>;
}
