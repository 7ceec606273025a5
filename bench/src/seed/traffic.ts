import { createHash } from 'node:crypto';
import type { Findings } from '@face-session/liveness';
import type { MatchLevel, TraceEventName, TraceStatusCode } from '@face-session/protocol';
import type { AuditEntry, SessionSource, StoredTraceEvent } from '@face-session/server';
import { seededRandom, type SeededRandom } from './seeded-random.js';

/** What traffic is simulated. */
export interface TrafficOptions {
  readonly days: number;
  /** Sessions of an average day. */
  readonly sessionsPerDay: number;
  readonly seed: number;
  /** The end of the traffic, milliseconds since 1970. */
  readonly now: number;
  /** The clients, each with its share of the sessions, and whether its app reports its steps. */
  readonly clients: readonly { readonly clientId: string; readonly share: number; readonly isTraced: boolean }[];
}

/** All that one session leaves behind. */
export interface SimulatedSession {
  readonly audit: readonly AuditEntry[];
  readonly trace: readonly StoredTraceEvent[];
  readonly sources: readonly SessionSource[];
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** How busy each hour of a day is: people rise, work, and go to bed. */
const hoursOfDay = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 11, 12, 12, 11, 11, 11, 12, 13, 13, 11, 8, 5, 3];

/** How busy each day of a week is, Sunday first. */
const daysOfWeek = [0.6, 1.1, 1.15, 1.1, 1.1, 1.05, 0.7];

/** How a session goes on. The shares are made up; they resemble what is told of such services. */
const courses = [
  ['never', 7],
  ['no-camera', 1],
  ['permission', 3],
  ['dark', 3],
  ['no-face', 3],
  ['cancel', 4],
  ['attempt', 79],
] as const;

const devices = [
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
    'Linux armv81',
    26,
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-A546B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Linux armv8l',
    22,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'iPhone',
    24,
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148', 'iPhone', 14],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36', 'Win32', 6],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0', 'Win32', 2],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'MacIntel', 4],
  [
    'Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
    'Linux armv8l',
    5,
  ],
] as const;

/** Sessions, oldest first. The same options give the same sessions. No entry holds a picture or a template. */
export function* simulateTraffic({ days, sessionsPerDay, seed, now, clients }: TrafficOptions): Generator<SimulatedSession> {
  const random = seededRandom(seed);
  const first = now - days * DAY_MS;
  for (let hour = Math.floor(first / HOUR_MS) * HOUR_MS; hour < now; hour += HOUR_MS) {
    const date = new Date(hour);
    const share = (hoursOfDay[date.getUTCHours()] ?? 0) / hoursOfDay.reduce((sum, weight) => sum + weight, 0);
    const busy = share * (daysOfWeek[date.getUTCDay()] ?? 1) * (0.9 + (0.2 * (hour - first)) / (days * DAY_MS));
    const count = Math.round(random.around(sessionsPerDay * busy, sessionsPerDay * busy * 0.3));
    const moments = Array.from({ length: Math.max(0, count) }, () => hour + random.below(HOUR_MS)).sort((one, other) => one - other);
    for (const at of moments) {
      if (at < first || at >= now) continue;
      // Somebody tries a picture of a face over and over, on one evening in eight.
      const isAttack = date.getUTCHours() === 21 && Math.floor(hour / DAY_MS) % 8 === 3 && random.next() < 0.6;
      yield simulateSession(random, at, now, clients, isAttack ? `${String(Math.floor(hour / DAY_MS))}-attacker` : null);
    }
  }
}

function simulateSession(
  random: SeededRandom,
  createdAt: number,
  now: number,
  clients: TrafficOptions['clients'],
  attacker: string | null,
): SimulatedSession {
  const { clientId, isTraced } = random.pick(clients.map((client) => [client, client.share] as const));
  const sessionHash = random.hex(64);
  const userHash = random.next() < 0.85 ? random.hex(64) : undefined;
  const [deviceModel, devicePlatform] = random.pick(
    devices.map(([model, platform, weight]) => [[model, platform] as const, weight] as const),
  );
  const device = { deviceModel, devicePlatform, sdkVersion: '0.1.0', sdkType: 'FACE_SESSION' };
  const deviceIdentifier = attacker ?? random.hex(32);
  const audit: AuditEntry[] = [];
  const trace: StoredTraceEvent[] = [];
  let at = createdAt;
  const wait = (seconds: number): void => void (at += Math.round(Math.max(0.1, seconds) * 1000));
  const subject = (): { at: number; clientId: string; sessionHash: string; userHash: string | undefined } => ({
    at,
    clientId,
    sessionHash,
    userHash,
  });
  const step = (event: TraceEventName, statusCode?: TraceStatusCode): void => {
    if (!isTraced) return;
    const fields = {
      category: 'FACE_SESSION' as const,
      event,
      ...(statusCode && { status: 'FAILURE' as const, statusCode }),
      timestamp: `${new Date(at).toISOString().slice(0, 19)}Z`,
      deviceIdentifier,
    };
    trace.push({ receivedAt: at, clientId, sessionHash, fields });
  };
  audit.push({ ...subject(), event: 'session.created', details: {} });
  const course = attacker === null ? random.pick(courses) : 'attempt';
  if (course !== 'never') {
    wait(random.around(6, 5));
    step('INIT');
    wait(random.around(1.5, 1));
    step('VIEW');
  }
  const leaving = {
    'no-camera': 'CAMERA_NOT_AVAILABLE',
    permission: 'CAMERA_PERMISSION_NOT_GRANTED',
    dark: 'FACE_DARK_ENVIRONMENT_DETECTED',
    'no-face': 'FACE_INCORRECT_POSITION_DETECTED',
    cancel: 'USER_CANCEL',
  } as const;
  if (course !== 'never' && course !== 'attempt') {
    wait(random.around(9, 8));
    if (course === 'dark' || course === 'no-face') for (let index = 0; index < 3; index++) step('IN_PROGRESS', leaving[course]);
    else step('FINISH', leaving[course]);
  }
  if (course === 'attempt') {
    for (let attempt = 1; attempt <= 3; attempt++) {
      wait(random.around(7, 6));
      step('START');
      for (let index = random.below(14) + 6; index > 0; index--)
        step('IN_PROGRESS', random.next() < 0.2 ? 'FACE_INCORRECT_DISTANCE_DETECTED' : undefined);
      wait(random.around(4, 3));
      const outcome =
        attacker === null
          ? random.pick([
              ['passed', attempt === 1 ? 88 : 70],
              ['liveness', attempt === 1 ? 7 : 15],
              ['no-match', attempt === 1 ? 5 : 15],
            ] as const)
          : 'liveness';
      const findings = findingsOf(random, outcome, attacker !== null);
      const isDoubtful = findings.spoofScore?.outcome === 'doubtful' || findings.movement?.outcome === 'doubtful';
      const facts = { attempt, camera: undefined, cameraFaults: [], device, deviceRisks: undefined, centre: 'shipped' };
      const level = (
        outcome === 'no-match'
          ? 1
          : random.pick([
              [3, 8],
              [4, 22],
              [5, 70],
            ] as const)
      ) as MatchLevel;
      const gestures = isDoubtful ? (['TURN_LEFT', 'TURN_RIGHT'] as const) : undefined;
      if (isDoubtful) {
        audit.push({
          ...subject(),
          event: 'attempt.challenged',
          details: { ...facts, gestures: undefined, verdict: 'doubtful', matchLevel: level, findings },
        });
        wait(random.around(7, 4));
      }
      const decided = {
        ...facts,
        gestures,
        method: isDoubtful ? ('gestures' as const) : ('burst' as const),
        seenGestures: undefined,
        findings,
      };
      if (outcome === 'passed') {
        audit.push({ ...subject(), event: 'attempt.passed', details: { ...decided, matchLevel: level } });
        step('COMPLETE');
        step('FINISH');
        wait(random.around(1, 1));
        audit.push({ ...subject(), event: 'result.read', details: {} });
        if (random.next() < 0.4) audit.push({ ...subject(), event: 'image.read', details: {} });
        break;
      }
      const code = outcome === 'no-match' ? 'FACE_NO_MATCH' : 'FACE_LIVENESS_FAILED';
      const reason =
        outcome === 'no-match' ? 'no_match' : (Object.keys(findings).find((name) => findings[name]?.outcome === 'fail') ?? 'spoofScore');
      audit.push({
        ...subject(),
        event: 'attempt.failed',
        details: {
          ...decided,
          matchLevel: outcome === 'no-match' ? level : null,
          code,
          reason,
          gestureFault: undefined,
          declined: undefined,
        },
      });
      step('IN_PROGRESS', code);
      if (attempt < 3 && random.next() < 0.12) {
        step('FINISH', 'USER_CANCEL');
        break;
      }
    }
  }
  const done = audit.filter((entry) => entry.at < now);
  return {
    audit: done,
    trace: trace.filter((event) => event.receivedAt < now),
    sources: sourcesOf(done, sessionHash, attacker),
  };
}

/** Whoever attacks does so from one address, with the photo of one person; the others have photos of their own, and share addresses now and then. */
function sourcesOf(audit: readonly AuditEntry[], sessionHash: string, attacker: string | null): SessionSource[] {
  const last = audit.findLast(({ event }) => event === 'attempt.passed' || event === 'attempt.failed');
  if (!last) return [];
  const hashes = { address: attacker ?? sessionHash.slice(0, 4), photo: attacker ?? sessionHash };
  return (['address', 'photo'] as const).map((kind) => ({
    sessionHash,
    kind,
    hash: createHash('sha256').update(`${kind} ${hashes[kind]}`).digest('hex').slice(0, 32),
    at: last.at,
    passed: last.event === 'attempt.passed',
  }));
}

/** What the checks found, with thresholds like those shipped. */
function findingsOf(random: SeededRandom, outcome: 'passed' | 'liveness' | 'no-match', isAttack: boolean): Findings {
  const failing =
    outcome === 'liveness'
      ? isAttack
        ? 'spoofScore'
        : random.pick([
            ['spoofScore', 4],
            ['movement', 3],
            ['coverage', 2],
            ['eyesOpen', 1],
          ] as const)
      : null;
  const score = failing === 'spoofScore' ? Math.max(0, random.around(0.06, 0.1)) : Math.min(0.999, random.around(0.9, 0.16));
  const isNear = outcome === 'passed' && random.next() < 0.05;
  const spoof = isNear ? random.around(0.47, 0.04) : score;
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    oneFace: { outcome: 'pass' },
    time: { outcome: 'pass', value: 12, threshold: 8 },
    freshFrames: { outcome: 'pass' },
    movement:
      failing === 'movement'
        ? { outcome: 'fail', value: round(random.around(0.2, 0.1)), threshold: 0.5 }
        : { outcome: random.next() < 0.03 ? 'doubtful' : 'pass', value: round(random.around(0.8, 0.15)), threshold: 0.5 },
    identity: { outcome: 'pass', value: round(random.around(0.93, 0.05)), threshold: 0.6 },
    eyesOpen:
      failing === 'eyesOpen'
        ? { outcome: 'fail', value: 0.08, threshold: 0.15 }
        : { outcome: 'pass', value: round(random.around(0.31, 0.06)), threshold: 0.15 },
    coverage:
      failing === 'coverage' ? { outcome: 'fail', value: 2, threshold: 4 } : { outcome: 'pass', value: 5 + random.below(4), threshold: 4 },
    spoofScore: {
      outcome: spoof >= 0.5 ? 'pass' : spoof >= 0.2 ? 'doubtful' : 'fail',
      value: round(spoof),
      threshold: spoof >= 0.2 ? 0.5 : 0.2,
    },
  };
}
