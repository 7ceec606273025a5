import type { FastifyRequest } from 'fastify';
import type { Limits } from '../config.js';
import { connectionClosed, connectionOf } from './connection.js';
import { HttpError } from './http-error.js';

/**
 * Bounds the requests with pictures that are under way in this process, and with them its memory: those beyond are refused before
 * a byte of their body is read.
 */
export interface Admission {
  readonly inFlight: number;
  /**
   * Takes a place for the client's request until it is answered or its connection is closed.
   * @throws HttpError BUSY or RATE_LIMITED; REQUEST_TIMEOUT if the connection is already closed
   */
  enter(request: FastifyRequest, clientId: string): void;
  /** Keeps the place while `work` runs, even if the connection closes. Does not start `work` on a closed connection. */
  during<Value>(request: FastifyRequest, work: () => Promise<Value>): Promise<Value>;
}

export function createAdmission(
  limits: Pick<Limits, 'picturesInFlight' | 'picturesInFlightPerAddress' | 'picturesInFlightPerClient'>,
): Admission {
  const all = createOccupancy(limits.picturesInFlight);
  const byAddress = createOccupancy(limits.picturesInFlightPerAddress);
  const byClient = createOccupancy(limits.picturesInFlightPerClient);
  /** By request: who holds its place, and how to give it back. */
  const places = new WeakMap<FastifyRequest, { holders: number; leave: () => void }>();

  const release = (request: FastifyRequest): void => {
    const place = places.get(request);
    if (place && --place.holders === 0) place.leave();
  };

  return {
    get inFlight() {
      return all.of(EVERYBODY);
    },
    enter(request, clientId) {
      const connection = connectionOf(request);
      if (connection.over) throw connectionClosed();
      const { address } = connection;
      if (all.full(EVERYBODY)) throw new HttpError('BUSY');
      if (byAddress.full(address) || byClient.full(clientId)) throw new HttpError('RATE_LIMITED', undefined, 1);
      const leaves = [all.enter(EVERYBODY), byAddress.enter(address), byClient.enter(clientId)];
      places.set(request, {
        holders: 1,
        leave() {
          for (const leave of leaves) leave();
        },
      });
      connection.onOver(() => {
        release(request);
      });
    },
    async during(request, work) {
      if (connectionOf(request).over) throw connectionClosed();
      const place = places.get(request);
      if (place) place.holders++;
      try {
        return await work();
      } finally {
        release(request);
      }
    },
  };
}

/** The one subject of what is counted over all. */
const EVERYBODY = '';

interface Occupancy {
  of(subject: string): number;
  full(subject: string): boolean;
  /** Takes a place; returns what gives it back. */
  enter(subject: string): () => void;
}

/** Places that subjects hold, at most `most` each. */
function createOccupancy(most: number): Occupancy {
  const held = new Map<string, number>();
  const of = (subject: string): number => held.get(subject) ?? 0;
  return {
    of,
    full: (subject) => of(subject) >= most,
    enter(subject) {
      held.set(subject, of(subject) + 1);
      return () => {
        const left = of(subject) - 1;
        if (left > 0) held.set(subject, left);
        else held.delete(subject);
      };
    },
  };
}
