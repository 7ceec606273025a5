import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as a collector receives it (OTLP, JSON). */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly status?: { readonly code?: number; readonly message?: string };
  readonly events?: readonly unknown[];
}

interface Delivery {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: ReceivedSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[];
  }[];
}

/** A collector of OpenTelemetry on loopback. */
export interface TraceCollector {
  readonly endpoint: string;
  /** Each delivery: where it was sent, with which headers, and what it holds. */
  readonly deliveries: readonly { readonly path: string; readonly headers: NodeJS.Dict<string | string[]>; readonly body: Delivery }[];
  spans(): readonly ReceivedSpan[];
  close(): Promise<void>;
}

export async function startTraceCollector(): Promise<TraceCollector> {
  const deliveries: TraceCollector['deliveries'][number][] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      deliveries.push({ path: request.url ?? '', headers: request.headers, body: body as Delivery });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  const endpoint = await listen(server);
  return {
    endpoint,
    deliveries,
    spans: () => deliveries.flatMap(({ body }) => body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))),
    close: () => closed(server),
  };
}

/** A server that takes connections and never answers. */
export async function startSilentServer(): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const server = createServer(() => undefined);
  return { endpoint: await listen(server), close: () => closed(server) };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: Server): Promise<void> {
  const end = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await end;
}
