import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CaptureError } from '../capture-error.js';
import { serviceAddress } from './service-address.js';

const page = 'https://app.example/';

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: page });
  vi.stubGlobal('location', new URL(page));
  vi.stubGlobal('isSecureContext', true);
});
afterEach(() => vi.unstubAllGlobals());

const tokenOf = (iss: unknown): string => `a.${Buffer.from(JSON.stringify({ iss })).toString('base64url')}.c`;

function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('the address that a token leads to', () => {
  it.each([null, 'https://id.example', {}, 5, [null], ['*'], []])('is refused by name where issuers is %j', (issuers) => {
    const error = errorOf(() => serviceAddress({ token: tokenOf('https://id.example'), issuers: issuers as unknown as string[] }));
    expect(error).toBeInstanceOf(CaptureError);
    expect((error as Error).message).toContain('issuers');
  });

  it.each([
    'https://id.example.',
    'https://id.example:444',
    'https://id.example@evil.example',
    'https://id.example\\@evil.example',
    'https://id.example%2eevil.example',
    'https://evil.example/id.example',
    'https://id.example?x',
    '//id.example',
    'http://id.example',
    'blob:https://id.example/x',
    'http://2130706433',
    ['https://id.example'],
  ])('is refused beside issuers that has https://id.example: %j', (iss) => {
    expect(errorOf(() => serviceAddress({ token: tokenOf(iss), issuers: ['https://id.example'] }))).toBeInstanceOf(CaptureError);
  });

  it.each(['https://id.example', 'https://ID.example:443/', 'https://id.example/a/..'])(
    'is the one of issuers, however it is written: %s',
    (iss) => {
      expect(serviceAddress({ token: tokenOf(iss), issuers: ['https://id.example'] })).toBe('https://id.example');
    },
  );
});
