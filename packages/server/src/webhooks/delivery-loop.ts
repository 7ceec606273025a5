import type { LeasedEvent } from '../store/outbox-store.js';
import { DELIVERY_TIMEOUT_MS, deliver, type DeliverParts } from './deliver.js';

/** Time between two queries for due events, in milliseconds: a delivery may begin that late. One small query on each replica. */
const POLL_MS = 500;

/** How long other replicas leave an event alone that this one has taken, in milliseconds: the delivery, and time for the store. */
const LEASE_MS = DELIVERY_TIMEOUT_MS + 25_000;

/** Most pending deliveries to one client: a receiver that never responds blocks these and no more. */
const PER_CLIENT = 4;

/** Deliveries under way in this process: bounds its sockets. */
const IN_ALL = 128;

/**
 * Delivers due events until it is stopped. Each client has its own share of the deliveries, and the client served longest ago comes first,
 * so that a slow or dead receiver delays no other. Returns what stops it: it waits for the deliveries under way.
 */
export function startDeliveries(parts: DeliverParts): () => Promise<void> {
  const { store, clock, logger } = parts;
  const underWay = new Map<string, number>();
  const servedAt = new Map<string, number>();
  const running = new Set<Promise<void>>();
  let rounds = 0;
  let stopped = false;
  let round: Promise<void> = Promise.resolve();

  const run = async (event: LeasedEvent): Promise<void> => {
    try {
      const [client, webhook] = await Promise.all([store.findClient(event.clientId), store.findWebhook(event.clientId)]);
      // Removed or disabled since the lease: the event waits, or is gone with the webhook.
      if (client && webhook && !webhook.disabled) await deliver(parts, client, webhook, event);
    } catch (error) {
      logger.warn({ err: error, eventId: event.eventId }, 'delivery failed, will be tried again');
    }
  };

  const begin = (event: LeasedEvent): void => {
    underWay.set(event.clientId, (underWay.get(event.clientId) ?? 0) + 1);
    const delivery = run(event).finally(() => {
      const left = (underWay.get(event.clientId) ?? 1) - 1;
      if (left > 0) underWay.set(event.clientId, left);
      else underWay.delete(event.clientId);
      running.delete(delivery);
      look();
    });
    running.add(delivery);
  };

  const serveAll = async (): Promise<void> => {
    const now = clock();
    const due = await store.clientsWithDueEvents(now);
    for (const clientId of servedAt.keys()) if (!due.includes(clientId)) servedAt.delete(clientId);
    due.sort((a, b) => (servedAt.get(a) ?? 0) - (servedAt.get(b) ?? 0));
    for (const clientId of due) {
      const limit = Math.min(PER_CLIENT - (underWay.get(clientId) ?? 0), IN_ALL - running.size);
      if (stopped || limit <= 0) continue;
      servedAt.set(clientId, ++rounds);
      for (const event of await store.leaseEvents({ clientId, now, leaseUntil: now + LEASE_MS, limit })) begin(event);
    }
  };

  let waiting = false;
  /** Looks for due events once the look under way is over; any number of calls until then count as one. */
  function look(): void {
    if (waiting || stopped) return;
    waiting = true;
    round = round.then(async () => {
      waiting = false;
      if (stopped) return;
      await serveAll().catch((error: unknown) => {
        logger.warn({ err: error }, 'due events could not be read, will be tried again');
      });
    });
  }

  look();
  const timer = setInterval(look, POLL_MS);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await round;
    await Promise.all(running);
  };
}
