import { allowedAttempts, oneOf, type CaptureOptions } from '@face-session/capture';
import { matchLevels, type MatchLevel } from '@face-session/protocol';
import type { AccountRecoveryConfiguration } from './account-recovery-configuration.js';
import { AppearanceMode, LivenessGesture, ObfuscationType } from './enums.js';
import type { FaceSessionConfiguration } from './face-session-configuration.js';

/** What the plugin itself does with a configuration, beside what it asks the capture for. */
export interface FaceSessionRequest extends CaptureOptions {
  readonly isRootedDeviceAllowed: boolean;
  readonly isSecuredWindowsDisabled: boolean;
}

/** An argument of the plugin that is not what it should be. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/**
 * What the capture is asked for by a configuration that came over the wire as JSON.
 * @throws ArgumentError that names the argument
 */
export function parseFaceSessionRequest(json: unknown): FaceSessionRequest {
  return requestOf(reader(parseObject(json)), 'sessionId');
}

/**
 * The same for the recovery of an account: a face session against an enrolled face. `sessionId` is the enrolment identifier, until the service has made
 * a session from it.
 * @throws ArgumentError that names the argument
 */
export function parseRecoveryRequest(json: unknown): FaceSessionRequest {
  return requestOf(reader(parseObject(json)), 'enrollmentIdentifier');
}

function requestOf(read: ReturnType<typeof reader>, identifier: 'sessionId' | 'enrollmentIdentifier'): FaceSessionRequest {
  const disableLivenessGesture = read.oneOf('disableLivenessGesture', LivenessGesture);
  return {
    token: read.required('token'),
    sessionId: read.required(identifier),
    nonce: read.text('nonce'),
    userIdentifier: read.text('userIdentifier'),
    minimumMatchLevel: read.level('minimumMatchLevel'),
    maxAttempts: read.attempts('maxAttempts'),
    allowClosedEyes: read.flag('allowClosedEyes'),
    returnDataForIncompleteSession: read.flag('isReturnDataForIncompleteSession'),
    activeLiveness: read.flag('enableActiveLiveness'),
    excludedGesture: disableLivenessGesture,
    obfuscationType: read.oneOf('obfuscationType', ObfuscationType),
    appearanceMode: read.oneOf('appearanceMode', AppearanceMode),
    isRootedDeviceAllowed: read.flag('isRootedDeviceAllowed') ?? false,
    isSecuredWindowsDisabled: read.flag('isSecuredWindowsDisabled') ?? false,
  };
}

function parseObject(json: unknown): Record<string, unknown> {
  let value: unknown;
  try {
    value = typeof json === 'string' ? JSON.parse(json) : undefined;
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null) throw new ArgumentError('The configuration is missing or not JSON of an object.');
  return value as Record<string, unknown>;
}

function reader(config: Readonly<Record<string, unknown>>) {
  type Key = keyof FaceSessionConfiguration | keyof AccountRecoveryConfiguration;
  const optional = <T>(key: Key, is: (value: unknown) => value is T, kind: string): T | undefined => {
    // Native bridges of older apps send null for what is not set.
    const value = config[key] ?? undefined;
    if (value === undefined || is(value)) return value;
    throw new ArgumentError(`${key} is not ${kind}.`);
  };
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
  const isInteger = (value: unknown): value is number => Number.isInteger(value);
  return {
    required(key: Key): string {
      const value = optional(key, isText, 'a string');
      if (!value) throw new ArgumentError(`${key} is missing.`);
      return value;
    },
    text: (key: Key) => optional(key, isText, 'a string'),
    flag: (key: Key) => optional(key, isFlag, 'true or false'),
    level: (key: Key) =>
      optional(key, (value): value is MatchLevel => (matchLevels as readonly unknown[]).includes(value), oneOf(matchLevels)),
    /** More than allowed counts as all that are; zero and less as not set. */
    attempts: (key: Key) => allowedAttempts(optional(key, isInteger, 'a whole number')),
    oneOf<T extends string>(key: Key, values: Readonly<Record<string, T>>): T | undefined {
      const names = Object.values(values);
      return optional(key, (value): value is T => (names as unknown[]).includes(value), `one of ${names.join(', ')}`);
    },
  };
}
