import { CapacitorException } from '@capacitor/core';
import type { EndFault } from '@face-session/capture';
import type { PluginCode } from './session-code.js';

/** What went wrong, as the documentation of the reference shows it. */
export interface UqudoPluginErrorBody {
  readonly code: PluginCode;
  readonly message: string | null;
  /** Absent for errors of the plugin's own arguments. */
  readonly task?: 'FACE';
  /** The signed partial result (compact JWS), if it was asked for and an attempt had failed. */
  readonly data?: string;
}

/**
 * The `code` of a rejection, in both readings of the reference's integrators at once: `JSON.parse(error.code).code`, as the published
 * plugin has it, and `error.code == 'USER_CANCEL'`, as its documentation shows.
 *
 * A string object: as a string (also `String(code)`, `code.includes('USER_CANCEL')`, `JSON.stringify(error)`) it is the JSON; compared
 * loosely it is the plain code; and it has the fields of the decoded object. `===` and `switch` cannot see through an object: use
 * `error.reason` with those.
 */
export class UqudoPluginErrorCode extends String {
  readonly code: PluginCode;
  readonly message: string | null;
  readonly task?: 'FACE';
  readonly data?: string;

  constructor(body: UqudoPluginErrorBody) {
    super(JSON.stringify(body));
    this.code = body.code;
    this.message = body.message;
    if (body.task !== undefined) this.task = body.task;
    if (body.data !== undefined) this.data = body.data;
  }

  [Symbol.toPrimitive](hint: 'string' | 'number' | 'default'): string {
    return hint === 'default' ? this.code : this.toString();
  }
}

/** The rejection of `faceSession` and of every flow that is not supported. A `CapacitorException`, as the published plugin rejects with. */
export interface UqudoPluginError extends Omit<CapacitorException, 'code' | 'data' | 'message'> {
  /** See {@link UqudoPluginErrorCode}. */
  readonly code: UqudoPluginErrorCode;
  /** The plain code: `switch` over this one. */
  readonly reason: PluginCode;
  /** What went wrong, more finely than the code: see docs/troubleshooting.md. Undefined if the person left or did not match. */
  readonly fault?: EndFault;
  readonly message: string;
  readonly task?: 'FACE';
  readonly data?: string;
}

/**
 * Makes the error object of a rejection.
 * @param cause what was thrown
 * @param fault what went wrong, more finely than the code
 */
export function uqudoPluginError(body: UqudoPluginErrorBody, cause?: unknown, fault?: EndFault): UqudoPluginError {
  const error = new CapacitorException(body.message ?? '');
  const fields = {
    code: new UqudoPluginErrorCode(body),
    reason: body.code,
    ...(fault === undefined ? {} : { fault }),
    ...(body.task === undefined ? {} : { task: body.task }),
    ...(body.data === undefined ? {} : { data: body.data }),
  };
  const inner = cause instanceof Error ? ((cause as { cause?: unknown }).cause ?? cause) : cause;
  if (inner !== undefined) (error as { cause?: unknown }).cause = inner;
  return Object.assign(error as Omit<CapacitorException, 'code' | 'data'>, fields);
}
