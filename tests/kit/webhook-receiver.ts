import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A delivery as it arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A customer's endpoint on a port of its own. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: Received[];
  /** Answers each delivery; 204 unless set. */
  answer: (response: ServerResponse, received: Received) => void;
  /** Resolves with the first delivery that is like this. */
  waitUntil(like: (received: Received) => boolean): Promise<Received>;
  /** Resolves when so many deliveries have arrived. */
  waitFor(count: number): Promise<Received[]>;
  close(): Promise<void>;
}

/** How long a test waits for a delivery, in milliseconds: the service looks twice a second. */
const PATIENCE_MS = 20_000;

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const delivery = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      received.push(delivery);
      receiver.answer(response, delivery);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hooks`,
    received,
    answer: (response) => response.writeHead(204).end(),
    async waitUntil(like) {
      for (const deadline = Date.now() + PATIENCE_MS; ;) {
        const found = received.find(like);
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`None of ${String(received.length)} deliveries is the one.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async waitFor(count) {
      for (const deadline = Date.now() + PATIENCE_MS; received.length < count;) {
        if (Date.now() > deadline) throw new Error(`${String(received.length)} of ${String(count)} deliveries arrived.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return received;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
