import {
  judgeAttempt,
  loadSubjects,
  passes,
  seededRandom,
  simulateSession,
  visitors,
  type AttemptJudgement,
  type AttemptMeasures,
  type FaceStill,
  type SimulatedRules,
  type SimulatedService,
  type VisitorName,
} from '@face-session/attacks';
import { FfmpegMissingError, throughH264 } from '@face-session/evaluate';
import type { FaceEngine } from '@face-session/face';
import type { FacePool } from '@face-session/face/node';
import {
  cameraEvidencePolicies,
  compareTemplates,
  livenessPolicies,
  type CameraEvidencePolicy,
  type LivenessPolicy,
} from '@face-session/liveness';
import {
  defaultSetting,
  isSame,
  nameOfSetting,
  otherSettings,
  rulesOfSetting,
  settingVisitors,
  type ClientSetting,
} from './client-settings.js';
import { appendSession, readSessions, RECORD_FORMAT, type SessionRecord } from './session-records.js';

/** How one simulated attempt ended: under each policy, and by which checks. */
export interface AttemptEnd {
  readonly passed: Record<LivenessPolicy, boolean>;
  /** The same where evidence against the camera may do more than be recorded. */
  readonly passedWith: Record<CameraEvidencePolicy, Record<LivenessPolicy, boolean>>;
  readonly burst: 'live' | 'doubtful' | 'attack';
  readonly spoofScore: number;
  /** Checks of the burst and of the gestures that did not hold. */
  readonly caughtBy: readonly string[];
}

/** How one simulated session ended. */
export interface SessionEnd {
  readonly visitor: VisitorName;
  readonly number: number;
  readonly setting: ClientSetting;
  readonly attempts: readonly AttemptEnd[];
}

export interface SimulationOptions {
  /** Sessions of each visitor, under the default settings of a client. */
  readonly sessions: number;
  /** Sessions of each of {@link settingVisitors} under each other setting. */
  readonly settingSessions: number;
  /** Sessions already played; new ones are added, so that a long run can be broken off and taken up again. */
  readonly recordFile: string;
  /** Only these visitors. */
  readonly only?: readonly VisitorName[];
}

/** Plays sessions of every visitor, one of each in turn, so that whatever is there when it is broken off is balanced. */
export async function simulateSessions(engine: FaceEngine, pool: FacePool, options: SimulationOptions): Promise<SessionEnd[]> {
  const subjects = await loadSubjects(engine);
  const templates = await Promise.all(
    subjects.map(async ({ name, texture }) => {
      const { template } = await engine.analyse(texture, { template: true });
      if (template === undefined) throw new Error(`No template of ${name}`);
      return template;
    }),
  );
  const codec = await videoCodec();
  const names = options.only ?? (Object.keys(visitors) as VisitorName[]);
  const rulesOf = (number: number, setting: ClientSetting): SimulatedRules => ({
    gestureCount: setting.gestureCount,
    client: rulesOfSetting(setting),
    reference: templates[number % templates.length] as Float32Array,
  });
  const ends: SessionEnd[] = [];
  const judge = ({ visitor, number, setting = defaultSetting, attempts }: SessionRecord) => {
    ends.push({ visitor, number, setting, attempts: attempts.map((attempt) => endOf(attempt, rulesOf(number, setting))) });
  };
  for await (const record of readSessions(options.recordFile)) judge(record);
  const played = new Set(ends.map(nameOfSession));
  const plays = [
    ...names.map((visitor) => ({ visitor, setting: defaultSetting, sessions: options.sessions })),
    ...otherSettings.flatMap((setting) =>
      names
        .filter((visitor) => settingVisitors.includes(visitor))
        .map((visitor) => ({ visitor, setting, sessions: options.settingSessions })),
    ),
  ];
  const rounds = Math.max(...plays.map(({ sessions }) => sessions));
  for (let number = 0; number < rounds; number++) {
    for (const { visitor, setting, sessions } of plays) {
      const name = nameOfSession({ visitor, number, setting });
      if (number >= sessions || played.has(name)) continue;
      const victim = number % subjects.length;
      const attacker = otherPerson(templates, victim, number);
      const service = { ...rulesOf(number, setting), faces: pool, digests: new Set<string>(), prints: [], ...codec };
      const visit = visitors[visitor](subjects[victim] as FaceStill, subjects[attacker] as FaceStill);
      const attempts = await simulateSession(visit, service, seededRandom(name));
      const record: SessionRecord = { format: RECORD_FORMAT, visitor, number, setting, attempts: attempts.map(({ measures }) => measures) };
      await appendSession(options.recordFile, record);
      judge(record);
    }
    process.stderr.write(`\rSimulated sessions of each kind: ${String(number + 1)} of ${String(rounds)}`);
  }
  process.stderr.write('\n');
  return ends.filter(({ visitor }) => names.includes(visitor));
}

/** The codec that stills go through; without ffmpeg none, and it is said. */
async function videoCodec(): Promise<Pick<SimulatedService, 'videoCodec'>> {
  try {
    const grey = { width: 64, height: 64, channels: 3, data: new Uint8Array(64 * 64 * 3).fill(128) } as const;
    await throughH264([grey, grey]);
    return { videoCodec: throughH264 };
  } catch (error) {
    if (!(error instanceof FfmpegMissingError)) throw error;
    process.stderr.write('ffmpeg is not installed: stills that should go through a video codec are sent as they are.\n');
    return {};
  }
}

/** What seeds a session: two runs play the same. Sessions under the default settings keep the seeds of records made before there were others. */
function nameOfSession({ visitor, number, setting }: Pick<SessionEnd, 'visitor' | 'number' | 'setting'>): string {
  const name = `${visitor} ${String(number)}`;
  return isSame(setting, defaultSetting) ? name : `${name} ${nameOfSetting(setting)}`;
}

/** The group pictures show some people twice: another person is one whose face is not alike. */
const ALIKE = 0.25;

function otherPerson(templates: readonly Float32Array[], victim: number, number: number): number {
  const others = templates.flatMap((template, index) =>
    compareTemplates(template, templates[victim] as Float32Array) < ALIKE ? [index] : [],
  );
  return others[Math.floor(number / templates.length) % others.length] as number;
}

function endOf(attempt: AttemptMeasures, rules: SimulatedRules): AttemptEnd {
  const judged = Object.fromEntries(
    cameraEvidencePolicies.map((cameraEvidence) => [cameraEvidence, judgeAttempt(attempt, { ...rules, cameraEvidence })]),
  ) as Record<CameraEvidencePolicy, AttemptJudgement>;
  const decisions = judged.record;
  const { burst, gestures } = decisions.active;
  const findings = [...Object.entries(burst.findings), ...Object.entries(gestures?.findings ?? {})];
  const caughtBy = findings.filter(([, { outcome }]) => outcome !== 'pass').map(([check]) => check);
  const noMatch = burst.outcome === 'failed' && burst.code === 'FACE_NO_MATCH';
  return {
    passed: passedOf(decisions),
    passedWith: Object.fromEntries(cameraEvidencePolicies.map((policy) => [policy, passedOf(judged[policy])])) as AttemptEnd['passedWith'],
    burst: burst.verdict,
    spoofScore: Number(burst.score.toFixed(4)),
    caughtBy: [...new Set([...caughtBy, ...(noMatch ? ['match'] : [])])],
  };
}

function passedOf(decisions: AttemptJudgement): Record<LivenessPolicy, boolean> {
  return Object.fromEntries(livenessPolicies.map((policy) => [policy, passes({ decisions }, policy)])) as Record<LivenessPolicy, boolean>;
}
