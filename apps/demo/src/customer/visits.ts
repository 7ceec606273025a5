import { randomUUID } from 'node:crypto';

/** How long a visit is kept in memory, in milliseconds: longer than any session lives. */
export const VISIT_LIFETIME_MS = 30 * 60 * 1000;

/** Most visits kept; the oldest is dropped first. */
const MAX_VISITS = 1_000;

/** What this backend knows of a visitor's session: its own record, which the result is verified against. */
export interface Visit {
  /** The visitor's cookie; a real customer has its own login instead. */
  readonly id: string;
  readonly sessionId: string;
  readonly nonce: string;
  /** Verified selfie, JPEG; never written to disk. */
  selfie?: Uint8Array;
}

/** The visits of the last half hour, in memory. */
export interface Visits {
  start(session: Pick<Visit, 'sessionId' | 'nonce'>): Visit;
  find(id: string | undefined): Visit | undefined;
  /** Keeps a selfie with the visit for so many seconds: no longer than the service does, as the person has read. */
  keepSelfie(visit: Visit, selfie: Uint8Array, seconds: number): void;
  end(visit: Visit): void;
}

/** @param now the time in milliseconds; the machine's unless given */
export function createVisits(now: () => number = Date.now): Visits {
  const visits = new Map<string, { visit: Visit; endsAt: number }>();

  function forgetOld(): void {
    for (const [id, { endsAt }] of visits) {
      if (endsAt > now() && visits.size < MAX_VISITS) return;
      visits.delete(id);
    }
  }

  return {
    start(session) {
      forgetOld();
      const visit = { id: randomUUID(), ...session };
      visits.set(visit.id, { visit, endsAt: now() + VISIT_LIFETIME_MS });
      return visit;
    },
    find(id) {
      forgetOld();
      return id === undefined ? undefined : visits.get(id)?.visit;
    },
    keepSelfie(visit, selfie, seconds) {
      visit.selfie = selfie;
      setTimeout(() => {
        delete visit.selfie;
      }, seconds * 1000).unref();
    },
    end(visit) {
      visits.delete(visit.id);
    },
  };
}
