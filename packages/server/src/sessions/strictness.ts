import { strictestPolicy, type GestureCount, type LivenessPolicy } from '@face-session/liveness';
import type { MatchLevel, OpenAttemptRequest } from '@face-session/protocol';
import type { Config } from '../config.js';
import type { ClientPolicy } from '../store/client-store.js';

type Wishes = Pick<OpenAttemptRequest, 'activeLiveness' | 'maxAttempts' | 'minimumMatchLevel'>;
type Floor = Pick<Config, 'livenessPolicy' | 'gestureCount' | 'maxAttempts' | 'minimumMatchLevel'>;

/** The rules of an attempt. */
export interface Strictness {
  readonly livenessPolicy: LivenessPolicy;
  readonly gestureCount: GestureCount;
  readonly minimumMatchLevel: MatchLevel;
  readonly maxAttempts: number;
}

/** The strictest of what the service, the client and the app ask for: nobody can ask for less than another. */
export function strictestOf(service: Floor, client: ClientPolicy, wishes: Wishes): Strictness {
  return {
    livenessPolicy: strictestPolicy(
      service.livenessPolicy,
      client.livenessPolicy ?? 'passive',
      wishes.activeLiveness === true ? 'active' : 'passive',
    ),
    gestureCount: Math.max(service.gestureCount, client.gestureCount ?? 1) as GestureCount,
    minimumMatchLevel: Math.max(service.minimumMatchLevel, client.minimumMatchLevel ?? 1, wishes.minimumMatchLevel ?? 1) as MatchLevel,
    maxAttempts: Math.max(1, Math.min(service.maxAttempts, client.maxAttempts ?? Infinity, wishes.maxAttempts ?? Infinity)),
  };
}
