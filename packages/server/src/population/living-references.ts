/** The reference of a session that is alive. */
interface LivingReference {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly template: Float32Array;
  /** Milliseconds of the monotonic clock. */
  readonly until: number;
  /** Known once the session has an attempt that names the user. */
  userHash?: string | undefined;
}

/** Reference templates of sessions that are alive, in this process only. */
interface LivingReferences {
  /** Takes one in; the oldest one goes where there are {@link MOST_LIVING}. */
  add(reference: LivingReference): void;
  find(sessionHash: string): LivingReference | undefined;
  /** Drops that of a session that has ended. */
  drop(sessionHash: string): void;
  /** All of sessions whose time is not up. */
  alive(now: number): readonly LivingReference[];
}

/** Most references that are held, so that comparing with all of them takes less than one part in a hundred of an attempt: 256 take 1.7 ms of the CPU, an attempt about 320. */
export const MOST_LIVING = 256;

export function createLivingReferences(): LivingReferences {
  /** In the order in which they came. */
  const living = new Map<string, LivingReference>();
  return {
    add(reference) {
      if (living.size >= MOST_LIVING) living.delete(living.keys().next().value as string);
      living.set(reference.sessionHash, reference);
    },
    find: (sessionHash) => living.get(sessionHash),
    drop: (sessionHash) => void living.delete(sessionHash),
    alive(now) {
      for (const { sessionHash, until } of living.values()) if (until <= now) living.delete(sessionHash);
      return [...living.values()];
    },
  };
}
