import {
  lightChallenges,
  type DeclinableWish,
  type GesturePair,
  type LightChallenge,
  type MatchLevel,
  type OpenAttemptRequest,
} from '@face-session/protocol';
import { strictestCameraPolicy, type CameraEvidencePolicy } from '../judge-camera.js';
import { strictestPolicy, type LivenessPolicy } from '../policy.js';
import { challengeOf, type GestureCount } from '../draw-gestures.js';

/** What the operator sets for every attempt. */
export interface ServiceRules {
  readonly livenessPolicy: LivenessPolicy;
  /** What evidence against a camera may do; `record` unless set. */
  readonly cameraEvidence?: CameraEvidencePolicy | undefined;
  readonly gestureCount: GestureCount;
  readonly minimumMatchLevel: MatchLevel;
  readonly maxAttempts: number;
  /** `off` unless given. */
  readonly lightChallenge?: LightChallenge | undefined;
}

/** What the operator sets for one client. The first five only make the service's rules stricter; the last two are grants that no app can give itself. */
export interface ClientRules {
  readonly livenessPolicy?: LivenessPolicy | undefined;
  readonly gestureCount?: GestureCount | undefined;
  readonly minimumMatchLevel?: MatchLevel | undefined;
  readonly maxAttempts?: number | undefined;
  /** What evidence against a camera may do. Only makes the service's rule stricter. */
  readonly cameraEvidence?: CameraEvidencePolicy | undefined;
  /** Whether attempts are challenged with light. Not measured on people yet. */
  readonly lightChallenge?: LightChallenge | undefined;
  /** Pair of gestures that is never drawn for this client. Without turns, every challenge holds a nod. */
  readonly excludedGesture?: GesturePair | undefined;
  /** Whether an app may ask to accept closed eyes. */
  readonly allowClosedEyes?: boolean | undefined;
}

/** What an app asks for in its opening call. */
export type AttemptWishes = Omit<OpenAttemptRequest, 'camera' | 'captureKey' | 'device' | 'attestationKeyId' | 'obfuscationType'>;

/** The rules of one attempt. */
export interface AttemptRules {
  readonly livenessPolicy: LivenessPolicy;
  readonly cameraEvidence: CameraEvidencePolicy;
  /** Gestures of a challenge to a live burst; {@link challengeOf} raises it where fewer could be guessed. */
  readonly gestureCount: GestureCount;
  readonly minimumMatchLevel: MatchLevel;
  readonly maxAttempts: number;
  readonly lightChallenge: LightChallenge;
  /** Whether the capture can show light. */
  readonly showsLight: boolean;
  /** Pairs of gestures that are not drawn. */
  readonly excludedGestures: readonly GesturePair[];
  readonly allowClosedEyes: boolean;
  /** Wishes of the app that have no effect. */
  readonly declinedWishes: readonly DeclinableWish[];
}

/**
 * The rules of an attempt whose person cannot do the gestures of a pair: others of equal strength are drawn in their place, and a nod in place of a turn. Null if
 * the rules leave none.
 */
export function withoutGesture(rules: AttemptRules, pair: GesturePair): AttemptRules | null {
  const excludedGestures = [...new Set([...rules.excludedGestures, pair])];
  return challengeOf(rules.gestureCount, excludedGestures) === null ? null : { ...rules, excludedGestures };
}

/**
 * Returns the strictest of what service, client and app ask for. A wish of the app weakens a rule only where the client's rules grant it: closed eyes, and
 * no turns. An app may exclude tilts or moves by itself, since {@link challengeOf} then draws more gestures.
 */
export function attemptRules(service: ServiceRules, client: ClientRules, wishes: AttemptWishes): AttemptRules {
  const gestureCount = Math.max(service.gestureCount, client.gestureCount ?? 1) as GestureCount;
  const excludedByClient = client.excludedGesture === undefined ? [] : [client.excludedGesture];
  const wished = wishes.excludedGesture;
  const grantsGesture =
    wished === undefined ||
    excludedByClient.includes(wished) ||
    (wished !== 'FACE_TURN' && challengeOf(gestureCount, [...excludedByClient, wished]) !== null);
  const allowClosedEyes = wishes.allowClosedEyes === true && client.allowClosedEyes === true;
  const declinedWishes: DeclinableWish[] = [];
  if (!grantsGesture) declinedWishes.push('excludedGesture');
  if (wishes.allowClosedEyes === true && !allowClosedEyes) declinedWishes.push('allowClosedEyes');
  return {
    livenessPolicy: strictestPolicy(
      service.livenessPolicy,
      client.livenessPolicy ?? 'passive',
      wishes.activeLiveness === true ? 'active' : 'passive',
    ),
    cameraEvidence: strictestCameraPolicy(service.cameraEvidence ?? 'record', client.cameraEvidence ?? 'record'),
    gestureCount,
    minimumMatchLevel: Math.max(service.minimumMatchLevel, client.minimumMatchLevel ?? 1, wishes.minimumMatchLevel ?? 1) as MatchLevel,
    maxAttempts: Math.max(1, Math.min(service.maxAttempts, client.maxAttempts ?? Infinity, wishes.maxAttempts ?? Infinity)),
    lightChallenge: strictestLight(service.lightChallenge, client.lightChallenge, wishes.lightChallenge),
    showsLight: wishes.showsLight === true,
    excludedGestures: wished !== undefined && grantsGesture ? [...new Set([...excludedByClient, wished])] : excludedByClient,
    allowClosedEyes,
    declinedWishes,
  };
}

/** The strictest of what service, client and app ask for, as for the policy of liveness. */
function strictestLight(...asked: readonly (LightChallenge | undefined)[]): LightChallenge {
  return lightChallenges[Math.max(...asked.map((each = 'off') => lightChallenges.indexOf(each)))] ?? 'off';
}
