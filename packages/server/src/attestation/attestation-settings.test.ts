import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAttestationSettings } from './attestation-settings.js';
import { androidRoots } from './pinned-roots.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'face-session-settings-'));
  writeFileSync(join(folder, 'roots.pem'), androidRoots.join('\n'));
  writeFileSync(join(folder, 'empty.pem'), 'nothing');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (settings: unknown): ReturnType<typeof readAttestationSettings> => {
  const file = join(folder, 'attestation.json');
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return readAttestationSettings(file);
};
const appleApp = { appId: 'ABCDE12345.com.bank.app' };
const digest = 'AB:'.repeat(31) + 'AB';
const verificationKey = (type: 'ec' | 'rsa'): string =>
  (type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })).publicKey
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
const decryptionKey = Buffer.alloc(32).toString('base64');
const androidApp = (playIntegrity?: object): object => ({ packageName: 'com.bank.app', certificates: [digest], playIntegrity });

describe('the settings of attestations', () => {
  it('have the pinned roots, and digests however they are written', () => {
    const { apps, appleRoots, androidRoots: roots, allowsDevelopment, revokedSerials } = read({ apps: [appleApp, androidApp()] });
    expect(apps).toMatchObject([appleApp, { packageName: 'com.bank.app', certificates: ['ab'.repeat(32)] }]);
    expect([appleRoots.length, roots.length, allowsDevelopment, revokedSerials().size]).toEqual([1, 2, false, 0]);
  });

  it('have other roots in place of the pinned ones, from a file beside', () => {
    expect(read({ apps: [appleApp], appleRoots: 'roots.pem' }).appleRoots).toHaveLength(2);
  });

  it('have serial numbers of Google in both ways in which it writes them', () => {
    const entries = { '6681152659205225093': { status: 'REVOKED' }, c35747a084470c3135aeefe2b8d40cd6: { status: 'SUSPENDED' } };
    writeFileSync(join(folder, 'status.json'), JSON.stringify({ entries }));
    const serials = read({ apps: [appleApp], revokedCertificates: 'status.json' }).revokedSerials();
    expect([6681152659205225093n, 0xc35747a084470c3135aeefe2b8d40cd6n, 7n].map((serial) => serials.has(serial))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no app', { apps: [] }],
    ['an app without a team', { apps: [{ appId: 'com.bank.app' }] }],
    ['an app without a certificate', { apps: [{ packageName: 'com.bank.app', certificates: [] }] }],
    ['a digest that is none', { apps: [{ packageName: 'com.bank.app', certificates: ['abc'] }] }],
    ['a setting that is not known', { apps: [appleApp], trustEverybody: true }],
    ['a file that is not there', { apps: [appleApp], androidRoots: 'nowhere.pem' }],
    ['roots without a certificate', { apps: [appleApp], androidRoots: 'empty.pem' }],
    ['a list that is none', { apps: [appleApp], revokedCertificates: 'empty.pem' }],
    ['a decryption key that is too short', { apps: [androidApp({ decryptionKey: 'AAAA', verificationKey: verificationKey('ec') })] }],
    ['a verification key of RSA', { apps: [androidApp({ decryptionKey, verificationKey: verificationKey('rsa') })] }],
  ])('are refused with %s', (_, settings) => {
    expect(() => read(settings)).toThrow();
  });
});
