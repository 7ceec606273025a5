import { CapacitorException } from '@capacitor/core';
import { describe, expect, it } from 'vitest';
import { uqudoPluginError } from './uqudo-plugin-error.js';

const body = { code: 'USER_CANCEL', message: 'The user left the session.', task: 'FACE', data: 'jws' } as const;

describe('the rejection', () => {
  const error = uqudoPluginError(body);

  it('reads as the published plugin rejects: code is JSON of all', () => {
    expect(JSON.parse(error.code as unknown as string)).toEqual(body);
    expect(String(error.code)).toBe(JSON.stringify(body));
    expect(error.code.includes('USER_CANCEL')).toBe(true);
    expect(error).toBeInstanceOf(CapacitorException);
    expect(JSON.parse((JSON.parse(JSON.stringify(error)) as { code: string }).code)).toEqual(body);
  });

  it('reads as the documentation shows: the decoded object', () => {
    // eslint-disable-next-line eqeqeq -- what integrators wrote
    expect(error.code == ('USER_CANCEL' as never)).toBe(true);
    // eslint-disable-next-line eqeqeq -- what integrators wrote
    expect(error.code == ('SESSION_EXPIRED' as never)).toBe(false);
    expect(error).toMatchObject({ message: body.message, task: 'FACE', data: 'jws' });
    expect(error.code.code).toBe('USER_CANCEL');
  });

  it('has a plain code to switch over', () => {
    expect(error.reason).toBe('USER_CANCEL');
  });

  it('names the fault beside the code, and keeps it out of what the published plugin has no field for', () => {
    const failed = uqudoPluginError({ code: 'UNEXPECTED_ERROR', message: 'why' }, undefined, 'TOKEN_REFUSED');
    expect(failed).toMatchObject({ reason: 'UNEXPECTED_ERROR', fault: 'TOKEN_REFUSED' });
    expect(JSON.parse(String(failed.code))).toEqual({ code: 'UNEXPECTED_ERROR', message: 'why' });
    expect(error.fault).toBeUndefined();
  });

  it('leaves out what there is not', () => {
    const bare = uqudoPluginError({ code: 'UNEXPECTED_ERROR', message: null });
    expect(JSON.parse(String(bare.code))).toEqual({ code: 'UNEXPECTED_ERROR', message: null });
    expect(bare).not.toHaveProperty('task');
    expect(bare.data).toBeUndefined();
    expect(bare.message).toBe('');
  });
});
