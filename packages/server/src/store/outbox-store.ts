import { createHash } from 'node:crypto';
import { WEBHOOK_EVENT_LIFETIME_SECONDS, type WebhookEventType } from '@face-session/protocol';
import type { AuditEntry } from './audit-store.js';

/** An event that waits for its delivery, or was delivered and can be replayed. */
export interface OutboxEvent {
  /** `webhook-id` of each of its deliveries. */
  readonly eventId: string;
  readonly clientId: string;
  readonly type: WebhookEventType;
  readonly sessionHash: string;
  readonly userHash: string | null;
  readonly createdAt: number;
  /** When the event is deleted, delivered or not. */
  readonly deleteAt: number;
  /** What it tells, sealed under the event id; null: nothing is told of the session but its hash, which is all that is known of one that expired. */
  readonly contentSealed: Uint8Array | null;
}

/** An event that was taken for one delivery. */
export interface LeasedEvent extends OutboxEvent {
  /** Counts the deliveries, this one included. */
  readonly tries: number;
}

export const deliveryStates = ['pending', 'delivered'] as const;
type DeliveryState = (typeof deliveryStates)[number];

/** What is known of an event's deliveries; for the operator. */
export interface Delivery extends Omit<LeasedEvent, 'contentSealed' | 'userHash'> {
  readonly state: DeliveryState;
  /** When it is tried next; null once it is delivered. */
  readonly nextAt: number | null;
  readonly deliveredAt: number | null;
  /** What came of the last delivery; null before the first one. */
  readonly lastOutcome: string | null;
}

/** Which events of a client; all unless narrowed. */
export interface DeliveryFilter {
  readonly clientId: string;
  readonly eventId?: string | undefined;
  readonly sessionHash?: string | undefined;
  readonly state?: DeliveryState | undefined;
  /** Created at this time or later, in milliseconds since 1970. */
  readonly from?: number | undefined;
}

/*
 * The outbox of webhooks. Events come into it with the transaction that they tell of (AttemptStore, SessionStore, purge). Each is delivered
 * at least once, by any replica: who takes a lease on it delivers it, and a lease that ends without an outcome is taken again.
 */
export interface OutboxStore {
  /** Clients with an event due at `now`, the one that waits longest first. None whose client or webhook is disabled. */
  clientsWithDueEvents(now: number): Promise<string[]>;
  /** Takes at most `limit` due events of a client, oldest first; nobody else is given them before `leaseUntil`. */
  leaseEvents(lease: {
    readonly clientId: string;
    readonly now: number;
    readonly leaseUntil: number;
    readonly limit: number;
  }): Promise<LeasedEvent[]>;
  /** Records a delivery that was accepted, together with its audit entry. */
  recordDelivery(event: Pick<LeasedEvent, 'eventId'>, outcome: string, audit: AuditEntry): Promise<void>;
  /** Records a delivery that failed; the event is due again at `nextAt`. Nothing if it was delivered or taken again meanwhile. */
  recordFailure(event: Pick<LeasedEvent, 'eventId' | 'tries'>, outcome: string, nextAt: number): Promise<void>;
  /** Newest first. */
  listDeliveries(filter: DeliveryFilter, limit: number): Promise<Delivery[]>;
  /** Makes events due at `now`, delivered ones included, and records it in the audit log. Returns their number. */
  replayEvents(filter: DeliveryFilter, now: number): Promise<number>;
  /** Events not delivered yet, those of disabled webhooks included, and the creation of the oldest. */
  pendingEvents(): Promise<{ readonly count: number; readonly oldestAt: number | null }>;
}

/** An event of a session that happens now, kept as long as events are. */
export function newEvent(event: Omit<OutboxEvent, 'eventId' | 'deleteAt'>): OutboxEvent {
  return {
    ...event,
    eventId: eventIdOf(event.type, event.sessionHash),
    deleteAt: event.createdAt + WEBHOOK_EVENT_LIFETIME_SECONDS * 1000,
  };
}

/** The id of the one event of that type that a session can have: whoever writes it again writes the same. */
export function eventIdOf(type: WebhookEventType, sessionHash: string): string {
  return `evt_${createHash('sha256').update(`${type} ${sessionHash}`).digest('hex').slice(0, 32)}`;
}
