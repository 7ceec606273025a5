import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** The only source of chance in the service; cryptographic except where a test hands in a seeded one. */
export interface Random {
  bytes(count: number): Buffer;
  /** A whole number from 0 to `below` - 1, uniform. */
  integer(below: number): number;
  /** UUID, version 4. */
  uuid(): string;
}

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  integer: (below) => randomInt(below),
  uuid: () => randomUUID(),
};
