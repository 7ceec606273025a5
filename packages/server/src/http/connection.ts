import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ClientAddress } from './client-address.js';
import { HttpError } from './http-error.js';

/** The other end of a request, followed from the request's first tick: work that awaits finds out even if it asks after the fact. */
export interface Connection {
  /** Canonical address of the client: what limits, lock-out and logs count by. */
  readonly address: string;
  /** True once the response is sent or the connection is closed. */
  readonly over: boolean;
  /** Calls `listener` when the request is over: at once if it already is. Returns a function that removes the listener. */
  onOver(listener: () => void): () => void;
}

const connections = new WeakMap<FastifyRequest, Connection>();

/**
 * Follows every request of the app from its first tick. Must be registered before every other hook: after an `await` the connection may
 * be closed, its address gone, and no event would tell.
 */
export function followConnections(app: FastifyInstance, addressOf: ClientAddress): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    const listeners = new Set<() => void>();
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      socket.off('close', end);
      for (const listener of listeners) listener();
      listeners.clear();
    };
    reply.raw.once('close', end);
    // A pipelined response that waits for its turn gets no event when the connection closes.
    socket.once('close', end);
    connections.set(request, {
      address: addressOf(socket.remoteAddress, request.headers['x-forwarded-for']),
      get over() {
        return over;
      },
      onOver(listener) {
        if (over) listener();
        else listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    if (socket.destroyed) end();
    done();
  });
}

/**
 * Has an answer that comes before the end of its request's body arrive, also where the client asked for the connection to be closed after it: a connection that is closed while its
 * client still sends is reset, and the answer is lost with it (RFC 9112, section 9.6). What is still sent is read and forgotten, for as long as a request may take.
 */
export function keepEarlyAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    const { raw } = request;
    if (!raw.complete && !reply.raw.shouldKeepAlive) {
      // Node closes at once without it.
      reply.raw.shouldKeepAlive = true;
      raw.once('close', () => raw.socket.end());
      reply.raw.once('finish', () => raw.unpipe().resume());
    }
    done();
  });
}

/** The other end of a request of the service. */
export function connectionOf(request: FastifyRequest): Connection {
  const connection = connections.get(request);
  if (!connection) throw new Error('The request is not followed.');
  return connection;
}

/** Ends a request whose connection is closed. No client receives it; log and metrics do. */
export function connectionClosed(): HttpError {
  return new HttpError('REQUEST_TIMEOUT', 'The client closed the connection.');
}
