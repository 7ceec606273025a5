import type { VisitorName } from '@face-session/attacks';
import {
  shareOf,
  type LivenessReport,
  type MovedPhotosReport,
  type Outcomes,
  type Share,
  type SpeciesReport,
} from '@face-session/evaluate';
import { cameraEvidencePolicies, livenessPolicies, type LivenessPolicy } from '@face-session/liveness';
import { attackKinds } from './attack-kinds.js';
import { attemptsPassed, injectionPassed, sessionsPassed } from './figures.js';
import { defaultSetting, nameOfSetting, otherSettings, sessionsUnder, settingVisitors } from './client-settings.js';
import type { SessionEnd } from './sessions.js';

/** What docs/liveness.md says of real recordings. `plot` is a file beside it. */
export function livenessMarkdown(real: LivenessReport, plot: string): string {
  return [
    '## Real people, prints and screens',
    '',
    ...real.species.flatMap(describeSpecies),
    `![Median spoof scores of real bursts and attacks](${plot})`,
    '',
    ...(real.unreadable.length === 0 ? [] : ['Not read:', '', ...real.unreadable.map(({ path, reason }) => `- ${path}: ${reason}`), '']),
    ...describeClips(real),
    ...describeViews(real),
    ...describeMovementRule(real),
  ].join('\n');
}

/** What docs/liveness.md says of simulated sessions; of visitors that were not played it says so. `plot` is a file beside it. */
export function simulatedMarkdown(ends: readonly SessionEnd[], plot: string): string {
  return [
    '## Simulated people and attackers',
    '',
    'Shares that pass, match included. Three attempts to a session; `active` asks for two gestures.',
    '',
    '| living person | passive | adaptive | active |',
    '|---|---|---|---|',
    `| attempts that pass | ${livenessPolicies.map((policy) => show(attemptsPassed(ends, 'genuine', policy))).join(' | ')} |`,
    '',
    '| attacker | attempts, active | sessions, passive | sessions, adaptive | sessions, active | what caught it |',
    '|---|---|---|---|---|---|',
    ...Object.values(attackKinds)
      .flat()
      .map((visitor) => describeAttacker(visitor, ends)),
    '',
    `![Sessions that succeed, by attacker and policy](${plot})`,
  ].join('\n');
}

/** What docs/liveness.md says of pictures in the place of a camera's, by what evidence against the camera may do. */
export function injectionsMarkdown(ends: readonly SessionEnd[]): string {
  return [
    '## Injected pictures by the policy of camera evidence',
    '',
    'The share that passes, match included. Three attempts to a session; `active` asks for two gestures.',
    '',
    '| who | camera evidence | attempts, adaptive | attempts, active | sessions, passive | sessions, adaptive | sessions, active |',
    '|---|---|---|---|---|---|---|',
    ...(['genuine', ...attackKinds.injection] as const).flatMap((visitor) =>
      cameraEvidencePolicies.map((evidence) => {
        const by = (policy: LivenessPolicy) => injectionPassed(ends, visitor, evidence, policy);
        const cells = [by('adaptive').attempts, by('active').attempts, ...livenessPolicies.map((policy) => by(policy).sessions)];
        return `| ${visitor} | ${evidence} | ${cells.map(show).join(' | ')} |`;
      }),
    ),
    '',
  ].join('\n');
}

/** What docs/liveness.md says of stills that are moved, under each setting of a client, beside the living. */
export function settingsMarkdown(ends: readonly SessionEnd[]): string {
  return [
    '## Moved stills by the settings of a client',
    '',
    'The share that passes. Three attempts to a session; `active` draws as many gestures as the row says, `adaptive` only after doubt.',
    '',
    '| who | sequence | attempts, adaptive | attempts, active | sessions, adaptive | sessions, active |',
    '|---|---|---|---|---|---|',
    ...[defaultSetting, ...otherSettings].flatMap((setting) => {
      const group = sessionsUnder(setting, ends);
      return settingVisitors.map((visitor) => {
        const cells = [
          attemptsPassed(group, visitor, 'adaptive'),
          attemptsPassed(group, visitor, 'active'),
          sessionsPassed(group, visitor, 'adaptive'),
          sessionsPassed(group, visitor, 'active'),
        ];
        return `| ${visitor} | ${nameOfSetting(setting)} | ${cells.map(show).join(' | ')} |`;
      });
    }),
    '',
  ].join('\n');
}

type EerLevel = keyof SpeciesReport['eer'];

const EER_LEVELS: Record<EerLevel, string> = {
  frames: 'all frames with a face',
  onePersonFrames: 'frames that show one person, however far or turned',
  usableFrames: 'usable frames',
  bursts: 'medians of usable bursts, by which the service judges',
};

function describeSpecies(report: SpeciesReport): string[] {
  const { set, species, apcer, bpcer, frameLevel, recordingLevel, apnrr, bpnrr, eer, baseline, verdicts, recordings } = report;
  return [
    `### ${set}: ${species} (${String(recordings.attack)} recordings) against real (${String(recordings.real)})`,
    '',
    '| | attacks | real |',
    '|---|---|---|',
    `| bursts wrong by the spoof score (APCER, BPCER) | ${show(apcer)} | ${show(bpcer)} |`,
    `| the same, net asked once (the baseline) | ${show(baseline.apcer)} | ${show(baseline.bpcer)} |`,
    `| single usable frames | ${show(frameLevel.apcer)} | ${show(frameLevel.bpcer)} |`,
    `| recordings, by the best of their bursts | ${show(recordingLevel.apcer)} | ${show(recordingLevel.bpcer)} |`,
    `| unusable bursts (APNRR, BPNRR); never accepted | ${show(apnrr)} | ${show(bpnrr)} |`,
    ...(verdicts === null
      ? []
      : [
          `| bursts by all checks: live, doubtful, attack | ${Object.values(verdicts.attack).join(', ')} | ${Object.values(verdicts.real).join(', ')} |`,
        ]),
    '',
    '| equal error rate of the score | net asked once (the baseline) | as the service asks |',
    '|---|---|---|',
    ...Object.entries(EER_LEVELS).map(
      ([level, name]) => `| ${name} | ${percent(baseline.eer[level as EerLevel])} | ${percent(eer[level as EerLevel])} |`,
    ),
    '',
  ];
}

/** What docs/liveness.md says of real photos that a script moves. */
export function movedPhotosMarkdown({ people, skipped, rows }: MovedPhotosReport): string {
  const measured = rows.filter(({ bursts }) => bursts > 0);
  const sum = (count: (row: (typeof rows)[number]) => number) => measured.reduce((total, row) => total + count(row), 0);
  const bursts = sum((row) => row.bursts);
  const landmarkRule = sum((row) => row.landmarkRule.passed);
  return [
    '## Real photos that a script moves',
    '',
    `One photo each of ${String(people)} people, moved as a whole, against the template of the same photo. None is among the ${String(skipped)} whose photos the thresholds were chosen on. Passed, challenged, failed; then the share that passes.`,
    '',
    '| photo | through | passive | adaptive | active | adaptive, passed | by landmarks alone, passed |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(({ motion, medium, bursts: of, outcomes, landmarkRule: earlier, notMeasured }) =>
      of === 0
        ? `| ${motion} | ${medium} | not measured: ${notMeasured ?? 'no photos'} | | | | |`
        : `| ${motion} | ${medium} | ${livenessPolicies.map((policy) => counts(outcomes[policy])).join(' | ')} | ${show(shareOf(outcomes.adaptive.passed, of))} | ${show(shareOf(earlier.passed, of))} |`,
    ),
    ...(bursts === 0
      ? []
      : [
          `| all | | ${livenessPolicies
            .map((policy) =>
              show(
                shareOf(
                  sum((row) => row.outcomes[policy].passed),
                  bursts,
                ),
              ),
            )
            .join(' | ')} | | ${show(shareOf(landmarkRule, bursts))} |`,
        ]),
    '',
  ].join('\n');
}

/** How often the net is asked once, and what that changes. */
function describeViews({ clearFrames, sameByBothViews }: LivenessReport): string[] {
  return [
    '| | |',
    '|---|---|',
    `| frames of living people that are clear at first sight | ${show(clearFrames.real)} |`,
    `| frames of attacks that are | ${show(clearFrames.attack)} |`,
    `| bursts with the same verdict if every frame is shown in the mirror too | ${show(sameByBothViews)} |`,
    '',
  ];
}

/** Living people's bursts by both movement rules: what the new one costs. */
function describeMovementRule({ bursts, burstsByLandmarks }: LivenessReport): string[] {
  const living = bursts.flatMap((burst, index) => (burst.recording.label === 'real' ? [{ burst, earlier: burstsByLandmarks[index] }] : []));
  if (living.length === 0) return [];
  const nameOf = ({ recording }: (typeof bursts)[number]) => (recording.isClip ? recording.path : `${recording.set}: pictures`);
  const names = [...new Set(living.map(({ burst }) => nameOf(burst)))];
  return [
    '## Living people by both movement rules',
    '',
    'Under `adaptive`: passed, challenged, failed. The earlier rule took any movement of the landmarks for life.',
    '',
    '| recording | bursts | earlier rule | rule as it is | challenged, change in points |',
    '|---|---|---|---|---|',
    ...names.map((name) => {
      const group = living.filter(({ burst }) => nameOf(burst) === name);
      const now = tally(group.map(({ burst }) => burst.decision.outcome));
      const before = tally(group.flatMap(({ earlier }) => (earlier ? [earlier.decision.outcome] : [])));
      const points = (100 * (now.challenged - before.challenged)) / group.length;
      return `| ${name} | ${String(group.length)} | ${counts(before)} | ${counts(now)} | ${points.toFixed(1)} |`;
    }),
    '',
  ];
}

function tally(outcomes: readonly (keyof Outcomes)[]): Outcomes {
  const count = (wanted: keyof Outcomes) => outcomes.filter((outcome) => outcome === wanted).length;
  return { passed: count('passed'), challenged: count('challenged'), failed: count('failed'), light: count('light') };
}

function counts({ passed, challenged, failed }: Outcomes): string {
  return `${String(passed)}, ${String(challenged)}, ${String(failed)}`;
}

function describeClips(real: LivenessReport): string[] {
  const clips = new Map<string, { label: string; total: number; live: number; doubtful: number }>();
  for (const { recording, decision } of real.bursts.filter((burst) => burst.recording.isClip)) {
    const clip = clips.get(recording.path) ?? { label: recording.label, total: 0, live: 0, doubtful: 0 };
    clip.total++;
    if (decision.verdict === 'live') clip.live++;
    if (decision.verdict === 'doubtful') clip.doubtful++;
    clips.set(recording.path, clip);
  }
  if (clips.size === 0) return [];
  return [
    '| clip | label | bursts | live | doubtful | attack |',
    '|---|---|---|---|---|---|',
    ...[...clips].map(
      ([path, { label, total, live, doubtful }]) =>
        `| ${path} | ${label} | ${String(total)} | ${String(live)} | ${String(doubtful)} | ${String(total - live - doubtful)} |`,
    ),
    '',
  ];
}

function describeAttacker(visitor: VisitorName, ends: readonly SessionEnd[]): string {
  const attempts = ends.filter((end) => end.visitor === visitor).flatMap((end) => end.attempts);
  const caught = new Map<string, number>();
  for (const { caughtBy } of attempts) for (const check of caughtBy) caught.set(check, (caught.get(check) ?? 0) + 1);
  const checks = [...caught].sort((a, b) => b[1] - a[1]).map(([check, count]) => `${check} ${percent(count / attempts.length, 0)}`);
  const cells = [attemptsPassed(ends, visitor, 'active'), ...livenessPolicies.map((policy) => sessionsPassed(ends, visitor, policy))];
  return `| ${visitor} | ${cells.map(show).join(' | ')} | ${checks.slice(0, 4).join(', ')} |`;
}

/** `0 of 90 (0 %, 0-4.1 %)`: count, number, rate, 95 % interval. */
function show({ count, of, rate, low, high }: Share): string {
  if (of === 0) return 'not measured';
  return `${String(count)} of ${String(of)} (${percent(rate)}; ${(100 * low).toFixed(1)}-${percent(high)})`;
}

function percent(rate: number, digits = 1): string {
  return Number.isFinite(rate) ? `${(100 * rate).toFixed(digits)} %` : 'not measured';
}
