import type { HistoryThresholds } from './calibration.js';
import { evidence, type Evidence } from './evidence.js';

/** Whose earlier attempts are counted: of this session, or of one user, reference photo, device or address of the same client. */
export const historyKinds = ['session', 'user', 'photo', 'device', 'address'] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** Earlier attempts of one kind, within the time that the service remembers them. */
export interface EarlierAttempts {
  /** Attempts whose liveness failed. */
  readonly failed: number;
  /** Attempts that passed; counted of addresses only. */
  readonly passed: number;
}

/** Earlier attempts of each kind that is known. */
export type AttemptHistory = Partial<Readonly<Record<HistoryKind, EarlierAttempts>>>;

/** Failed attempts from which each kind is in doubt. */
const doubtFrom = {
  session: ({ doubtFromSession }) => doubtFromSession,
  user: ({ doubtFromUser }) => doubtFromUser,
  photo: ({ doubtFromPhoto }) => doubtFromPhoto,
  device: ({ doubtFromDevice }) => doubtFromDevice,
  address: ({ doubtFromAddress }) => doubtFromAddress,
} satisfies Record<HistoryKind, (thresholds: HistoryThresholds) => number>;

/**
 * Judges how many earlier attempts failed liveness. Many are a doubt, never a failure by themselves. An address is shared by many people, so that its failures
 * count only where they are a large enough share of all attempts.
 * @returns undefined if nothing is known of this kind
 */
export function judgeHistory(kind: HistoryKind, history: AttemptHistory | undefined, thresholds: HistoryThresholds): Evidence | undefined {
  const attempts = history?.[kind];
  if (attempts === undefined) return undefined;
  const { failed, passed } = attempts;
  const least = doubtFrom[kind](thresholds);
  const isUnusual = failed >= least && (kind !== 'address' || failed >= thresholds.minFailedShare * (failed + passed));
  return evidence(isUnusual ? 'doubtful' : 'pass', failed, least);
}

/**
 * Returns the kind whose failures refuse further attempts for a while, or null. Only of what an attacker shares with those who are refused: his device and his
 * address. User and photo are names that others can use, so that their failures only raise doubt: nobody is locked out by somebody else elsewhere.
 */
export function historyRefusal(history: AttemptHistory, thresholds: HistoryThresholds): 'device' | 'address' | null {
  const { device, address } = history;
  if (device !== undefined && device.failed >= thresholds.refuseFromDevice) return 'device';
  if (address === undefined || address.failed < thresholds.refuseFromAddress) return null;
  return address.failed >= thresholds.refusedFailedShare * (address.failed + address.passed) ? 'address' : null;
}
