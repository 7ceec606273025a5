import { cameraEvidencePolicies, gestureCounts, livenessPolicies, parseDeviceRules } from '@face-session/liveness';
import {
  deviceRiskConsequences,
  deviceRuleSubjects,
  gesturePairs,
  lightChallenges,
  matchLevels,
  MAX_ATTEMPTS,
  signedCaptureModes,
} from '@face-session/protocol';
import { centreModes } from '../population/centre-mode.js';
import type { ClientPolicy } from '../store/client-store.js';

/** What a rule of a client can be set to, where it is one value. */
type RuleChoice = string | number | boolean;

/** A rule of a client: what it can be, and how the command line names it. */
interface ClientRule {
  /** Name of the option of `client set`. */
  readonly option: string;
  /** What it is for, where the option does not say it. */
  readonly help?: string;
  readonly choices: readonly RuleChoice[];
  /** The things of which each can have one of the choices; without them the rule is one choice. */
  readonly parts?: readonly string[];
  /** The word with which the command line gives a client the rule of the service again. */
  readonly unset?: string;
}

const truth = [true, false] as const;

/**
 * Every rule that an operator can set for a client. The command line reads its options from here, and the console makes its form of it: a rule that is added to
 * `ClientPolicy` needs one entry here, and its name in the texts of the console.
 */
export const clientRules = {
  livenessPolicy: { option: 'liveness-policy', choices: livenessPolicies },
  gestureCount: { option: 'gesture-count', choices: gestureCounts },
  minimumMatchLevel: { option: 'minimum-match-level', choices: matchLevels },
  maxAttempts: { option: 'max-attempts', choices: Array.from({ length: MAX_ATTEMPTS }, (_, index) => index + 1) },
  cameraEvidence: {
    option: 'camera-evidence',
    choices: cameraEvidencePolicies,
    help: 'what evidence against a camera may do, see docs/liveness.md',
  },
  lightChallenge: { option: 'light-challenge', choices: lightChallenges, help: 'not measured on people yet, see docs/light-challenge.md' },
  excludedGesture: { option: 'exclude-gesture', choices: gesturePairs, unset: 'none' },
  allowClosedEyes: { option: 'allow-closed-eyes', choices: truth },
  centre: { option: 'centre', choices: centreModes, unset: 'service', help: 'the centre for match levels, see docs/accuracy.md' },
  signedCapture: {
    option: 'signed-capture',
    choices: signedCaptureModes,
    help: 'whether captures without a key are accepted, see docs/security.md',
  },
  deviceRules: {
    option: 'device-risks',
    choices: deviceRiskConsequences,
    parts: deviceRuleSubjects,
    help: 'what follows from risks of a device, such as bot=gestures,rooted=refuse, see docs/security.md',
  },
  traceEvents: { option: 'trace-events', choices: truth, help: 'whether the capture reports the steps of sessions' },
  review: { option: 'review', choices: truth, help: 'whether doubtful sessions wait for a reviewer in the console' },
} as const satisfies Readonly<Record<keyof ClientPolicy, ClientRule>>;

/** Name of a rule of a client. */
export type ClientRuleName = keyof typeof clientRules;

/** The names of the rules, as {@link clientRules} has them. */
export const clientRuleNames = Object.keys(clientRules) as readonly ClientRuleName[];

/** What a rule is, without the types of its choices. */
export const ruleNamed = (name: ClientRuleName): ClientRule => clientRules[name];

/**
 * Reads a rule as an operator writes it on the command line.
 * @returns its value, undefined for that of the service; null if the rule cannot be that
 */
export function readRule(name: ClientRuleName, text: string): ClientPolicy[ClientRuleName] | null {
  const { choices, parts, unset } = ruleNamed(name);
  if (text === unset) return undefined;
  // Only device risks have parts.
  if (parts) return parseDeviceRules(text);
  return (choices.find((choice) => String(choice) === text) as ClientPolicy[ClientRuleName]) ?? null;
}

/** What a rule can be on the command line, in words. */
export function choicesInWords(name: ClientRuleName): string {
  const { choices, parts, unset } = ruleNamed(name);
  if (parts)
    return `none, or rules of ${parts.join(', ')}: each ${choices.join(', ')}, such as ${String(parts[0])}=${String(choices.at(-1))}`;
  return `one of ${[...choices, ...(unset === undefined ? [] : [unset])].join(', ')}`;
}

/** Whether a rule can be a value that was read from JSON; null is the rule of the service. */
export function isRuleValue(name: ClientRuleName, value: unknown): boolean {
  const { choices, parts } = ruleNamed(name);
  const isChoice = (one: unknown): boolean => choices.some((choice) => choice === one);
  if (value === null) return true;
  if (!parts) return isChoice(value);
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.entries(value).every(([part, choice]) => parts.includes(part) && isChoice(choice));
}
