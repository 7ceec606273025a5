import {
  deviceRiskConsequences,
  deviceRisks,
  type DeviceAttestation,
  type DeviceRisk,
  type DeviceRiskConsequence,
} from '@face-session/protocol';
import { evidence, type Evidence, type EvidenceOutcome } from './evidence.js';

/** What follows from each risk of a device; a risk without a rule is only recorded. */
export type DeviceRules = Partial<Readonly<Record<DeviceRisk, DeviceRiskConsequence>>>;

/** A device as it was measured, and what the operator's rules make of it. */
export interface JudgedDevice {
  readonly risk: DeviceAttestation['risk'];
  readonly rules: DeviceRules;
}

const outcomeOf = { record: 'pass', gestures: 'doubtful', refuse: 'fail' } as const satisfies Record<
  DeviceRiskConsequence,
  EvidenceOutcome
>;

const strengthOf = (consequence: DeviceRiskConsequence | undefined): number => deviceRiskConsequences.indexOf(consequence ?? 'record');

/** The stricter rule for each risk. */
export function strictestDeviceRules(first: DeviceRules, second: DeviceRules): DeviceRules {
  return Object.fromEntries(
    deviceRisks.flatMap((risk) => {
      const rule = strengthOf(first[risk]) > strengthOf(second[risk]) ? first[risk] : second[risk];
      return rule ? [[risk, rule]] : [];
    }),
  );
}

/**
 * Rules as an operator writes them: `bot=gestures,rooted=refuse`, or `none`.
 * @returns null if they are not rules of known risks
 */
export function parseDeviceRules(text: string): DeviceRules | null {
  if (text === 'none') return {};
  const rules = text.split(',').map((rule) => rule.trim().split('='));
  const areKnown = rules.every(
    ([risk, consequence, ...rest]) =>
      deviceRisks.some((known) => known === risk) && deviceRiskConsequences.some((known) => known === consequence) && rest.length === 0,
  );
  return areKnown ? (Object.fromEntries(rules) as DeviceRules) : null;
}

/**
 * Judges a device by the rules of the operator: its value is how many risks it has, the outcome that of the strictest rule.
 * @returns undefined if nothing is known of the device
 */
export function judgeDevice(device: JudgedDevice | undefined): Evidence | undefined {
  if (device === undefined) return undefined;
  const present = deviceRisks.filter((risk) => device.risk[risk] === true);
  const strictest = Math.max(0, ...present.map((risk) => strengthOf(device.rules[risk])));
  return evidence(outcomeOf[deviceRiskConsequences[strictest] ?? 'record'], present.length);
}
