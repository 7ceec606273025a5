import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestSpan, Tracing } from '../tracing/tracing.js';
import { connectionOf } from './connection.js';

/** Makes a span of each request of an endpoint, by its route. Must be registered after {@link followConnections}. */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, RequestSpan>();
  app.addHook('onRequest', (request, reply, done) => {
    const { config, url = '' } = request.routeOptions;
    // Probes and preflights would be most of all spans, and tell nothing.
    if (config.endpoint === undefined) {
      done();
      return;
    }
    const { method, headers } = request;
    const traceparent = typeof headers.traceparent === 'string' ? headers.traceparent : undefined;
    const span = tracing.request(`${method} ${url}`, { 'http.request.method': method, 'http.route': url }, traceparent);
    spans.set(request, span);
    connectionOf(request).onOver(() => {
      if (reply.raw.writableFinished) {
        span.set({ 'http.response.status_code': reply.statusCode });
        span.end(reply.statusCode >= 500);
      } else {
        span.set({ 'error.type': 'connection_closed' });
        span.end(false);
      }
    });
    span.run(done);
  });
  // The events in which a body arrives belong to its connection, not to the request.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span) span.run(done);
    else done();
  });
}
