import { DEFAULT_SIGNING_ALGORITHM, matchLevels, signingAlgorithms, type MatchLevel, type SigningAlgorithm } from '@face-session/protocol';
import type { CompactDecryptGetKey, CryptoKey, JWK, KeyObject } from 'jose';
import { OptionsInvalid } from './errors.js';
import type { ReplayStore } from './replay-store.js';

/** Time limit of one call to the service unless told otherwise, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 5_000;

/** How long fetched keys are used unless told otherwise, in milliseconds. A rotation overlaps for longer; a revocation waits for it. */
export const DEFAULT_KEYS_MAX_AGE_MS = 10 * 60 * 1000;

/** Algorithms that a signature may have unless the caller says otherwise. */
export const defaultAlgorithms: readonly SigningAlgorithm[] = [DEFAULT_SIGNING_ALGORITHM];

/** What the backend knows of the session, from its own records and never from the app that hands in the result. */
interface CommonOptions {
  /** `iss` expected, exactly: the base URL of the service, such as `https://id.example`. */
  readonly issuer: string;
  /** `aud` expected, exactly: this backend's client id. */
  readonly clientId: string;
  /**
   * The nonce that this backend made for the session, or `null` if it made none. There is no default on purpose: a nonce that
   * was made and is not compared protects nobody. With `null`, a result that carries a nonce is refused.
   */
  readonly nonce: string | null;
  /** The user whom the session was for, if the session was given a `userIdentifier`. Compared when given. */
  readonly userIdentifier?: string;
  /** Base URL to fetch keys and images from, if the service is reached under another address than `issuer`. */
  readonly serviceURL?: string;
  /**
   * Algorithms that the signature may have; RS256 alone unless given. A client whose results are signed with another one says so here, such as
   * `['ES256']`; while it changes over, both.
   */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** Private key of a client that has registered its public key, or a function that picks one by header. With it only encrypted results are accepted. */
  readonly decryptionKey?: CryptoKey | KeyObject | JWK | CompactDecryptGetKey;
  /** Where accepted results are remembered; in this process's memory unless given, see {@link createMemoryReplayStore}. */
  readonly replayStore?: ReplayStore;
  /** Time limit of a fetch of the keys, in milliseconds; 5,000 unless given. */
  readonly timeoutMs?: number;
  /**
   * How long fetched keys are used before they are fetched again, in milliseconds; 600,000 unless given. After `keys rotate --revoke` at the
   * service, results signed with a revoked key are accepted for this long at most.
   */
  readonly keysMaxAgeMs?: number;
  /**
   * Whether results of test mode are accepted: of sessions that were simulated. False unless given; true in tests only, together with the issuer
   * of test results, such as `https://id.example/test`.
   */
  readonly allowTest?: boolean;
  /** The time; the machine's unless given. */
  readonly now?: () => Date;
}

/** Which session the result must be of. */
interface SessionExpected {
  /** The session that this backend created and handed to the app. */
  readonly sessionId: string;
  readonly enrollmentIdentifier?: undefined;
}

/** Which recovery the result must be of: its session was made by the app, so the enrolled face is what this backend knows. */
interface RecoveryExpected {
  /** The enrolled face that this backend handed to the app. */
  readonly enrollmentIdentifier: string;
  readonly sessionId?: undefined;
}

/** What the backend knows of the session, from its own records and never from the app that hands in the result. */
export type VerifyOptions = CommonOptions & (SessionExpected | RecoveryExpected);

/** Options of {@link verifyFaceSessionResult}. */
export type VerifyResultOptions = VerifyOptions & {
  /** Lowest match level that this backend accepts, whatever the app asked for: 1 to 5; 3 unless given. */
  readonly minimumMatchLevel?: MatchLevel;
};

/** What each required option is, for the error of one that is missing. */
const meanings = {
  issuer: 'the base URL of the service, such as https://id.example',
  clientId: "this backend's client id",
  sessionId: 'the session that this backend created, or `enrollmentIdentifier` for a recovery',
  enrollmentIdentifier: 'the enrolled face that this backend handed to the app',
} as const;

/** Longest time limit of a timer, in milliseconds: a longer one would end at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** @throws {@link OptionsInvalid} unless the options are an object; for callers without types. */
export function requireOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null) throw new OptionsInvalid('The options are missing, expected an object');
}

/** @throws {@link OptionsInvalid} unless `timeoutMs` can be waited for; for callers without types. */
export function checkTimeout(timeoutMs: unknown): void {
  if (timeoutMs === undefined || (Number.isInteger(timeoutMs) && Number(timeoutMs) > 0 && Number(timeoutMs) <= MAX_TIMER_MS)) return;
  throw new OptionsInvalid(`\`timeoutMs\` must be a whole number from 1 to ${String(MAX_TIMER_MS)}`);
}

/** @throws {@link OptionsInvalid} that names the option which cannot be used; for callers without types. */
export function checkOptions(options: VerifyResultOptions): void {
  requireOptions(options);
  const expected = options.enrollmentIdentifier === undefined ? 'sessionId' : 'enrollmentIdentifier';
  for (const name of ['issuer', 'clientId', expected] as const) {
    if (typeof options[name] !== 'string' || options[name] === '')
      throw new OptionsInvalid(`\`${name}\` is ${options[name] === '' ? 'empty' : typeof options[name]}, expected ${meanings[name]}`);
  }
  if (expected === 'enrollmentIdentifier' && (options.sessionId as unknown) !== undefined) {
    throw new OptionsInvalid('Give `sessionId` or `enrollmentIdentifier`, not both');
  }
  const nonce: unknown = options.nonce;
  if (nonce !== null && (typeof nonce !== 'string' || nonce === '')) {
    throw new OptionsInvalid("`nonce` must be the session's nonce, or null for a session that was made without one");
  }
  const { minimumMatchLevel, timeoutMs, keysMaxAgeMs, userIdentifier, algorithms, now } = options;
  if (minimumMatchLevel !== undefined && !matchLevels.includes(minimumMatchLevel)) {
    throw new OptionsInvalid('`minimumMatchLevel` must be 1, 2, 3, 4 or 5');
  }
  if (userIdentifier !== undefined && (typeof userIdentifier !== 'string' || userIdentifier === '')) {
    throw new OptionsInvalid('`userIdentifier` must be a string that is not empty, or left out');
  }
  if (algorithms !== undefined && !isAlgorithms(algorithms)) {
    throw new OptionsInvalid(`\`algorithms\` must be an array of one or more of ${signingAlgorithms.join(', ')}`);
  }
  checkTimeout(timeoutMs);
  if (keysMaxAgeMs !== undefined && !(Number.isInteger(keysMaxAgeMs) && keysMaxAgeMs > 0)) {
    throw new OptionsInvalid('`keysMaxAgeMs` must be a whole number above 0');
  }
  if (options.allowTest !== undefined && typeof (options.allowTest as unknown) !== 'boolean')
    throw new OptionsInvalid('`allowTest` must be true or false, or left out');
  const store = options.replayStore as { readonly claim?: unknown } | null | undefined;
  if (store !== undefined && typeof store?.claim !== 'function') {
    throw new OptionsInvalid('`replayStore` must be an object with the function `claim`, or left out');
  }
  requireClock(now);
}

/** @throws {@link OptionsInvalid} */
function requireClock(now: unknown): void {
  if (now !== undefined && typeof now !== 'function') throw new OptionsInvalid('`now` must be a function that returns a Date');
}

/**
 * The time in seconds since 1970.
 * @throws {@link OptionsInvalid} if `now` is no function that returns a valid Date
 */
export function secondsNow({ now = () => new Date() }: Pick<VerifyOptions, 'now'>): number {
  requireClock(now);
  const date: unknown = now();
  const milliseconds = date instanceof Date ? date.getTime() : NaN;
  if (!Number.isFinite(milliseconds)) throw new OptionsInvalid('`now` must return a valid Date');
  return Math.floor(milliseconds / 1000);
}

function isAlgorithms(value: unknown): value is readonly SigningAlgorithm[] {
  return Array.isArray(value) && value.length > 0 && value.every((algorithm) => signingAlgorithms.includes(algorithm as SigningAlgorithm));
}
