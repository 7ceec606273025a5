import type { Limits } from '../config.js';

/** A rate per minute: the setting with its number, and what it is counted for. */
interface RateDefinition {
  readonly setting: keyof Limits;
  readonly per: 'client' | 'session' | 'address' | 'address and client';
}

/** All that is counted by the minute; the names are part of the keys in the store. */
export const rates = {
  authentication: { setting: 'authenticationFailuresPerMinute', per: 'address and client' },
  token: { setting: 'tokensPerMinute', per: 'client' },
  photo: { setting: 'photosPerMinute', per: 'client' },
  attempt: { setting: 'attemptCallsPerMinute', per: 'session' },
  unknown: { setting: 'unknownIdentifiersPerMinute', per: 'address' },
  'trace-event': { setting: 'traceEventsPerMinute', per: 'client' },
} as const satisfies Record<string, RateDefinition>;

export type RateName = keyof typeof rates;

/** Rates of whole calls: counted before the body is read. */
export type CallRate = Exclude<RateName, 'authentication' | 'unknown'>;
