import { describe, expect, it } from 'vitest';
import { readOrigin, returnURLFault, returnURLOf } from './return-url.js';

describe('an origin to return to', () => {
  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://APP.example:443/', 'https://app.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('%s is registered as %s', (text, origin) => {
    expect(readOrigin(text)).toEqual({ origin });
  });

  it.each([
    'app.example',
    'http://app.example',
    'app://open',
    'https://app.example/path',
    'https://a@app.example',
    'https://app.example?',
    '*',
    '',
  ])('%s is refused with what to write', (text) => {
    expect(readOrigin(text)).toMatchObject({ fault: expect.stringMatching(/https:\/\//) as string });
  });
});

describe('a returnURL', () => {
  const origins = ['https://app.example'];
  it.each(['https://app.example/back?a=b#c', 'https://app.example:443/', 'https://app.example\\@evil.example/'])(
    '%s is of a registered origin',
    (text) => {
      expect(returnURLFault(text, origins)).toBeNull();
    },
  );

  it.each(['/back', 'https://app.example.evil/', '//app.example/', 'javascript:alert(1)//https://app.example'])('%s is refused', (text) => {
    expect(returnURLFault(text, origins)).not.toBeNull();
  });

  it('gets link, status and state, and keeps what it had', () => {
    const added = { link: 'id', status: 'passed', state: 'a&b=c' } as const;
    expect(returnURLOf('https://app.example/back?a=b#c', added)).toBe(
      'https://app.example/back?a=b&link=id&status=passed&state=a%26b%3Dc#c',
    );
    expect(returnURLOf('https://app.example/', { ...added, state: undefined })).toBe('https://app.example/?link=id&status=passed');
    // As browsers read it, so that nothing reads another host.
    expect(returnURLOf('https://app.example\\@evil.example/', added)).toMatch(/^https:\/\/app\.example\/@evil\.example\/\?/);
  });
});
