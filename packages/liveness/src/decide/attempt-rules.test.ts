import { gesturePairs, lightChallenges, type GesturePair } from '@face-session/protocol';
import { openAttemptRequestSchema } from '@face-session/protocol/schemas';
import { describe, expect, it } from 'vitest';
import { challengeOf, gestureCounts, gestureSequences, MIN_SEQUENCES } from '../draw-gestures.js';
import { livenessPolicies } from '../policy.js';
import {
  attemptRules,
  withoutGesture,
  type AttemptRules,
  type AttemptWishes,
  type ClientRules,
  type ServiceRules,
} from './attempt-rules.js';

const service: ServiceRules = { livenessPolicy: 'adaptive', gestureCount: 2, minimumMatchLevel: 3, maxAttempts: 3 };
const rulesOf = (wishes: AttemptWishes, client: ClientRules = {}, floor: ServiceRules = service) => attemptRules(floor, client, wishes);

/** Every value of every field of the opening call that a rule depends on; with what else an app can send, nothing depends on it. */
const wishes: { readonly [Name in keyof Required<AttemptWishes>]: readonly AttemptWishes[Name][] } = {
  minimumMatchLevel: [1, 2, 3, 4, 5],
  maxAttempts: [1, 2, 3],
  allowClosedEyes: [true, false],
  activeLiveness: [true, false],
  excludedGesture: gesturePairs,
  lightChallenge: lightChallenges,
  showsLight: [true],
};

const clients: readonly ClientRules[] = [
  {},
  { livenessPolicy: 'passive', gestureCount: 1, minimumMatchLevel: 2, maxAttempts: 3 },
  { livenessPolicy: 'active', gestureCount: 3, minimumMatchLevel: 5, maxAttempts: 1 },
  { lightChallenge: 'require' },
  { excludedGesture: 'FACE_TURN' },
  { excludedGesture: 'FACE_TILT' },
];

function sequencesOf({ gestureCount, excludedGestures }: AttemptRules): string[][] {
  const challenge = challengeOf(gestureCount, excludedGestures);
  if (challenge === null) throw new Error('No challenge');
  return gestureSequences(challenge);
}

/** What makes one set of rules at least as strict as another. */
function expectAtLeastAsStrict(rules: AttemptRules, floor: AttemptRules): void {
  expect(livenessPolicies.indexOf(rules.livenessPolicy)).toBeGreaterThanOrEqual(livenessPolicies.indexOf(floor.livenessPolicy));
  expect(rules.minimumMatchLevel).toBeGreaterThanOrEqual(floor.minimumMatchLevel);
  expect(rules.maxAttempts).toBeLessThanOrEqual(floor.maxAttempts);
  expect(rules.gestureCount).toBeGreaterThanOrEqual(floor.gestureCount);
  expect(lightChallenges.indexOf(rules.lightChallenge)).toBeGreaterThanOrEqual(lightChallenges.indexOf(floor.lightChallenge));
  expect(rules.allowClosedEyes && !floor.allowClosedEyes).toBe(false);
  const [sequences, without] = [sequencesOf(rules), sequencesOf(floor)];
  expect(sequences.length).toBeGreaterThanOrEqual(Math.min(18, without.length));
  // A turn decides where one did before: an app cannot put a nod in its place.
  const turns = (all: string[][]) => all.every((sequence) => sequence.some((gesture) => gesture.startsWith('TURN')));
  expect(turns(sequences)).toBe(turns(without));
}

describe('No wish of the app', () => {
  it('is forgotten in the table of this test', () => {
    const judged = Object.keys(openAttemptRequestSchema.shape).filter(
      (name) => !['camera', 'captureKey', 'device', 'attestationKeyId', 'obfuscationType'].includes(name),
    );
    expect(Object.keys(wishes).sort()).toEqual(judged.sort());
  });

  const cases = Object.entries(wishes).flatMap(([name, values]) => values.map((value) => [name, value] as const));
  it.each(cases)('makes a rule more lenient: %s %j', (name, value) => {
    for (const client of clients) {
      for (const livenessPolicy of livenessPolicies) {
        for (const gestureCount of gestureCounts) {
          const floor = { ...service, livenessPolicy, gestureCount };
          expectAtLeastAsStrict(rulesOf({ [name]: value }, client, floor), rulesOf({}, client, floor));
        }
      }
    }
  });

  it('makes a rule more lenient together with the others', () => {
    const all: AttemptWishes = {
      minimumMatchLevel: 1,
      maxAttempts: 3,
      allowClosedEyes: true,
      activeLiveness: false,
      excludedGesture: 'FACE_TURN',
    };
    for (const client of clients) expectAtLeastAsStrict(rulesOf(all, client), rulesOf({}, client));
  });
});

describe('A wish for less', () => {
  it.each<[AttemptWishes, ClientRules, AttemptRules['excludedGestures'], AttemptRules['declinedWishes']]>([
    [{ excludedGesture: 'FACE_TURN' }, {}, [], ['excludedGesture']],
    [{ excludedGesture: 'FACE_TURN' }, { excludedGesture: 'FACE_TURN' }, ['FACE_TURN'], []],
    [{ excludedGesture: 'FACE_TURN' }, { excludedGesture: 'FACE_TILT' }, ['FACE_TILT'], ['excludedGesture']],
    [{ excludedGesture: 'FACE_TILT' }, {}, ['FACE_TILT'], []],
    [{ excludedGesture: 'FACE_MOVE' }, {}, ['FACE_MOVE'], []],
    [{ excludedGesture: 'FACE_MOVE' }, { excludedGesture: 'FACE_TILT' }, ['FACE_TILT'], ['excludedGesture']],
    [{ excludedGesture: 'FACE_TILT' }, { excludedGesture: 'FACE_TURN' }, ['FACE_TURN'], ['excludedGesture']],
    [{}, { excludedGesture: 'FACE_TURN' }, ['FACE_TURN'], []],
    [{ allowClosedEyes: true }, {}, [], ['allowClosedEyes']],
    [{ allowClosedEyes: true }, { allowClosedEyes: true }, [], []],
    [{ allowClosedEyes: true, excludedGesture: 'FACE_TURN' }, {}, [], ['excludedGesture', 'allowClosedEyes']],
  ])('%j of a client with %j leaves out %j and declines %j', (wish, client, excluded, declined) => {
    expect(rulesOf(wish, client)).toMatchObject({ excludedGestures: excluded, declinedWishes: declined });
  });

  it('accepts closed eyes only where both client and app do', () => {
    expect(rulesOf({}, { allowClosedEyes: true }).allowClosedEyes).toBe(false);
    expect(rulesOf({ allowClosedEyes: true }, { allowClosedEyes: true }).allowClosedEyes).toBe(true);
  });
});

describe('The rules without a gesture that the person cannot do', () => {
  it.each<[ClientRules, GesturePair, AttemptRules['excludedGestures'] | null]>([
    [{}, 'FACE_TURN', ['FACE_TURN']],
    [{}, 'FACE_TILT', ['FACE_TILT']],
    [{}, 'FACE_MOVE', ['FACE_MOVE']],
    [{ excludedGesture: 'FACE_TURN' }, 'FACE_TURN', ['FACE_TURN']],
    [{ excludedGesture: 'FACE_TURN' }, 'FACE_TILT', null],
    [{ excludedGesture: 'FACE_TILT' }, 'FACE_MOVE', null],
  ])('of a client with %j, %s, leave out %j', (client, pair, excluded) => {
    expect(withoutGesture(rulesOf({}, client), pair)?.excludedGestures ?? null).toEqual(excluded);
  });

  it('draw from no fewer sequences than the rules with it', () => {
    const rules = withoutGesture(rulesOf({}, {}), 'FACE_TURN')!;
    expect(gestureSequences(challengeOf(rules.gestureCount, rules.excludedGestures)!).length).toBeGreaterThanOrEqual(MIN_SEQUENCES);
  });
});

describe('The rules of an attempt', () => {
  it.each<[Partial<ServiceRules>, ClientRules, AttemptWishes, Partial<AttemptRules>]>([
    [{}, {}, {}, { livenessPolicy: 'adaptive', gestureCount: 2, minimumMatchLevel: 3, maxAttempts: 3 }],
    [{}, { livenessPolicy: 'active' }, { activeLiveness: false }, { livenessPolicy: 'active' }],
    [{ livenessPolicy: 'passive' }, {}, { activeLiveness: true }, { livenessPolicy: 'active' }],
    [{ gestureCount: 1 }, { gestureCount: 3 }, {}, { gestureCount: 3 }],
    [{}, { minimumMatchLevel: 4 }, { minimumMatchLevel: 5 }, { minimumMatchLevel: 5 }],
    [{}, { maxAttempts: 2 }, { maxAttempts: 1 }, { maxAttempts: 1 }],
    [{}, {}, {}, { lightChallenge: 'off', showsLight: false }],
    [{ lightChallenge: 'require' }, {}, { lightChallenge: 'off' }, { lightChallenge: 'require' }],
    [{ lightChallenge: 'offer' }, { lightChallenge: 'require' }, {}, { lightChallenge: 'require' }],
    [{}, {}, { lightChallenge: 'offer' }, { lightChallenge: 'offer' }],
  ])('of %j, %j and %j are the strictest', (floor, client, wish, expected) => {
    expect(rulesOf(wish, client, { ...service, ...floor })).toMatchObject(expected);
  });
});
