import {
  deviceRiskConsequences,
  deviceRuleSubjects,
  type DeviceAttestation,
  type DeviceRiskConsequence,
  type DeviceRuleSubject,
} from '@face-session/protocol';
import { evidence, type Evidence, type EvidenceOutcome } from './evidence.js';

/** What follows from each risk of a device, and from a device that nothing vouches for; what has no rule is only recorded. */
export type DeviceRules = Partial<Readonly<Record<DeviceRuleSubject, DeviceRiskConsequence>>>;

/** A device as it was measured, and what the operator's rules make of it. */
export interface JudgedDevice {
  readonly risk: DeviceAttestation['risk'];
  /** Whether an attestation of app, device and frames was verified. */
  readonly isAttested: boolean;
  readonly rules: DeviceRules;
}

const outcomeOf = { record: 'pass', gestures: 'doubtful', refuse: 'fail' } as const satisfies Record<
  DeviceRiskConsequence,
  EvidenceOutcome
>;

const strengthOf = (consequence: DeviceRiskConsequence | undefined): number => deviceRiskConsequences.indexOf(consequence ?? 'record');

/** The stricter rule for each subject. */
export function strictestDeviceRules(first: DeviceRules, second: DeviceRules): DeviceRules {
  return Object.fromEntries(
    deviceRuleSubjects.flatMap((subject) => {
      const rule = strengthOf(first[subject]) > strengthOf(second[subject]) ? first[subject] : second[subject];
      return rule ? [[subject, rule]] : [];
    }),
  );
}

/**
 * Rules as an operator writes them: `bot=gestures,rooted=refuse`, or `none`.
 * @returns null if they are not rules of known subjects
 */
export function parseDeviceRules(text: string): DeviceRules | null {
  if (text === 'none') return {};
  const rules = text.split(',').map((rule) => rule.trim().split('='));
  const areKnown = rules.every(
    ([subject, consequence, ...rest]) =>
      deviceRuleSubjects.some((known) => known === subject) &&
      deviceRiskConsequences.some((known) => known === consequence) &&
      rest.length === 0,
  );
  return areKnown ? (Object.fromEntries(rules) as DeviceRules) : null;
}

/**
 * Judges a device by the rules of the operator: its value is how many risks it has, the outcome that of the strictest rule. That nothing vouches for it counts where a
 * rule says so.
 * @returns undefined if nothing is known of the device
 */
export function judgeDevice(device: JudgedDevice | undefined): Evidence | undefined {
  if (device === undefined) return undefined;
  const { risk, rules, isAttested } = device;
  const present = deviceRuleSubjects.filter((subject) =>
    subject === 'unattested' ? !isAttested && rules.unattested !== undefined : risk[subject] === true,
  );
  const strictest = Math.max(0, ...present.map((subject) => strengthOf(rules[subject])));
  return evidence(outcomeOf[deviceRiskConsequences[strictest] ?? 'record'], present.length);
}
